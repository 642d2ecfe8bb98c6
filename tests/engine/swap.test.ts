import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { activationNames, activations, leakyRelu } from "../../src/engine/activations.ts";
import { readPreActivations } from "../../src/engine/analysis/pre-activations.ts";
import { cells } from "../../src/engine/cells/registry.ts";
import { checkGradients } from "../../src/engine/gradients/check-gradients.ts";
import { runWords } from "../../src/engine/gradients/study.ts";
import { measureSurprises, perplexityOf } from "../../src/engine/prediction.ts";
import { studySwap, swapFunction } from "../../src/engine/swap.ts";
import { readSwap, writeSwap } from "../../src/engine/swap-text.ts";
import { valueAt, viewSignal } from "../../src/engine/trace.ts";
import { finish } from "./gradients/finish.ts";
import { createRandomModel } from "./random-model.ts";

const shape = { layers: 1, units: 6, inputs: 5, vocabulary: 9, seed: 4, scale: 0.9, start: 0 };
const ids = Int32Array.of(3, 1, 4, 1, 5, 8, 2, 6);
const lstm = createRandomModel({ ...shape, cell: "lstm" });

describe("a cell with another function in one block", () => {
  test("computes that block by that function of the same inputs at the first word, and nothing else otherwise", () => {
    const own = runWords(lstm, ids).trace();
    for (const activation of activationNames) {
      const swapped = swapFunction(lstm, { signal: "forgetGate", activation });
      if (swapped === null) throw new Error("no such block");
      const trace = runWords(swapped, ids).trace();
      const read = (of: typeof trace, name: string, unit: number) => valueAt(viewSignal(of, 0, name), 1, unit);
      // The start token was stepped with the swapped function too: C before the first word may differ, the words' own inputs do not.
      for (let unit = 0; unit < 6; unit++) {
        expect(read(trace, "forgetGateWord", unit)).toBe(read(own, "forgetGateWord", unit));
      }
      if (activation === "sigmoid") expect(trace.values).toEqual(own.values);
      else expect(trace.values).not.toEqual(own.values);
    }
  });

  test.each(cells.flatMap(({ id, blocks }) => blocks.map((_, block) => ({ id, block }))))(
    "has right derivatives: block $block of $id",
    ({ id, block }) => {
      const model = createRandomModel({ ...shape, cell: id, scale: 0.5 });
      const signal = model.cell.blocks[block]?.signal ?? "";
      const swapped = swapFunction(model, { signal, activation: "tanh" });
      if (swapped === null) throw new Error("no such block");
      const { largestRelativeError } = finish(checkGradients(runWords(swapped, ids), { kind: "loss", at: 8, target: 3 }));
      expect(largestRelativeError).toBeLessThan(1e-4);
    },
  );

  test("is refused for a block that the cell has not", () => {
    expect(swapFunction(lstm, { signal: "resetGate", activation: "tanh" })).toBeNull();
    expect(finish(studySwap(lstm, ids, { signal: "resetGate", activation: "tanh" }))).toBeNull();
  });
});

describe("a cell with another function in any block", () => {
  const swapped = fc.record({
    cell: fc.constantFrom(...cells),
    place: fc.nat(),
    activation: fc.constantFrom(...activationNames),
    seed: fc.integer(),
    words: fc.array(fc.nat(8), { minLength: 1, maxLength: 7 }),
  });

  test("writes that function of its pre-activation at every word, every other block its own, and keeps to its ranges", () => {
    fc.assert(
      fc.property(swapped, ({ cell, place, activation, seed, words }) => {
        const block = place % cell.blocks.length;
        const model = createRandomModel({ ...shape, cell: cell.id, seed, scale: 3 });
        const other = swapFunction(model, { signal: cell.blocks[block]?.signal ?? "", activation });
        if (other === null) throw new Error("no such block");
        const trace = runWords(other, Int32Array.from(words)).trace();
        cell.blocks.forEach((own, k) => {
          const { value } = activations[k === block ? activation : own.activation];
          const bias = model.layers[0]?.bias as Float32Array;
          const view = viewSignal(trace, 0, own.signal);
          readPreActivations(trace, cell, { layer: 0, block: k, bias }).forEach((z, at) => {
            expect(valueAt(view, 1 + Math.floor(at / 6), at % 6)).toBeCloseTo(value(z), 6);
          });
        });
        for (const { name, range } of trace.layout.signals) {
          const view = viewSignal(trace, 0, name);
          for (let k = 0; k < words.length * 6; k++) {
            const value = valueAt(view, 1 + Math.floor(k / 6), k % 6);
            expect(value >= range[0] && value <= range[1]).toBe(true);
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  test("is the cell again, bit for bit, when it is swapped back", () => {
    fc.assert(
      fc.property(swapped, ({ cell, place, activation, seed, words }) => {
        const own = cell.blocks[place % cell.blocks.length] as (typeof cell.blocks)[number];
        const model = createRandomModel({ ...shape, cell: cell.id, seed });
        const there = swapFunction(model, { signal: own.signal, activation });
        const back = there && swapFunction(there, { signal: own.signal, activation: own.activation });
        if (!back) throw new Error("no such block");
        expect(back.cell.signals).toEqual(cell.signals);
        const ids = Int32Array.from(words);
        expect(runWords(back, ids).trace().values).toEqual(runWords(model, ids).trace().values);
      }),
      { numRuns: 30 },
    );
  });
});

describe("a swap", () => {
  test("says of the swapped block how often it amplifies and how often it turns the sign, by direct count", () => {
    for (const activation of activationNames) {
      const swap = { signal: "forgetGate", activation };
      const study = finish(studySwap(lstm, ids, swap));
      const view = viewSignal(runWords(swapFunction(lstm, swap) ?? lstm, ids).trace(), 0, "forgetGate");
      const values = Array.from({ length: 6 * ids.length }, (_, k) => valueAt(view, 1 + Math.floor(k / 6), k % 6));
      expect(study?.after.gates[0]).toEqual({
        aboveOne: values.filter((value) => value > 1).length / values.length,
        belowZero: values.filter((value) => value < 0).length / values.length,
        least: Math.min(...values),
        largest: Math.max(...values),
      });
    }
  });

  test("is read as it is written, and refused where it is malformed", () => {
    for (const activation of activationNames) {
      expect(readSwap(writeSwap({ signal: "forgetGate", activation }))).toEqual({ signal: "forgetGate", activation });
    }
    for (const text of ["", "forgetGate", "forgetGate:", "forgetGate:cosine", ":relu", "a:b:c"])
      expect(readSwap(text)).toBeNull();
  });

  test("is studied by the sizes of the state and the perplexity, before and after", () => {
    const study = finish(studySwap(lstm, ids, { signal: "forgetGate", activation: "relu" }));
    if (study === null) throw new Error("no study");
    const run = runWords(lstm, ids);
    const view = viewSignal(run.trace(), 0, "cellState");
    const sizes = Array.from({ length: 6 }, (_, unit) => Math.abs(valueAt(view, 5, unit)));
    expect(study.before.means[0]?.[4]).toBeCloseTo(sizes.reduce((sum, size) => sum + size, 0) / 6, 10);
    expect(study.before.largest[0]?.[4]).toBeCloseTo(Math.max(...sizes), 10);
    expect(study.before.perplexity).toBeCloseTo(perplexityOf(finish(measureSurprises(run))), 8);
    expect(study.after.means[0]).not.toEqual(study.before.means[0]);
  });

  test("that runs away beyond all numbers is told as such", () => {
    const wild = createRandomModel({ ...shape, cell: "lstm", scale: 60 });
    const long = Int32Array.from({ length: 400 }, (_, k) => k % 9);
    const study = finish(studySwap(wild, long, { signal: "candidate", activation: "relu" }));
    const forget = finish(studySwap(wild, long, { signal: "forgetGate", activation: "relu" }));
    const last = (of: typeof study) => of?.after.means[0]?.at(-1) ?? 0;
    expect(Math.max(last(study), Number.isFinite(last(forget)) ? last(forget) : Infinity)).toBeGreaterThan(1e3);
  });
});

describe("the functions", () => {
  test("have the derivatives that differences say, away from their kinks", () => {
    for (const { value, slope } of [...Object.values(activations), leakyRelu(0.1)]) {
      for (const z of [-7, -2.2, -0.7, 0.4, 1.9, 5]) {
        const difference = (value(z + 1e-5) - value(z - 1e-5)) / 2e-5;
        expect(slope(z)).toBeCloseTo(difference, 6);
      }
    }
  });

  test("stay in their ranges; hard sigmoid is Keras 3's", () => {
    for (const { value, range } of Object.values(activations)) {
      for (let z = -20; z <= 20; z += 0.5) {
        expect(value(z)).toBeGreaterThanOrEqual(range[0]);
        expect(value(z)).toBeLessThanOrEqual(range[1]);
      }
    }
    expect([-3, -1.5, 0, 1.5, 3].map(activations.hardSigmoid.value)).toEqual([0, 0.25, 0.5, 0.75, 1]);
  });
});
