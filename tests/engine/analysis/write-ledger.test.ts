import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hasLedger, LEDGER_WORDS, ledgerOfUnit, ledgerShares, memoryHorizon } from "../../../src/engine/analysis/write-ledger.ts";
import { lstm } from "../../../src/engine/cells/lstm.ts";
import { rnn } from "../../../src/engine/cells/rnn.ts";
import { typescriptKernels } from "../../../src/engine/kernels/typescript.ts";
import { createRun } from "../../../src/engine/run.ts";
import { valueAt, viewSignal } from "../../../src/engine/trace.ts";
import { openShipped } from "../../../training/open-model.ts";
import { createRandomModel } from "../random-model.ts";

const runOf = (seed: number, words: number, start: number | null = 2, scale = 1.5) => {
  const model = createRandomModel({ cell: "lstm", layers: 2, units: 7, inputs: 5, vocabulary: 11, seed, scale, start });
  const run = createRun(model, typescriptKernels);
  run.replace(
    0,
    Array.from({ length: words }, (_, k) => (k * 7 + seed) % 11),
  );
  run.advance(words);
  return run.trace();
};

const anyRun = fc
  .record({ seed: fc.integer({ min: 1, max: 1000 }), words: fc.integer({ min: 1, max: 24 }), start: fc.constantFrom(null, 2) })
  .map(({ seed, words, start }) => runOf(seed, words, start));

/** C_t within 1e-5 · max(1, |C|), for every unit and step. */
function expectSums(trace: ReturnType<typeof runOf>, layer: number) {
  const cell = viewSignal(trace, layer, "cellState");
  for (let unit = 0; unit < trace.layout.units; unit++) {
    const { steps, parts } = ledgerOfUnit(trace, layer, unit);
    for (let t = 0; t <= steps; t++) {
      const sum = parts.subarray(t * (steps + 1), (t + 1) * (steps + 1)).reduce((total, part) => total + part, 0);
      const held = valueAt(cell, t, unit);
      expect(Math.abs(sum - held)).toBeLessThanOrEqual(1e-5 * Math.max(1, Math.abs(held)));
    }
  }
}

describe("write ledger", () => {
  test("adds up to the cell state at every step of random cells, with a start token and without", () => {
    fc.assert(
      fc.property(anyRun, (trace) => {
        expectSums(trace, 0);
        expectSums(trace, 1);
      }),
      { numRuns: 40 },
    );
  });

  test("adds up in the shipped model, where the start token has a band of its own", () => {
    const run = createRun(openShipped("story-lstm"), typescriptKernels);
    run.replace(0, [5, 17, 40, 9, 300, 12, 5, 77]);
    run.advance(8);
    expectSums(run.trace(), 0);
    const { steps, parts } = ledgerOfUnit(run.trace(), 0, 3);
    expect(steps).toBe(8);
    expect(Math.abs(parts[0] as number)).toBeGreaterThan(0);
  });

  test("one word writes i · C̃, and every later forget gate takes its part of it", () => {
    const trace = runOf(3, 3);
    const at = (name: string, step: number) => valueAt(viewSignal(trace, 0, name), step, 4);
    const { parts } = ledgerOfUnit(trace, 0, 4);
    const written = at("inputGate", 1) * at("candidate", 1);
    expect(parts[1 * 4 + 1]).toBeCloseTo(written, 12);
    expect(parts[3 * 4 + 1]).toBeCloseTo(written * at("forgetGate", 2) * at("forgetGate", 3), 12);
    expect(parts[1 * 4 + 2]).toBe(0);
  });

  test("shares of the whole cell are the sizes of its parts, and add up to 1", () => {
    fc.assert(
      fc.property(anyRun, (trace) => {
        const { steps, parts } = ledgerShares(trace, 0);
        const ledgers = Array.from({ length: trace.layout.units }, (_, unit) => ledgerOfUnit(trace, 0, unit).parts);
        const width = steps + 1;
        for (let t = 1; t <= steps; t++) {
          const sizes = Array.from({ length: width }, (_, s) =>
            ledgers.reduce((sum, own) => sum + Math.abs(own[t * width + s] as number), 0),
          );
          const all = sizes.reduce((sum, size) => sum + size, 0);
          sizes.forEach((size, s) => {
            expect(parts[t * width + s]).toBeCloseTo(size / all, 12);
          });
        }
      }),
      { numRuns: 20 },
    );
  });

  test("the horizon is the mean share of the word so many words back", () => {
    const shares = ledgerShares(runOf(8, 3), 0);
    const at = (t: number, s: number) => shares.parts[t * 4 + s] as number;
    const horizon = memoryHorizon(shares);
    expect(horizon).toHaveLength(3);
    expect(horizon[1]).toBeCloseTo((at(2, 1) + at(3, 2)) / 2, 12);
    expect(horizon[2]).toBeCloseTo(at(3, 1), 12);
  });

  test("is offered only where a cell is kept by one gate and written by another, and not for a text without end", () => {
    expect(hasLedger({ layers: 1, signals: lstm.signals, units: 1 })).toBe(true);
    expect(hasLedger({ layers: 1, signals: rnn.signals, units: 1 })).toBe(false);
    const long = { ...runOf(1, 2), steps: LEDGER_WORDS + 1 };
    expect(() => ledgerOfUnit(long, 0, 0)).toThrow("501 words are more than 500");
  });
});
