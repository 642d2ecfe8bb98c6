import { describe, expect, test } from "vitest";
import { createExactStep } from "../../../src/engine/cells/backward.ts";
import { finish } from "../../../src/engine/gradients/progress.ts";
import type { Model } from "../../../src/engine/model.ts";
import { createRandom } from "../../../src/engine/random.ts";
import { divergenceBits, drawOther, measureReplaced } from "../../../src/engine/reach/replaced.ts";
import { measureWordsReplaced } from "../../../src/engine/reach/replaced-words.ts";
import { signalIndex } from "../../../src/engine/trace.ts";
import { allKernels } from "../all-kernels.ts";
import { createRandomModel } from "../random-model.ts";

const ids = Int32Array.from({ length: 30 }, (_, k) => (k * 7 + 3) % 11);
const replacements = [4, 17, 9].map((at) => ({ at, id: ((ids[at - 1] as number) + 5) % 11 }));
const lags = [0, 1, 4, 10];
const reach = 15;
const model = createRandomModel({ cell: "lstm", layers: 1, units: 12, inputs: 5, vocabulary: 11, seed: 4, scale: 0.6, start: 2 });

/** h (T, H) and ln p (T, V) of a one-layer model in float64, step by step by the definition. */
function readExactly({ cell, layout, layers, embedding, readout, start, config }: Model, words: readonly number[]) {
  const { units } = layout;
  const [parameters] = layers;
  if (parameters === undefined || readout === null) throw new Error("no layer or readout");
  const step = createExactStep(cell, units);
  const hiddenAt = signalIndex(layout, cell.output) * units;
  const dot = (weights: Float32Array, row: number, x: ArrayLike<number>) => {
    let sum = 0;
    for (let k = 0; k < x.length; k++) sum += (weights[row * x.length + k] as number) * (x[k] as number);
    return sum;
  };
  let frame = new Float64Array(layout.signals.length * units);
  const all = start === null ? words : [start, ...words];
  const found = all.map((id) => {
    const x = embedding.subarray(id * config.inputs, (id + 1) * config.inputs);
    const h = frame.slice(hiddenAt, hiddenAt + units);
    const rows = cell.blocks.length * units;
    const memory = Float64Array.from({ length: rows }, (_, row) => dot(parameters.recurrentWeights, row, h));
    const word = Float64Array.from(
      { length: rows },
      (_, row) => dot(parameters.inputWeights, row, x) + (parameters.bias[row] as number),
    );
    const next = new Float64Array(frame.length);
    step(memory, word, frame, next);
    frame = next;
    const hidden = next.slice(hiddenAt, hiddenAt + units);
    const logits = Array.from(readout.bias, (bias, row) => dot(readout.weights, row, hidden) + bias);
    const total = Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0));
    return { hidden, logarithms: logits.map((logit) => logit - total) };
  });
  return start === null ? found : found.slice(1);
}

describe.each(allKernels)("with the kernels $id", (kernels) => {
  test("what is left of a replaced word is what two readings in float64 say", () => {
    const found = finish(measureReplaced(model, ids, { replacements, layer: 0, reach, lagsOf: () => lags }, kernels));
    const own = readExactly(model, [...ids]);
    replacements.forEach(({ at, id }, row) => {
      const other = readExactly(
        model,
        [...ids].map((word, k) => (k === at - 1 ? id : word)),
      );
      for (let k = 0; k <= reach; k++) {
        const change = found.change[row * (reach + 1) + k] as number;
        const [a, b] = [own[at - 1 + k]?.hidden, other[at - 1 + k]?.hidden];
        if (a === undefined || b === undefined) {
          expect(change).toBeNaN();
          continue;
        }
        expect(change).toBeCloseTo(Math.hypot(...a.map((value, u) => (b[u] as number) - value)) / Math.hypot(...a), 5);
      }
      lags.forEach((k, n) => {
        const [p, q] = [own[at - 1 + k]?.logarithms, other[at - 1 + k]?.logarithms];
        const nats = p?.reduce((sum, log, word) => sum + Math.exp(log) * (log - (q?.[word] as number)), 0) as number;
        expect(found.bits[row * lags.length + n]).toBeCloseTo(nats / Math.LN2, 5);
      });
    });
  });

  test("every word of a sentence is judged by other words in its place", () => {
    const pool = Int32Array.of(1, 5, 6, 9, 10);
    const { bits, draws } = finish(measureWordsReplaced(model, ids, { at: 12, pool, seed: 3 }, kernels));
    expect(draws).toBe(8);
    const random = createRandom(3);
    const own = readExactly(model, [...ids.subarray(0, 12)])[11]?.logarithms as readonly number[];
    for (let step = 1; step <= 12; step++) {
      let mean = 0;
      for (let draw = 0; draw < draws; draw++) {
        const other = drawOther(pool, ids[step - 1] as number, random);
        const words = [...ids.subarray(0, 12)].map((word, k) => (k === step - 1 ? other : word));
        const after = readExactly(model, words)[11]?.logarithms as readonly number[];
        mean += own.reduce((sum, log, word) => sum + Math.exp(log) * (log - (after[word] as number)), 0) / Math.LN2 / draws;
      }
      expect(bits[step - 1]).toBeCloseTo(mean, 5);
    }
  });
});

test("bits between predictions that hardly differ are not lost in rounding", () => {
  const logits = Float32Array.from({ length: 50 }, (_, k) => Math.sin(k));
  expect(divergenceBits(logits, logits)).toBe(0);
  const moved = logits.map((logit, k) => (k === 7 ? logit + 2 ** -12 : logit));
  // p·(1 − p)/2 · d², d = 2⁻¹²: of second order.
  const total = logits.reduce((sum, logit) => sum + Math.exp(logit), 0);
  const p = Math.exp(logits[7] as number) / total;
  const shift = (moved[7] as number) - (logits[7] as number);
  expect(divergenceBits(logits, moved) / ((p * (1 - p) * shift ** 2) / 2 / Math.LN2)).toBeCloseTo(1, 3);
});

test("a word is never drawn for itself, and a text of one word alone has no other", () => {
  const random = createRandom(1);
  for (let k = 0; k < 40; k++) expect(drawOther(Int32Array.of(1, 1, 1, 2), 1, random)).toBe(2);
  expect(() => drawOther(Int32Array.of(1, 1), 1, random)).toThrow(RangeError);
});
