import type { StudyModel, StudyQuestion } from "../worker/protocol.ts";
import { comparedWith } from "./catalog.ts";
import type { Room } from "./room.ts";
import type { AppState } from "./state.ts";

/** The view that gradients are computed for. */
const VIEW = "gradients";

/** What is to be asked as things stand, whether or not the engine can be asked now; null where there is nothing to ask. */
export function questionOf(state: AppState, room: Room): StudyQuestion | null {
  const { view, model, tokens, text, at, target, before, experiment, modelId } = state;
  if (view !== VIEW || model === null || tokens.length === 0) return null;
  const others = comparedWith(state).filter((id) => id !== modelId);
  const models: readonly StudyModel[] = [
    { id: modelId, base: null },
    ...others.map((id) => ({ id, base: new URL(`${id}/`, room.edges.modelsBase).href })),
  ];
  return { text, at, target, before, experiment, models };
}

/** Two questions with the same key have the same answer, of the same engine. */
export function keyOf(question: StudyQuestion, { layer, model, attempt }: AppState, engine: number): string {
  return JSON.stringify([question, layer, model?.config.provenance?.sha256 ?? model?.bytes, engine, attempt]);
}
