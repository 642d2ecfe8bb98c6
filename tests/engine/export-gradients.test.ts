import { expect, test } from "vitest";
import { writeGradients } from "../../src/engine/export-gradients.ts";
import { plainExperiment } from "../../src/engine/gradients/experiment.ts";
import { measureJacobian } from "../../src/engine/gradients/jacobian.ts";
import { runWords, studyModel } from "../../src/engine/gradients/study.ts";
import { finish } from "./gradients/finish.ts";
import { readGradientCases } from "./gradients/golden-gradients.ts";

test("exported gradients read back to the numbers of the study, and to PyTorch's", () => {
  for (const { model, ids, objective, array, has } of readGradientCases()) {
    if (objective.kind !== "loss" || !has("jacobian")) continue;
    const words = Int32Array.from(ids);
    const result = studyModel(model, words, objective.at, { kind: "word", word: `#${objective.target}` });
    if (!result.ok) throw new Error(result.problem.title);
    const jacobians = model.layers.map((_, layer) => finish(measureJacobian(runWords(model, words), layer, objective.at)));
    const file = JSON.parse(writeGradients("a text", [{ study: result.value, jacobians }]));
    expect(file).toMatchObject({ format: "gatescope-gradients", version: 1, text: "a text" });
    expect(file.loss).toMatchObject({ at: objective.at, target: `#${objective.target}`, id: objective.target });
    const [written] = file.models;
    expect(written.cell).toBe(model.config.cell);
    result.value.layers.forEach(({ hidden, cell, directPath }, layer) => {
      const own = written.layers[layer];
      expect(own.hiddenState).toEqual([...hidden.plain]);
      expect(own.hiddenStateLog10).toEqual([...hidden.log10]);
      expect(own.cellState).toEqual(cell === null ? undefined : [...cell.plain]);
      expect(own.directPath?.mean).toEqual(directPath === null ? undefined : [...directPath.mean.plain]);
      const theirs = array("jacobian").subarray(layer * objective.at, (layer + 1) * objective.at);
      theirs.forEach((norm, at) => {
        expect(Math.abs(own.jacobian[at] / norm - 1)).toBeLessThan(1e-4);
      });
    });
    array("input").forEach((norm, at) => {
      expect(Math.abs(written.input[at] / norm - 1)).toBeLessThan(1e-5);
    });
  }
});

test("a zero is written as zero, with null for its logarithm; nothing is no file", () => {
  const zeros = { plain: Float64Array.of(0, 1), log10: Float64Array.of(-Infinity, 0) };
  const [first] = readGradientCases();
  const result = studyModel((first as { model: Parameters<typeof studyModel>[0] }).model, Int32Array.of(1, 2), 2, {
    kind: "likeliest",
  });
  if (!result.ok) throw new Error(result.problem.title);
  const file = JSON.parse(writeGradients("", [{ study: { ...result.value, input: zeros }, jacobians: [] }]));
  expect(file.models[0]).toMatchObject({ input: [0, 1], inputLog10: [null, 0] });
  expect(file.models[0].layers[0].jacobian).toBeUndefined();
  expect(file.experiment).toBeUndefined();
  const experiment = { ...plainExperiment, recurrent: 0.5, length: 2 };
  expect(JSON.parse(writeGradients("", [{ study: result.value, jacobians: [] }], experiment)).experiment).toEqual(experiment);
  expect(() => writeGradients("", [])).toThrow(RangeError);
});
