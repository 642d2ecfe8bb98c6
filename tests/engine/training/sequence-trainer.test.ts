import { describe, expect, test } from "vitest";
import { typescriptKernels } from "../../../src/engine/kernels/typescript.ts";
import { createRandom } from "../../../src/engine/random.ts";
import { NOT_ASKED } from "../../../src/engine/training/every-state.ts";
import { drawWeights } from "../../../src/engine/training/initialise.ts";
import { lstmBatch } from "../../../src/engine/training/lstm-batch.ts";
import type { TrainedWeights } from "../../../src/engine/training/parameters.ts";
import { rnnBatch } from "../../../src/engine/training/rnn-batch.ts";
import { createSequenceTrainer } from "../../../src/engine/training/trainer.ts";
import { allKernels } from "../all-kernels.ts";
import { readBytes } from "../files.ts";

type Names = keyof TrainedWeights;
type Listed = Readonly<Record<Names, readonly number[]>>;

interface Golden {
  readonly inputs: number;
  readonly units: number;
  readonly outputs: number;
  readonly batch: number;
  readonly steps: number;
  readonly learningRate: number;
  readonly clipNorm: number;
  readonly gateCost: { readonly input: number; readonly forget: number; readonly output: number };
  readonly ids: readonly (readonly number[])[];
  readonly targets: readonly (readonly number[])[];
  readonly weights: Listed;
  readonly losses: readonly number[];
  readonly prices: readonly number[];
  readonly norms: readonly number[];
  readonly gradients: Listed;
  readonly afterFirst: Listed;
  readonly afterLast: Listed;
}

const names: readonly Names[] = [
  "inputWeights",
  "recurrentWeights",
  "inputBias",
  "recurrentBias",
  "readoutWeights",
  "readoutBias",
];
const float32 = (listed: Listed) =>
  Object.fromEntries(names.map((name) => [name, Float32Array.from(listed[name])])) as unknown as TrainedWeights;

/** Largest |found − wanted|, in parts of the largest |wanted| of the tensor. */
function errorOf(found: ArrayLike<number>, wanted: readonly number[]): number {
  expect(found.length).toBe(wanted.length);
  const scale = Math.max(...wanted.map(Math.abs));
  return Math.max(...wanted.map((value, at) => Math.abs((found[at] as number) - value) / scale));
}

const goldens = [
  ["lstm-every", lstmBatch],
  ["lstm-chosen", lstmBatch],
  ["rnn-chosen", rnnBatch],
] as const;
const cases = allKernels.flatMap((kernels) => goldens.map(([name, cell]) => ({ id: kernels.id, kernels, name, cell })));

describe("training on a softmax at many steps equals PyTorch in float64", () => {
  test.each(cases)("$name with $id kernels: losses, prices, norms, every gradient, every weight", ({ kernels, name, cell }) => {
    const golden = JSON.parse(readBytes(`tests/golden/training/${name}.json`).toString()) as Golden;
    const { inputs, units, outputs, batch, steps, learningRate, clipNorm, gateCost } = golden;
    const trainer = createSequenceTrainer({
      ...{ inputs, units, outputs, batch, steps, clipNorm, gateCost, cell, kernels },
      rates: { learningRate },
      weights: float32(golden.weights),
    });
    golden.ids.forEach((ids, update) => {
      const found = trainer.step(Int32Array.from(ids), Int32Array.from(golden.targets[update] as readonly number[]));
      expect(Math.abs(found.loss / (golden.losses[update] as number) - 1)).toBeLessThan(1e-5);
      expect(Math.abs(found.price - (golden.prices[update] as number))).toBeLessThan(1e-6);
      expect(Math.abs(found.gradientNorm / (golden.norms[update] as number) - 1)).toBeLessThan(1e-5);
      if (update > 0) return;
      const cut = Math.min(1, clipNorm / ((golden.norms[0] as number) + 1e-6));
      for (const each of names) {
        const wanted = golden.gradients[each].map((value) => value * cut);
        expect(errorOf(trainer.gradients()[each], wanted), each).toBeLessThan(2e-6);
        expect(errorOf(trainer.weights()[each], golden.afterFirst[each]), each).toBeLessThan(4e-6);
      }
    });
    for (const each of names) expect(errorOf(trainer.weights()[each], golden.afterLast[each]), each).toBeLessThan(2e-5);
  });
});

const shape = { inputs: 4, units: 5, outputs: 3, batch: 3, steps: 7 };
const gateCost = { input: 0.4, forget: 0.3, output: 0.2 };

/** Seeded ids and targets, every third of which is not asked. */
function drawBatch(seed: number) {
  const random = createRandom(seed);
  const rows = shape.batch * shape.steps;
  const ids = Int32Array.from({ length: rows }, () => Math.floor(random() * shape.inputs));
  const targets = Int32Array.from({ length: rows }, (_, row) =>
    row % 3 === 0 ? NOT_ASKED : Math.floor(random() * shape.outputs),
  );
  return { ids, targets };
}

describe("the gradient of loss and price", () => {
  test.each([
    ["an LSTM", lstmBatch],
    ["an RNN", rnnBatch],
  ] as const)("of %s is what finite differences find, tensor by tensor", (_, cell) => {
    const { ids, targets } = drawBatch(2);
    const first = drawWeights({ ...shape, blocks: cell.blocks }, 3, cell);
    const open = (weights: TrainedWeights) =>
      createSequenceTrainer({ ...shape, cell, kernels: typescriptKernels, weights, gateCost, clipNorm: Infinity });
    const trainer = open(first);
    trainer.step(ids, targets);
    const gradients = trainer.gradients();
    const total = (weights: TrainedWeights) => {
      const { loss, price } = open(weights).step(ids, targets);
      return loss + price;
    };
    const random = createRandom(5);
    for (const name of names) {
      const along = Float32Array.from(first[name], () => random() - 0.5);
      const moved = (by: number) => ({ ...first, [name]: first[name].map((value, at) => value + by * (along[at] as number)) });
      const size = 0.02;
      const found = (total(moved(size)) - total(moved(-size))) / (2 * size);
      const told = gradients[name].reduce((sum, slope, at) => sum + slope * (along[at] as number), 0);
      expect(Math.abs(told)).toBeGreaterThan(1e-3);
      expect(Math.abs(found - told), name).toBeLessThan(1e-3 * Math.abs(told) + 2e-5);
    }
  });

  test("the price alone shuts input and output gates and opens forget gates", () => {
    const { ids } = drawBatch(4);
    const nothing = new Int32Array(shape.batch * shape.steps).fill(NOT_ASKED);
    const price = (cost: typeof gateCost) => {
      const trainer = createSequenceTrainer({ ...shape, cell: lstmBatch, kernels: typescriptKernels, gateCost: cost });
      return Array.from({ length: 40 }, () => trainer.step(ids, nothing, 0.1).price).at(-1) as number;
    };
    for (const gate of ["input", "forget", "output"] as const)
      expect(price({ input: 0, forget: 0, output: 0, [gate]: 1 }), gate).toBeLessThan(0.05);
  });
});

describe("first weights", () => {
  const size = { blocks: 4, units: 6, inputs: 2, outputs: 2 };
  const block = (weights: TrainedWeights, at: number) => ({
    input: weights.inputBias.subarray(at * 6, (at + 1) * 6),
    recurrent: weights.recurrentBias.subarray(at * 6, (at + 1) * 6),
  });

  test("an orthogonal recurrence keeps lengths and angles, block by block", () => {
    const { recurrentWeights } = drawWeights(size, 7, lstmBatch, { recurrence: "orthogonal" });
    for (let at = 0; at < 4; at++) {
      const matrix = recurrentWeights.subarray(at * 36, (at + 1) * 36);
      for (let row = 0; row < 6; row++) {
        for (let other = 0; other < 6; other++) {
          let product = 0;
          for (let k = 0; k < 6; k++) product += (matrix[row * 6 + k] as number) * (matrix[other * 6 + k] as number);
          expect(product).toBeCloseTo(row === other ? 1 : 0, 6);
        }
      }
    }
    expect(new Set(recurrentWeights).size).toBe(144);
  });

  test("a forget bias is that of the forget gate alone, slow gates mirror it in the input gate", () => {
    const plain = drawWeights(size, 7, lstmBatch);
    const biased = drawWeights(size, 7, lstmBatch, { forgetBias: 3 });
    expect([...block(biased, 1).input]).toEqual([3, 3, 3, 3, 3, 3]);
    expect([...block(biased, 1).recurrent]).toEqual([0, 0, 0, 0, 0, 0]);
    for (const at of [0, 2, 3]) expect(block(biased, at)).toEqual(block(plain, at));
    const slow = drawWeights(size, 7, lstmBatch, { chronoSteps: 100 });
    const biases = [...block(slow, 1).input];
    expect(biases.every((bias) => bias >= 0 && bias <= Math.log(99))).toBe(true);
    expect(new Set(biases).size).toBe(6);
    expect([...block(slow, 0).input]).toEqual(biases.map((bias) => -bias));
    expect(block(slow, 3)).toEqual(block(plain, 3));
    // An RNN has no gate to be slow.
    expect(drawWeights({ ...size, blocks: 1 }, 7, rnnBatch, { chronoSteps: 100 })).toEqual(
      drawWeights({ ...size, blocks: 1 }, 7, rnnBatch),
    );
  });
});

test("an id that the readout does not have is refused, and so are too few targets", () => {
  const trainer = createSequenceTrainer({ ...shape, cell: lstmBatch, kernels: typescriptKernels });
  const { ids, targets } = drawBatch(1);
  expect(() => trainer.step(ids, targets.subarray(1))).toThrow("20 targets, 21 needed");
  expect(() => trainer.step(ids.subarray(1), targets)).toThrow("20 inputs, 21 needed");
  expect(() =>
    trainer.step(
      ids,
      targets.map(() => 3),
    ),
  ).toThrow("3 is asked for, ids below 3 needed");
});
