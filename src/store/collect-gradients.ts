import type { Norms, Problem, StudyQuestion } from "../worker/protocol.ts";
import { type EngineClient, ProblemError } from "./engine-client.ts";
import type { AppState } from "./state.ts";

const nothingYet: Problem = {
  title: "There are no gradients yet",
  detail: "They are computed in the view Gradients. The sentence is as it was.",
};
const changed: Problem = {
  title: "The words changed while the file was written",
  detail: "Nothing was saved; try again.",
};

/**
 * `gatescope-gradients.json` of the studies as they stand: every layer's Jacobians are computed for it, and all models follow the
 * shown model's word. Makes every study before it stale. @throws ProblemError where there is nothing to write, or it changed meanwhile.
 */
export async function collectGradients(state: AppState, question: StudyQuestion | null, engine: EngineClient): Promise<string> {
  const [shown] = state.studies;
  if (question === null || shown === undefined) throw new ProblemError(nothingYet);
  // Each model has its own likeliest word.
  const target = shown.other === null ? shown.word : `${shown.word}~${shown.other}`;
  // The file is of the sentence alone, as every reader of the format can compute it.
  const same: StudyQuestion = { ...question, target, before: "nothing" };
  const answers = await engine.study(same);
  const studies = (answers ?? []).flatMap((answer) => (answer.kind === "study" ? [answer.study] : []));
  const layers = Math.max(0, ...studies.map((study) => study.layers.length));
  const norms: (readonly (Norms | null)[])[] = [];
  for (let layer = 0; layer < layers; layer++) {
    const found = await engine.jacobians(same, layer, () => {});
    if (found === null) throw new ProblemError(changed);
    norms.push(found);
  }
  if (layers === 0) throw new ProblemError(changed);
  const { writeGradients } = await import("../engine/export-gradients.ts");
  const exported = studies.map((study) => {
    const place = same.models.findIndex(({ id }) => id === study.id);
    return { study, jacobians: norms.map((ofLayer) => ofLayer[place] ?? null) };
  });
  return writeGradients(state.text, exported, question.experiment);
}
