import { describe, expect, test } from "vitest";
import { cells } from "../../../src/engine/cells/registry.ts";
import { differentiate } from "../../../src/engine/gradients/backward.ts";
import type { Gradients } from "../../../src/engine/gradients/gradient-trace.ts";
import type { Objective } from "../../../src/engine/gradients/objective.ts";
import { typescriptKernels } from "../../../src/engine/kernels/typescript.ts";
import type { Model } from "../../../src/engine/model.ts";
import { createRandom } from "../../../src/engine/random.ts";
import { createRun } from "../../../src/engine/run.ts";
import { allKernels } from "../all-kernels.ts";
import { createRandomModel } from "../random-model.ts";

const vocabulary = 11;

function traced(shape: { cell: string; units: number; layers: number; scale: number; start?: number }, steps: number) {
  const model = createRandomModel({ ...shape, inputs: 5, vocabulary, seed: shape.units + steps });
  const random = createRandom(steps);
  const run = createRun(model, typescriptKernels);
  run.replace(
    0,
    Array.from({ length: steps }, () => Math.floor(random() * vocabulary)),
  );
  run.advance(steps);
  return run;
}

/** Largest difference of the values of a frame of a layer, in parts of the frame's largest value in float64; frames that are 0 must be 0. */
function frameError(found: Gradients, wanted: Gradients): number {
  const { signals, units } = wanted.trace.layout;
  const length = signals.length * units;
  let error = 0;
  wanted.trace.exponents.forEach((exponent, row) => {
    const theirs = wanted.trace.values.subarray(row * length, (row + 1) * length);
    const ours = found.trace.values.subarray(row * length, (row + 1) * length);
    const factor = 2 ** ((found.trace.exponents[row] as number) - exponent);
    const largest = theirs.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    theirs.forEach((value, at) => {
      const difference = Math.abs((ours[at] as number) * factor - value);
      error = Math.max(error, difference === 0 ? 0 : difference / largest);
    });
  });
  return error;
}

/** Largest difference of two logarithms of norms; where one is −∞ the other must be. */
function logError(found: Float64Array, wanted: Float64Array): number {
  expect(found.length).toBe(wanted.length);
  let error = 0;
  wanted.forEach((log10, at) => {
    const own = found[at] as number;
    error = Math.max(error, own === log10 ? 0 : Math.abs(own - log10));
  });
  return error;
}

const objectives: readonly Objective[] = [
  { kind: "loss", at: 70, target: 3 },
  { kind: "difference", at: 65, target: 1, other: 9 },
  { kind: "logit", at: 1, target: 2 },
];

/**
 * Two LSTM layers of one unit without recurrent weights, over three words. The upper layer's input gate is all but shut (2^-111) at the
 * second word, open at the others: of the gradient next to nothing comes down there. The lower layer forgets everything at the third
 * word, nothing at the second: what it has in hand at the first word is what came down at the second.
 */
function shutModel(): Model {
  const random = createRandomModel({ cell: "lstm", layers: 2, units: 1, inputs: 3, vocabulary: 3, seed: 1 });
  const layer = (inputWeights: readonly number[], bias: readonly number[], inputs: number) => ({
    inputWeights: Float32Array.from(inputWeights),
    recurrentWeights: new Float32Array(4),
    bias: Float32Array.from(bias),
    inputs,
    units: 1,
  });
  // Rows i, f, g, o; columns the three words.
  const lower = layer([0, 0, 0, 0, 0, -80, 1, -2, 1, 0, 0, 0], [3, 0, 0, 3], 3);
  const upper = layer([110, 0, 1, 0], [-25, 30, 0, 0], 1);
  return { ...random, layers: [lower, upper], embedding: Float32Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1) };
}

describe("the way back in the kernels' float32 is that in float64", () => {
  const cases = cells.flatMap(({ id: cell }) =>
    [
      { units: 1, layers: 1, scale: 1 },
      { units: 3, layers: 2, scale: 0.7 },
      { units: 33, layers: 3, scale: 0.3, start: 0 },
      { units: 127, layers: 1, scale: 0.15, start: 2 },
    ].map((shape) => ({ cell, ...shape })),
  );

  test.each(cases)("$cell of $units units, $layers layers", (shape) => {
    const run = traced(shape, 70);
    for (const objective of objectives) {
      const wanted = differentiate(run, objective);
      for (const kernels of allKernels) {
        const found = differentiate(run, objective, kernels);
        const about = `${kernels.id}, ${objective.kind}`;
        expect(Math.abs(found.value - wanted.value), about).toBeLessThan(2e-6 * Math.max(1, Math.abs(wanted.value)));
        expect(frameError(found, wanted), about).toBeLessThan(1e-5);
        expect(logError(found.norms.log10, wanted.norms.log10), about).toBeLessThan(1e-5);
        expect(logError(found.input.norms.log10, wanted.input.norms.log10), about).toBeLessThan(1e-5);
      }
    }
  });

  test("vanishing over hundreds of steps loses nothing: no logarithm of a norm is further off than rounding makes it", () => {
    const run = traced({ cell: "rnn", units: 9, layers: 2, scale: 0.15 }, 400);
    const objective: Objective = { kind: "loss", at: 400, target: 3 };
    const wanted = differentiate(run, objective);
    expect(Math.min(...wanted.norms.log10.filter((log10) => log10 > -Infinity))).toBeLessThan(-60);
    for (const kernels of allKernels) {
      expect(logError(differentiate(run, objective, kernels).norms.log10, wanted.norms.log10), kernels.id).toBeLessThan(1e-3);
    }
  });

  test("what is in hand is nothing beside a row from above that is 2^100 larger", () => {
    const run = createRun(shutModel(), typescriptKernels);
    run.replace(0, [0, 1, 2]);
    run.advance(3);
    const objective: Objective = { kind: "loss", at: 3, target: 0 };
    const wanted = differentiate(run, objective);
    const [, first, second] = Array.from({ length: 4 }, (_, step) => wanted.trace.exponents[2 * step] as number);
    expect((first as number) - (second as number), "the lower layer's gradients, one word apart").toBeGreaterThan(100);
    for (const kernels of allKernels) {
      const found = differentiate(run, objective, kernels);
      expect(frameError(found, wanted), kernels.id).toBeLessThan(1e-5);
      expect(logError(found.norms.log10, wanted.norms.log10), kernels.id).toBeLessThan(1e-5);
    }
  });

  test("memory that is no longer needed is written anew, and gives the same", () => {
    const run = traced({ cell: "lstm", units: 7, layers: 1, scale: 0.5 }, 40);
    for (const kernels of allKernels) {
      const first = differentiate(run, { kind: "loss", at: 40, target: 1 }, kernels);
      const plain = differentiate(run, { kind: "loss", at: 33, target: 2 }, kernels);
      const again = differentiate(run, { kind: "loss", at: 33, target: 2 }, kernels, first);
      expect(again.trace.values.buffer).toBe(first.trace.values.buffer);
      expect(again.trace.values).toEqual(plain.trace.values);
      expect(again.norms).toEqual(plain.norms);
      expect(again.input.values).toEqual(plain.input.values);
    }
  });
});
