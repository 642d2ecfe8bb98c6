import type { PredictQuestion, StudyModel } from "../worker/protocol.ts";
import { relativesOf } from "./catalog.ts";
import { likeliestWord } from "./ghost.ts";
import type { Predicted } from "./predict-state.ts";
import type { Room } from "./room.ts";
import type { AppState } from "./state.ts";

/** The view that expectations are computed for. */
const VIEW = "predict";

/**
 * The word that is followed: the reader's, else the one that does follow, else the shown model's likeliest that is a word; null before
 * that is known.
 */
export function followedWord(state: Pick<AppState, "followed" | "tokens" | "step" | "logits" | "model">): string | null {
  const { followed, tokens, step, logits, model } = state;
  if (followed !== null) return followed;
  const next = tokens[step];
  if (next?.known === true) return next.text;
  const expected = logits.get(step);
  if (expected === undefined || model === null) return null;
  return model.words === null ? `#${expected.indexOf(Math.max(...expected))}` : likeliestWord(expected, model.words);
}

/** Whether the predictions are of the sentence, the word and the second sentence that are shown now. */
export function arePredictionsFresh(state: AppState): boolean {
  const { predicted, text, step, second } = state;
  if (predicted === null) return false;
  const now = { text, step, word: followedWord(state), second: second === "" ? null : second };
  return (Object.keys(now) as (keyof Predicted)[]).every((key) => now[key] === predicted[key]);
}

/** What the answers to a question are of. */
export function predictedBy({ text, step, word, second }: PredictQuestion): Predicted {
  return { text, step, word, second };
}

/** What is to be asked as things stand; null where there is nothing to ask, or not yet. */
export function questionOf(state: AppState, room: Room): PredictQuestion | null {
  const { view, model, status, isBusy, tokens, text, step, modelId, second } = state;
  if (view !== VIEW || model === null || status.kind !== "ready" || isBusy || tokens.length === 0 || step < 1) return null;
  const shipped = [...relativesOf(state)].reverse().map((id): StudyModel => {
    return { id, base: id === modelId ? null : new URL(`${id}/`, room.edges.modelsBase).href };
  });
  const isShipped = shipped.some(({ id }) => id === modelId);
  const models = isShipped ? shipped : [...shipped, { id: modelId, base: null }];
  const word = followedWord(state);
  // What the shown model expects is on its way; one without a readout expects nothing.
  if (word === null && model.hasReadout) return null;
  return { text, second: second === "" ? null : second, step, word, models };
}
