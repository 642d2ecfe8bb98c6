import { expect, test } from "vitest";
import { differentiate } from "../../../src/engine/gradients/backward.ts";
import { checkGradients } from "../../../src/engine/gradients/check-gradients.ts";
import { finish } from "../../../src/engine/gradients/progress.ts";
import { runWords } from "../../../src/engine/gradients/study.ts";
import { typescriptKernels } from "../../../src/engine/kernels/typescript.ts";
import { carryIn } from "../../../src/engine/reach/carried-in.ts";
import { openingOf } from "../../../src/engine/reach/own-story.ts";
import { frameLength } from "../../../src/engine/trace.ts";
import { createRandomModel } from "../random-model.ts";

const shape = { cell: "lstm", layers: 2, units: 9, inputs: 5, vocabulary: 11, seed: 6, scale: 0.7, start: 3 } as const;
const model = createRandomModel(shape);
const before = Int32Array.of(4, 9, 1, 1, 7, 0, 2, 8);
const ids = Int32Array.of(5, 3, 10, 6, 2, 4);

test("a text read after another one has the trace and the gradients that it has in one reading of both", () => {
  const carried = carryIn(model, before, typescriptKernels);
  const run = runWords(carried, ids);
  const whole = runWords(model, Int32Array.of(...before, ...ids));
  const length = frameLength(model.layout);
  const tail = whole.trace().values.subarray(before.length * length, (before.length + ids.length + 1) * length);
  expect(run.trace().values.subarray(0, (ids.length + 1) * length)).toEqual(tail);

  const own = differentiate(run, { kind: "loss", at: 5, target: 4 });
  const same = differentiate(whole, { kind: "loss", at: before.length + 5, target: 4 });
  const width = model.layout.layers * model.layout.signals.length;
  for (let step = 1; step <= 5; step++) {
    for (let k = 0; k < width; k++) {
      expect(own.norms.log10[step * width + k]).toBe(same.norms.log10[(before.length + step) * width + k]);
    }
  }
});

test("its gradients are those of finite differences", () => {
  const run = runWords(carryIn(model, before, typescriptKernels), ids);
  const { largestRelativeError, measured } = finish(checkGradients(run, { kind: "loss", at: 6, target: 1 }));
  expect(measured).toBeGreaterThan(20);
  expect(largestRelativeError).toBeLessThan(1e-5);
});

test("nothing before it is the model itself, and a story is cut behind a sentence", () => {
  expect(carryIn(model, new Int32Array(0), typescriptKernels)).toBe(model);
  const words = ["<eos>", "a", ".", "b", "”"];
  const story = Int32Array.from({ length: 200 }, (_, k) => (k === 40 ? 2 : k === 61 ? 4 : 1));
  expect(openingOf(story, { words }).length).toBe(62);
  expect(openingOf(new Int32Array(200).fill(1), { words }).length).toBe(80);
  expect(openingOf(story, { words: null }).length).toBe(80);
});
