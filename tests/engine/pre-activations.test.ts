import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { activations } from "../../src/engine/activations.ts";
import { countBins, readPreActivations, saturatedShare, slopeProducts } from "../../src/engine/analysis/pre-activations.ts";
import { cells } from "../../src/engine/cells/registry.ts";
import { runWords } from "../../src/engine/gradients/study.ts";
import { valueAt, viewSignal } from "../../src/engine/trace.ts";
import { createRandomModel } from "./random-model.ts";

const shape = { layers: 2, units: 6, inputs: 5, vocabulary: 9, seed: 4, scale: 0.9 };
const ids = Int32Array.of(3, 1, 4, 1, 5);

describe("pre-activations", () => {
  test.each(cells.map(({ id }) => id))("of %s are what its functions make its signals of, H × T of every block", (id) => {
    const model = createRandomModel({ ...shape, cell: id });
    const trace = runWords(model, ids).trace();
    model.layers.forEach(({ bias }, layer) => {
      model.cell.blocks.forEach(({ signal, activation }, block) => {
        const values = readPreActivations(trace, model.cell, { layer, block, bias });
        expect(values.length).toBe(6 * 5);
        const view = viewSignal(trace, layer, signal);
        values.forEach((z, k) => {
          const wanted = valueAt(view, Math.floor(k / 6) + 1, k % 6);
          expect(activations[activation].value(z)).toBeCloseTo(wanted, 6);
        });
      });
    });
  });

  test("are refused for a block that is not there", () => {
    const model = createRandomModel({ ...shape, cell: "rnn" });
    const [layer] = model.layers;
    if (layer === undefined) throw new Error("no layer");
    expect(() => readPreActivations(runWords(model, ids).trace(), model.cell, { layer: 0, block: 1, bias: layer.bias })).toThrow(
      RangeError,
    );
  });
});

/** A random model after some words, and one of its blocks in one of its layers. */
const traced = fc
  .record({
    cell: fc.constantFrom(...cells.map(({ id }) => id)),
    layers: fc.integer({ min: 1, max: 2 }),
    units: fc.integer({ min: 1, max: 9 }),
    inputs: fc.integer({ min: 1, max: 5 }),
    seed: fc.integer(),
    scale: fc.constantFrom(0.3, 1, 4),
    start: fc.constantFrom(null, 2),
    words: fc.array(fc.nat(6), { minLength: 1, maxLength: 12 }),
    place: fc.nat(),
  })
  .map(({ words, place, ...random }) => {
    const model = createRandomModel({ ...random, vocabulary: 7 });
    const trace = runWords(model, Int32Array.from(words)).trace();
    const [layer, block] = [place % random.layers, place % model.cell.blocks.length];
    const bias = model.layers[layer]?.bias as Float32Array;
    const own = model.cell.blocks[block] as (typeof model.cell.blocks)[number];
    const values = readPreActivations(trace, model.cell, { layer, block, bias });
    return { ...own, trace, layer, values, count: random.units * words.length, units: random.units };
  });

describe("of a sentence's trace", () => {
  test("the density counts exactly H × T values, whatever lies outside its axis", () => {
    fc.assert(
      fc.property(traced, fc.integer({ min: 1, max: 60 }), ({ values, count }, bins) => {
        const { counts, below, above } = countBins(values, -2, 2, bins);
        expect(counts.reduce((sum, each) => sum + each, below + above)).toBe(count);
      }),
    );
  });

  test("the saturated share equals a direct count of the gates that the trace holds", () => {
    fc.assert(
      fc.property(traced, ({ signal, activation, trace, layer, values, count, units }) => {
        fc.pre(activation !== "relu");
        const view = viewSignal(trace, layer, signal);
        let direct = 0;
        for (let k = 0; k < count; k++) {
          const value = valueAt(view, Math.floor(k / units) + 1, k % units);
          if (activation === "tanh" ? Math.abs(value) > 0.9 : value < 0.1 || value > 0.9) direct++;
        }
        expect(saturatedShare(values, activations[activation])).toBe(direct / count);
      }),
      { numRuns: 300 },
    );
  });
});

const numbers = fc.array(fc.double({ min: -20, max: 20, noNaN: true }), { minLength: 1, maxLength: 200 });

describe("a histogram", () => {
  test("counts every value exactly once", () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 12 }), (values, bins, reach) => {
        const { counts, below, above } = countBins(values, -reach, reach, bins);
        expect(counts.reduce((sum, count) => sum + count, 0) + below + above).toBe(values.length);
        expect(below).toBe(values.filter((value) => value < -reach).length);
        expect(above).toBe(values.filter((value) => value > reach).length);
        const width = (2 * reach) / bins;
        counts.forEach((count, bin) => {
          const from = -reach + bin * width;
          const inside = values.filter((value) => value >= from + 1e-9 && value < from + width - 1e-9).length;
          expect(count).toBeGreaterThanOrEqual(inside);
        });
      }),
    );
  });

  test("has its borders in the bin above, and its end in the last", () => {
    expect([...countBins([0, 1, 2], 0, 2, 2).counts]).toEqual([1, 2]);
  });
});

describe("the saturated share", () => {
  test("is a direct count of σ below 0.1 or above 0.9, of |tanh| above 0.9, and nothing of ReLU", () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const share = (wanted: (z: number) => boolean) => values.filter(wanted).length / values.length;
        const sigma = (z: number) => 1 / (1 + Math.exp(-z));
        expect(saturatedShare(values, activations.sigmoid)).toBe(share((z) => sigma(z) < 0.1 || sigma(z) > 0.9));
        expect(saturatedShare(values, activations.tanh)).toBe(share((z) => Math.abs(Math.tanh(z)) > 0.9));
        expect(saturatedShare(values, activations.relu)).toBe(0);
      }),
    );
    expect(saturatedShare([], activations.tanh)).toBeNaN();
  });
});

describe("the product of the slopes", () => {
  test("is the mean over units of the product of the words after, and 1 at the last word", () => {
    const inputs = Float32Array.of(0.5, -1, 2, 0.25, -0.5, 1);
    const { slope } = activations.tanh;
    const logs = slopeProducts(inputs, 2, slope);
    expect(logs[2]).toBe(0);
    const at = (unit: number, step: number) => slope(inputs[step * 2 + unit] as number);
    expect(10 ** (logs[1] as number)).toBeCloseTo((at(0, 2) + at(1, 2)) / 2, 10);
    expect(10 ** (logs[0] as number)).toBeCloseTo((at(0, 2) * at(0, 1) + at(1, 2) * at(1, 1)) / 2, 10);
  });

  test("does not underflow, and is nothing where no unit passes anything on", () => {
    const long = new Float32Array(4000).fill(6);
    expect(slopeProducts(long, 2, activations.sigmoid.slope)[0]).toBeCloseTo(1999 * Math.log10(activations.sigmoid.slope(6)), 6);
    expect(slopeProducts(Float32Array.of(1, -1), 1, activations.relu.slope)[0]).toBe(-Infinity);
  });
});
