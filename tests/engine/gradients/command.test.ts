import { expect, test } from "vitest";
import { measureJacobian } from "../../../src/engine/gradients/jacobian.ts";
import { runWords, studyModel } from "../../../src/engine/gradients/study.ts";
import { readTarget } from "../../../src/engine/gradients/target.ts";
import { gatherGradients } from "../../../training/gradients.ts";
import { createRandomModel } from "../random-model.ts";
import { finish } from "./finish.ts";

const shape = { layers: 1, units: 6, inputs: 4, vocabulary: 9, seed: 5, scale: 0.8 };
const models = ["lstm", "rnn"].map((cell) => createRandomModel({ ...shape, cell }));

test("gradients from Node are the studies and Jacobians of every model, all on the first model's word", () => {
  const gathered = gatherGradients(models, { text: "1 2 3 4 5", at: 4, wish: readTarget("likeliest") });
  if (!gathered.ok) throw new Error(gathered.problem.title);
  const file = JSON.parse(gathered.value);
  expect(file).toMatchObject({ format: "gatescope-gradients", version: 1, text: "1 2 3 4 5", loss: { at: 4 } });
  const ids = Int32Array.of(1, 2, 3, 4, 5);
  models.forEach((model, place) => {
    const study = studyModel(model, ids, 4, readTarget(file.loss.target));
    if (!study.ok) throw new Error(study.problem.title);
    const layer = file.models[place].layers[0];
    expect(layer.hiddenStateLog10).toEqual([...(study.value.layers[0]?.hidden.log10 ?? [])]);
    expect(layer.jacobian).toEqual([...finish(measureJacobian(runWords(model, ids, 4), 0, 4)).plain]);
    expect(study.value.targetId).toBe(file.loss.id);
  });
});

test("gradients from Node are refused where the text has no such step or the model no such word", () => {
  const refused = gatherGradients(models, { text: "1 2", at: 3, wish: { kind: "actual" } });
  expect(!refused.ok && refused.problem.title).toBe("Step 3 of 2 words");
  expect(gatherGradients(models, { text: "", at: null, wish: { kind: "actual" } }).ok).toBe(false);
  const unknown = gatherGradients(models, { text: "1 2", at: null, wish: readTarget("tiger") });
  expect(!unknown.ok && unknown.problem.title).toContain("tiger");
});
