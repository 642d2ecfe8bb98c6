import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { columnOf, formatHold, holdAxis, stackDots } from "../../../src/views/memory/hold-layout.ts";
import { extentOf, OTHERS, partsAt, stackBands, sumsOf } from "../../../src/views/memory/ledger-layout.ts";

/** A ledger by rows, step 0 first. */
const ledgerOf = (rows: readonly (readonly number[])[]) => {
  const steps = rows.length - 1;
  const parts = new Float64Array((steps + 1) ** 2);
  rows.forEach((row, t) => {
    parts.set(row, t * (steps + 1));
  });
  return { steps, parts };
};

describe("the bands of a ledger", () => {
  const ledger = ledgerOf([[0.5], [0.4, -1], [0.2, -0.5, 0.75]]);

  test("are stacked upwards from zero where they are positive and downwards where they are negative", () => {
    const [first, second] = stackBands(ledger);
    expect(first).toEqual([
      { source: 0, low: 0, high: 0.4 },
      { source: 1, low: -1, high: 0 },
    ]);
    expect(second).toEqual([
      { source: 0, low: 0, high: 0.2 },
      { source: 1, low: -0.5, high: 0 },
      { source: 2, low: 0.2, high: 0.95 },
    ]);
  });

  test("lose nothing: those too small to be seen stand together, and all of them add up to C", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 1, maxLength: 12 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (row, least) => {
          const rows = row.map((_, t) => row.slice(0, t + 1));
          const own = ledgerOf(rows);
          stackBands(own, least).forEach((bands, k) => {
            const above = bands.reduce((sum, { low, high }) => (low >= 0 ? sum + high - low : sum), 0);
            const below = bands.reduce((sum, { low, high }) => (low < 0 ? sum + high - low : sum), 0);
            const held = partsAt(own, k + 1).reduce((sum, part) => sum + part, 0);
            expect(above - below).toBeCloseTo(held, 9);
            for (const { source, low, high } of bands) expect(source === OTHERS || high - low >= least - 1e-9).toBe(true);
          });
        },
      ),
    );
  });

  test("add up to C at every word", () => {
    expect(sumsOf(ledger)).toEqual([-0.6, 0.45]);
  });

  test("span a plot with tidy ends; an empty one goes from 0 to 1", () => {
    expect(extentOf(stackBands(ledger))).toEqual({ low: -1, high: 1 });
    expect(extentOf([[{ source: 1, low: 0, high: 4.76 }]])).toEqual({ low: -0, high: 5 });
    expect(extentOf([])).toEqual({ low: 0, high: 1 });
  });
});

describe("holds as dots", () => {
  test("are one dot a unit, none over another, on an axis that ends at a doubling", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 300 }), (holds) => {
        const axis = holdAxis(holds);
        const dots = stackDots(holds, axis);
        expect(new Set(dots.map(({ unit }) => unit)).size).toBe(holds.length);
        expect(new Set(dots.map(({ column, row }) => `${column} ${row}`)).size).toBe(holds.length);
        for (const { column } of dots) expect(column >= 0 && column < axis.columns).toBe(true);
        expect(Number.isInteger(Math.log2(axis.longest))).toBe(true);
      }),
    );
  });

  test("stand further right the longer they are; what lies beyond stands at the end", () => {
    const axis = holdAxis([1, 3]);
    expect(axis.longest).toBe(8);
    expect(columnOf(3, axis)).toBeGreaterThan(columnOf(2, axis));
    expect(columnOf(1, axis)).toBe(0);
    expect(columnOf(Infinity, axis)).toBe(axis.columns - 1);
    expect(holdAxis([Infinity, 40]).longest).toBe(64);
  });

  test("are said in words", () => {
    const hold = (words: number, isAtLeast = false) => formatHold({ words, isAtLeast }, "word");
    expect([hold(1), hold(10), hold(1200), hold(4, true)]).toEqual(["1 word", "10 words", "over 1,000 words", "≥ 4 words"]);
    expect(formatHold({ words: 3, isAtLeast: false }, "character")).toBe("3 characters");
  });
});
