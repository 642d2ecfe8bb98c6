import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AROUND_WORDS, spanThreshold, unitsAt, unitsOver } from "../../../src/engine/analysis/span-units.ts";
import type { SignalView } from "../../../src/engine/trace.ts";

/** Rows are words, columns units; the initial frame is put before them. */
function viewOf(rows: readonly (readonly number[])[]): SignalView {
  const units = rows[0]?.length ?? 0;
  const values = Float32Array.from([...Array.from({ length: units }, () => 9), ...rows.flat()]);
  return { values, offset: 0, stepStride: units, steps: rows.length, units };
}

const view = viewOf([
  //  on, and off  on below zero  on, never off  off once  runs away
  [0.0, 0.5, 0.9, 0.1, 20],
  [0.1, 0.1, 0.9, 0.1, 20],
  [0.8, -0.9, 0.9, 0.8, 25],
  [0.7, -0.6, 0.9, 0.0, 26],
  [0.9, -0.7, 0.9, 0.8, 27],
  [-0.9, 0.2, 0.9, 0.1, 20],
]);

describe("units of a span", () => {
  test("are on over all of it and at no word beside it, each on its side of zero, the largest gap first", () => {
    const found = unitsOver(view, { from: 3, to: 5 });
    expect(found.map(({ unit, side }) => [unit, side])).toEqual([
      [1, -1],
      [0, 1],
      [4, 1],
    ]);
    expect(found[0]?.on).toBeCloseTo(0.6, 6);
    expect(found[0]?.around).toBeCloseTo(-0.1, 6);
  });

  test("are seen beside the span as far as is said, and no further", () => {
    const rows = Array.from({ length: 2 * AROUND_WORDS + 3 }, (_, at) => [at === AROUND_WORDS + 1 ? 0.5 : 0.1]);
    const [first, ...rest] = rows;
    expect(first).toEqual([0.1]);
    const span = { from: AROUND_WORDS + 2, to: AROUND_WORDS + 2 };
    expect(unitsOver(viewOf([[0.9], ...rest]), span)).toHaveLength(1);
    expect(unitsOver(viewOf([[0.1], [0.9], ...rest.slice(1)]), span)).toHaveLength(0);
    expect(unitsOver(viewOf([...rows.slice(0, -1), [0.9]]), span)).toHaveLength(1);
    expect(unitsOver(viewOf([...rows.slice(0, -2), [0.9], [0.1]]), span)).toHaveLength(0);
  });

  test("are none where the span is the whole sentence", () => {
    expect(unitsOver(view, { from: 1, to: 6 })).toEqual([]);
    expect(spanThreshold([])).toBeNull();
  });

  test("are suggested the threshold that shows the most of their gaps, which no unit that has run away decides", () => {
    const found = unitsOver(view, { from: 3, to: 5 });
    // Unit 1 is shown up to 0.6, unit 0 from above 0.1 up to 0.7: both from 0.11 to 0.60, of which 0.35 is the middle.
    expect(spanThreshold(found)).toBe(0.35);
    expect(unitsAt(found, 0.35).map(({ unit }) => unit)).toEqual([1, 0]);
    expect(unitsAt(found, 21).map(({ unit }) => unit)).toEqual([4]);
  });

  test("of any signal part the span from what is around it at any threshold", () => {
    const cell = fc.float({ min: -2, max: 2, noNaN: true });
    const signal = fc.array(fc.array(cell, { minLength: 5, maxLength: 5 }), { minLength: 4, maxLength: 12 });
    fc.assert(
      fc.property(signal, fc.nat(), fc.nat(), fc.integer({ min: 1, max: 200 }), (rows, a, b, at) => {
        const ends = [1 + (a % rows.length), 1 + (b % rows.length)] as const;
        const [from, to] = [Math.min(...ends), Math.max(...ends)];
        for (const { unit, side } of unitsAt(unitsOver(viewOf(rows), { from, to }), at / 100)) {
          rows.forEach((row, place) => {
            const step = place + 1;
            const isOver = side * Math.fround(row[unit] as number) >= at / 100;
            if (step >= from && step <= to) expect(isOver).toBe(true);
            else if (step >= from - AROUND_WORDS && step <= to + AROUND_WORDS) expect(isOver).toBe(false);
          });
        }
      }),
    );
  });
});
