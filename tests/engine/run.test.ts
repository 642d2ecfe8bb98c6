import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cells } from "../../src/engine/cells/registry.ts";
import { typescriptKernels as kernels } from "../../src/engine/kernels/typescript.ts";
import type { Model } from "../../src/engine/model.ts";
import { createRun, type Run } from "../../src/engine/run.ts";
import { frameLength, valueAt, viewSignal } from "../../src/engine/trace.ts";
import { createRandomModel } from "./random-model.ts";

const vocabulary = 12;

const randomModels = (scales: readonly number[], maxLayers: number) =>
  fc
    .record({
      cell: fc.constantFrom(...cells.map((cell) => cell.id).filter((id) => id !== "rnn-relu")),
      layers: fc.integer({ min: 1, max: maxLayers }),
      units: fc.integer({ min: 1, max: 9 }),
      inputs: fc.integer({ min: 1, max: 7 }),
      seed: fc.integer(),
      scale: fc.constantFrom(...scales),
      start: fc.constantFrom(null, 0, 5),
    })
    .map((shape) => createRandomModel({ ...shape, vocabulary }));

// A ReLU network with such weights overflows float32.
const models = randomModels([0.2, 1, 4], 3);

const texts = fc.array(fc.nat(vocabulary - 1), { maxLength: 80 });

function compute(model: Model, ids: readonly number[], chunk = Infinity): Run {
  const run = createRun(model, kernels);
  run.replace(0, ids);
  while (run.advance(chunk) > 0);
  return run;
}

/** The bytes of a trace as far as it is computed, from frame `first` on. */
function bits(run: Run, first = 0): Buffer {
  const { values, steps, layout } = run.trace();
  const length = frameLength(layout);
  return Buffer.from(values.slice(first * length, (steps + 1) * length).buffer);
}

describe("a run", () => {
  test("gives the same bits in chunks as whole", () => {
    fc.assert(
      fc.property(models, texts, fc.integer({ min: 1, max: 50 }), (model, ids, chunk) => {
        const whole = compute(model, ids);
        expect(whole.trace().steps).toBe(ids.length);
        expect(bits(compute(model, ids, chunk)).equals(bits(whole))).toBe(true);
      }),
    );
  });

  test("gives the same bits after an edit as from scratch, and computes only what follows it", () => {
    const edits = fc.array(fc.tuple(fc.nat(80), texts, fc.nat(60)), { maxLength: 4 });
    fc.assert(
      fc.property(models, texts, edits, (model, first, changes) => {
        const run = compute(model, first);
        let ids = first;
        for (const [place, added, computed] of changes) {
          const from = Math.min(place, ids.length);
          ids = [...ids.slice(0, from), ...added];
          run.replace(from, added);
          // A further edit may arrive before the last one is computed to its end.
          run.advance(computed);
        }
        const kept = run.trace().steps;
        const before = run.stepsComputed();
        run.advance(Infinity);
        expect(run.stepsComputed() - before).toBe(ids.length - kept);
        expect(bits(run).equals(bits(compute(model, ids)))).toBe(true);
      }),
    );
  });

  test("a keystroke in the last of 200 words computes one step", () => {
    const model = createRandomModel({ cell: "lstm", layers: 1, units: 8, inputs: 6, vocabulary, seed: 1, start: 0 });
    const ids = Array.from({ length: 200 }, (_, k) => (7 * k) % vocabulary);
    const run = compute(model, ids);
    expect(run.stepsComputed()).toBe(200);
    run.replace(199, [3]);
    expect(run.advance(Infinity)).toBe(1);
    expect(run.stepsComputed()).toBe(201);
    run.replace(200, [4]);
    expect(run.advance(Infinity)).toBe(1);
    expect(run.stepsComputed()).toBe(202);
  });

  test("gives the same logits for many steps at once as one by one", () => {
    fc.assert(
      fc.property(models, texts, (model, ids) => {
        const run = compute(model, ids);
        const all = run.logitsOf(0, ids.length + 1);
        ids.forEach((_, step) => {
          expect(run.logits(step)).toEqual(all.slice(step * vocabulary, (step + 1) * vocabulary));
        });
      }),
      { numRuns: 30 },
    );
  });

  test("starts from the start token's state, from zeros without one", () => {
    const shape = { cell: "lstm", layers: 2, units: 5, inputs: 4, vocabulary, seed: 3 };
    const plain = compute(createRandomModel(shape), [7, 2, 9]);
    const started = compute(createRandomModel({ ...shape, start: 7 }), [2, 9]);
    expect(
      bits(plain)
        .subarray(0, -bits(plain, 1).length)
        .every((byte) => byte === 0),
    ).toBe(true);
    expect(bits(started).equals(bits(plain, 1))).toBe(true);
  });

  test("refuses an id outside the vocabulary and an edit beyond the text", () => {
    const run = compute(createRandomModel({ cell: "rnn", layers: 1, units: 2, inputs: 2, vocabulary, seed: 1 }), [1, 2]);
    expect(() => run.replace(0, [vocabulary])).toThrow(RangeError);
    expect(() => run.replace(3, [1])).toThrow(RangeError);
    expect(() => run.logits(3)).toThrow(RangeError);
    expect(run.trace().steps).toBe(2);
  });
});

describe("signals", () => {
  test("stay in the ranges that their cell states, |h| ≤ 1", () => {
    fc.assert(
      fc.property(models, texts, (model, ids) => {
        const trace = compute(model, ids).trace();
        for (const { name, range } of model.layout.signals) {
          for (let layer = 0; layer < model.layout.layers; layer++) {
            const view = viewSignal(trace, layer, name);
            for (let step = 1; step <= trace.steps; step++) {
              for (let unit = 0; unit < view.units; unit++) {
                const value = valueAt(view, step, unit);
                const isInside = value >= range[0] && value <= range[1] && Number.isFinite(value);
                if (!isInside || (name === "hiddenState" && Math.abs(value) > 1)) throw new Error(`${name} is ${value}`);
              }
            }
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  test("move with their units when the units are permuted", () => {
    // Few steps of small weights: rounding, in another order, must not be blown up.
    const permuted = randomModels([0.2, 0.8], 1).chain((model) =>
      fc.tuple(fc.constant(model), fc.shuffledSubarray([...Array(model.config.units).keys()], { minLength: model.config.units })),
    );
    const shortTexts = fc.array(fc.nat(vocabulary - 1), { maxLength: 6 });
    fc.assert(
      fc.property(permuted, shortTexts, ([model, order], ids) => {
        const before = compute(model, ids).trace();
        const after = compute(permuteUnits(model, order), ids).trace();
        for (const { name } of model.layout.signals) {
          const from = viewSignal(before, 0, name);
          const to = viewSignal(after, 0, name);
          for (let step = 0; step <= ids.length; step++) {
            order.forEach((unit, place) => {
              // The sum over the hidden units runs in another order, so the last bits may differ.
              expect(valueAt(to, step, place)).toBeCloseTo(valueAt(from, step, unit), 5);
            });
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  test("of an LSTM keep the cell state when f = 1 and i = 0", () => {
    const model = createRandomModel({ cell: "lstm", layers: 1, units: 6, inputs: 4, vocabulary, seed: 9, start: 2 });
    const [layer] = model.layers as [Model["layers"][number]];
    const start = createRun(model, kernels).trace().values.slice(0, frameLength(model.layout));
    layer.inputWeights.fill(0, 0, 2 * 6 * 4);
    layer.recurrentWeights.fill(0, 0, 2 * 6 * 6);
    layer.bias.fill(-200, 0, 6);
    layer.bias.fill(200, 6, 12);
    // Another model: what the kernels made of the first one is kept.
    const open = createRun({ ...model }, kernels);
    open.replace(0, [1, 5, 8, 3]);
    // Not what these weights make of the start token: something to be kept.
    open.trace().values.set(start);
    open.advance(4);
    const cell = viewSignal(open.trace(), 0, "cellState");
    const before = viewSignal({ layout: model.layout, values: start, steps: 0 }, 0, "cellState");
    for (let step = 0; step <= 4; step++) {
      for (let unit = 0; unit < 6; unit++) expect(valueAt(cell, step, unit)).toBe(valueAt(before, 0, unit));
    }
    expect(valueAt(before, 0, 0)).not.toBe(0);
  });

  test("of the stateless cell depend on the current word alone", () => {
    fc.assert(
      fc.property(fc.integer(), texts, texts, fc.nat(vocabulary - 1), (seed, before, other, word) => {
        const model = createRandomModel({ cell: "feed-forward", layers: 2, units: 5, inputs: 4, vocabulary, seed });
        const frameAfter = (ids: readonly number[]) => bits(compute(model, [...ids, word]), ids.length + 1);
        expect(frameAfter(before).equals(frameAfter(other))).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});

/** The same model with unit `order[k]` in place k: rows of every block, columns of W_hh and of the readout. */
function permuteUnits(model: Model, order: readonly number[]): Model {
  const { units } = model.config;
  const rowsOf = (source: Float32Array, width: number) =>
    Float32Array.from(source, (_, at) => {
      const row = Math.floor(at / width);
      const block = Math.floor(row / units);
      return source[(block * units + (order[row % units] as number)) * width + (at % width)] as number;
    });
  const columnsOf = (source: Float32Array) =>
    Float32Array.from(source, (_, at) => source[at - (at % units) + (order[at % units] as number)] as number);
  return {
    ...model,
    layers: model.layers.map((layer) => ({
      ...layer,
      inputWeights: rowsOf(layer.inputWeights, layer.inputs),
      recurrentWeights: columnsOf(rowsOf(layer.recurrentWeights, units)),
      bias: rowsOf(layer.bias, 1),
    })),
  };
}
