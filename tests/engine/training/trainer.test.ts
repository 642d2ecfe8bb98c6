import { describe, expect, test } from "vitest";
import { lstm } from "../../../src/engine/cells/lstm.ts";
import { rnn } from "../../../src/engine/cells/rnn.ts";
import { differentiate } from "../../../src/engine/gradients/backward.ts";
import { differentiateWeights } from "../../../src/engine/gradients/weights.ts";
import { typescriptKernels } from "../../../src/engine/kernels/typescript.ts";
import type { Model } from "../../../src/engine/model.ts";
import { createRandom } from "../../../src/engine/random.ts";
import { createRun } from "../../../src/engine/run.ts";
import { addingBaseline, createAdding } from "../../../src/engine/training/adding.ts";
import type { BatchCell } from "../../../src/engine/training/batch-cell.ts";
import { drawWeights } from "../../../src/engine/training/initialise.ts";
import { lstmBatch } from "../../../src/engine/training/lstm-batch.ts";
import { readParameters, type TrainedWeights, writeParameters } from "../../../src/engine/training/parameters.ts";
import { rnnBatch } from "../../../src/engine/training/rnn-batch.ts";
import { createTrainer } from "../../../src/engine/training/trainer.ts";
import { allKernels, simdKernels } from "../all-kernels.ts";
import { readBytes } from "../files.ts";
import { createRandomModel } from "../random-model.ts";

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
  readonly x: readonly (readonly number[])[];
  readonly targets: readonly (readonly number[])[];
  readonly weights: Listed;
  readonly losses: readonly number[];
  readonly norms: readonly number[];
  readonly gradients: Listed;
  readonly afterFirst: Listed;
  readonly afterLast: Listed;
}

const readGolden = (name: string) => JSON.parse(readBytes(`tests/golden/training/${name}.json`).toString()) as Golden;

const names: readonly Names[] = [
  "inputWeights",
  "recurrentWeights",
  "inputBias",
  "recurrentBias",
  "readoutWeights",
  "readoutBias",
];

function float32(listed: Listed): TrainedWeights {
  return Object.fromEntries(names.map((name) => [name, Float32Array.from(listed[name])])) as unknown as TrainedWeights;
}

/** Largest |found − wanted|, in parts of the largest |wanted| of the tensor. */
function errorOf(found: ArrayLike<number>, wanted: readonly number[]): number {
  expect(found.length).toBe(wanted.length);
  const scale = Math.max(...wanted.map(Math.abs));
  return Math.max(...wanted.map((value, at) => Math.abs((found[at] as number) - value) / scale));
}

const goldens: readonly (readonly [string, BatchCell])[] = [
  ["lstm", lstmBatch],
  ["lstm-wide", lstmBatch],
  ["rnn", rnnBatch],
];
const cases = allKernels.flatMap((kernels) => goldens.map(([name, cell]) => ({ id: kernels.id, kernels, name, cell })));

describe("training equals PyTorch in float64", () => {
  test.each(cases)(
    "$name with $id kernels: losses, norms, every gradient, every weight after Adam",
    ({ kernels, name, cell }) => {
      const golden = readGolden(name);
      const { inputs, units, outputs, batch, steps, learningRate, clipNorm } = golden;
      const shape = { inputs, units, outputs, batch, steps };
      const trainer = createTrainer({
        ...shape,
        cell,
        kernels,
        clipNorm,
        rates: { learningRate },
        weights: float32(golden.weights),
      });
      golden.x.forEach((x, update) => {
        const { loss, gradientNorm } = trainer.step(
          Float32Array.from(x),
          Float32Array.from(golden.targets[update] as readonly number[]),
        );
        expect(Math.abs(loss / (golden.losses[update] as number) - 1)).toBeLessThan(1e-5);
        expect(Math.abs(gradientNorm / (golden.norms[update] as number) - 1)).toBeLessThan(1e-5);
        if (update > 0) return;
        const cut = Math.min(1, clipNorm / ((golden.norms[0] as number) + 1e-6));
        for (const each of names) {
          const wanted = golden.gradients[each].map((value) => value * cut);
          expect(errorOf(trainer.gradients()[each], wanted), each).toBeLessThan(2e-6);
          expect(errorOf(trainer.weights()[each], golden.afterFirst[each]), each).toBeLessThan(2e-6);
        }
      });
      for (const each of names) expect(errorOf(trainer.weights()[each], golden.afterLast[each]), each).toBeLessThan(1e-5);
    },
  );
});

/** A language model whose words are the steps' inputs, so that the logit of word 0 is what the trainer answers. */
function asModel(cell: typeof lstm, weights: TrainedWeights, given: Float32Array, inputs: number, units: number): Model {
  const vocabulary = given.length / inputs;
  const random = createRandomModel({ cell: cell.id, layers: 1, units, inputs, vocabulary, seed: 1 });
  const readout = { weights: new Float32Array(vocabulary * units), bias: new Float32Array(vocabulary) };
  readout.weights.set(weights.readoutWeights);
  readout.bias.set(weights.readoutBias);
  const bias = weights.inputBias.map((value, at) => value + (weights.recurrentBias[at] as number));
  const { inputWeights, recurrentWeights } = weights;
  return { ...random, embedding: given, layers: [{ inputWeights, recurrentWeights, bias, inputs, units }], readout };
}

describe("training", () => {
  const sizes = [1, 3, 33, 127];
  test.each(
    simdKernels.flatMap((kernels) =>
      sizes.flatMap((units) => [
        { id: kernels.id, kernels, units, name: "lstm", batchCell: lstmBatch, cell: lstm },
        { id: kernels.id, kernels, units, name: "rnn", batchCell: rnnBatch, cell: rnn },
      ]),
    ),
  )("$name of $units units, $id: weight gradients are the engine's own in float64", ({ kernels, units, batchCell, cell }) => {
    const [inputs, steps] = [3, 11];
    const random = createRandom(units);
    const given = Float32Array.from({ length: steps * inputs }, () => 2 * random() - 1);
    const weights = drawWeights({ blocks: batchCell.blocks, units, inputs, outputs: 1 }, 5, batchCell);
    const trainer = createTrainer({
      cell: batchCell,
      kernels,
      units,
      inputs,
      outputs: 1,
      batch: 1,
      steps,
      weights,
      clipNorm: Infinity,
    });
    // ∂(y − target)²/∂y is 1 where the target is half below the answer.
    const answer = trainer.predict(given)[0] as number;
    trainer.step(given, Float32Array.of(answer - 0.5));
    const found = trainer.gradients();

    const run = createRun(asModel(cell, weights, given, inputs, units), typescriptKernels);
    run.replace(
      0,
      Array.from({ length: steps }, (_, step) => step),
    );
    run.advance(steps);
    expect(Math.abs((run.logits(steps)[0] as number) - answer)).toBeLessThan(1e-6);
    const exact = differentiateWeights(run, differentiate(run, { kind: "logit", at: steps, target: 0 }));
    const scaled = (tensor: Float64Array) => Array.from(tensor, (value) => value * 2 ** exact.exponent);
    const [layer] = exact.layers;
    if (layer === undefined) throw new Error("no layer");
    expect(errorOf(found.inputWeights, scaled(layer.inputWeights))).toBeLessThan(1e-5);
    expect(errorOf(found.recurrentWeights, scaled(layer.recurrentWeights))).toBeLessThan(1e-5);
    expect(errorOf(found.inputBias, scaled(layer.bias))).toBeLessThan(1e-5);
    expect(errorOf(found.recurrentBias, scaled(layer.bias))).toBeLessThan(1e-5);
    expect(errorOf(found.readoutWeights, scaled(exact.readout.weights).slice(0, units))).toBeLessThan(1e-5);
  });

  test.each([
    ["an LSTM", lstmBatch, 500],
    ["an RNN", rnnBatch, 800],
  ] as const)("%s learns to add: its error falls far below that of the best constant", (_, cell, updates) => {
    const [batch, steps] = [16, 6];
    const options = { cell, units: 16, inputs: 2, outputs: 1, batch, steps, seed: 3, rates: { learningRate: 0.01 } };
    const trainer = createTrainer({ ...options, kernels: simdKernels[0] as (typeof simdKernels)[number] });
    const next = createAdding(8, batch, steps);
    for (let update = 0; update < updates; update++) {
      const { inputs, targets } = next();
      trainer.step(inputs, targets);
    }
    // Fresh sequences, which it has not seen.
    const unseen = createAdding(9, batch, steps);
    let error = 0;
    for (let k = 0; k < 20; k++) {
      const { inputs, targets } = unseen();
      trainer.predict(inputs).forEach((answer, n) => {
        error += (answer - (targets[n] as number)) ** 2 / (20 * batch);
      });
    }
    expect(error).toBeLessThan(addingBaseline / 5);
  });

  test("a seed gives the same weights, batches and losses again, another seed others", () => {
    const lossesOf = (seed: number) => {
      const options = { cell: lstmBatch, units: 5, inputs: 2, outputs: 1, batch: 3, steps: 4, kernels: typescriptKernels };
      const trainer = createTrainer({ ...options, seed });
      const next = createAdding(seed, 3, 4);
      return [next(), next()].map(({ inputs, targets }) => trainer.step(inputs, targets).loss);
    };
    expect(lossesOf(1)).toEqual(lossesOf(1));
    expect(lossesOf(1)).not.toEqual(lossesOf(2));
  });

  test("weights come back as they were laid out, and what has another shape is refused", () => {
    const shape = { blocks: 4, units: 3, inputs: 2, outputs: 2 };
    const weights = drawWeights(shape, 1, lstmBatch);
    const laidOut = new Float32Array(4 * 7 * 3 + 2 * 4);
    writeParameters(shape, weights, laidOut);
    expect(readParameters(shape, laidOut)).toEqual(weights);
    expect(laidOut.every((value) => value !== 0)).toBe(true);
    const options = { cell: lstmBatch, units: 3, inputs: 2, outputs: 2, batch: 2, steps: 2, kernels: typescriptKernels };
    const trainer = createTrainer({ ...options, weights });
    expect(trainer.weights()).toEqual(weights);
    expect(() => trainer.step(new Float32Array(7), new Float32Array(4))).toThrow("7 inputs, 8 needed");
    expect(() => trainer.step(new Float32Array(8), new Float32Array(3))).toThrow("3 targets, 4 needed");
  });
});

test("the adding problem marks one number in each half and asks for their sum", () => {
  const [batch, steps] = [50, 9];
  const { inputs, targets } = createAdding(4, batch, steps)();
  const places = new Set<number>();
  for (let n = 0; n < batch; n++) {
    const marked = Array.from({ length: steps }, (_, step) => step).filter((step) => inputs[(step * batch + n) * 2 + 1] === 1);
    expect(marked.map((step) => step < 4)).toEqual([true, false]);
    const sum = marked.reduce((total, step) => total + (inputs[(step * batch + n) * 2] as number), 0);
    expect(targets[n]).toBeCloseTo(sum, 6);
    for (const step of marked) places.add(step);
  }
  expect(places.size).toBe(steps);
});
