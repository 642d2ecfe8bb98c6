import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SignalView } from "../../../src/engine/trace.ts";
import { BINS, countValues, meanSize } from "../../../src/views/gates/distribution.ts";
import { spreadLabels, tracePath, traceRange, yOf } from "../../../src/views/gates/trace-lines.ts";

/** A signal of one unit with these values at steps 1, 2, …; step 0 is far off and must not count. */
function viewOf(values: readonly number[]): SignalView {
  return { values: Float32Array.from([99, ...values]), offset: 0, stepStride: 1, steps: values.length, units: 1 };
}
const traced = (...values: number[]) => ({ view: viewOf(values), unit: 0 });

describe("the range of a unit trace", () => {
  test("is 0 … 1 unless something goes below zero", () => {
    expect(traceRange([traced(0.2, 0.9), traced(0, 1)])).toEqual({ low: 0, high: 1 });
    expect(traceRange([traced(0.2), traced(0.4, -0.1)])).toEqual({ low: -1, high: 1 });
  });

  test("holds every value in whole numbers", () => {
    expect(traceRange([traced(0.2), traced(2.3, 1)])).toEqual({ low: 0, high: 3 });
    expect(traceRange([traced(-4.2)])).toEqual({ low: -5, high: 5 });
  });

  test("is 0 … 1 before the first word, and what is no number does not count", () => {
    expect(traceRange([])).toEqual({ low: 0, high: 1 });
    expect(traceRange([traced(Number.NaN, 0.5)])).toEqual({ low: 0, high: 1 });
  });

  test("puts its ends at the edges of the plot", () => {
    expect([1, 0, -1].map((value) => yOf(value, { low: -1, high: 1 }, 64))).toEqual([0, 32, 64]);
  });
});

describe("a line of the trace", () => {
  const path = (values: readonly number[], steps: readonly [number, number] = [1, values.length]) =>
    tracePath(
      { view: viewOf(values), unit: 0 },
      steps,
      (step) => step * 10,
      (value) => 100 - value * 100,
    );

  test("starts and ends at the first and last of its words", () => {
    const line = path([0, 1, 0.5]);
    expect(line.startsWith("M10,100")).toBe(true);
    expect(line.endsWith("30,50")).toBe(true);
  });

  test("ends where the numbers end", () => expect(path([0, 1], [1, 9]).endsWith("20,0")).toBe(true));

  test("has a gap where a value is no number", () => expect(path([0, Number.NaN, 1, 1]).match(/M/g)?.length).toBe(2));

  test("is empty without words", () => expect(path([])).toBe(""));
});

describe("labels at the end of the lines", () => {
  test("stay where they are when there is room", () => expect(spreadLabels([50, 10], 13, 0, 76)).toEqual([50, 10]));

  test("are pushed apart in their order", () => expect(spreadLabels([20, 21, 5], 13, 0, 76)).toEqual([20, 33, 5]));

  test("never come closer than the gap, nor past the ends where they fit", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 76, noNaN: true }), { maxLength: 6 }), (wanted) => {
        const placed = [...spreadLabels(wanted, 13, 0, 76)].sort((a, b) => a - b);
        placed.forEach((y, index) => {
          if (index > 0) expect(y - (placed[index - 1] as number)).toBeGreaterThanOrEqual(13 - 1e-9);
        });
        if (placed.length > 0) expect(placed[0] as number).toBeGreaterThanOrEqual(-1e-9);
        if (placed.length > 0) expect(placed.at(-1) as number).toBeLessThanOrEqual(76 + 1e-9);
      }),
    );
  });
});

describe("how all units are distributed at a word", () => {
  const units: SignalView = {
    values: Float32Array.from([9, 9, 9, 9, 0, 0.5, 1, -3]),
    offset: 0,
    stepStride: 4,
    steps: 1,
    units: 4,
  };

  test("every unit is counted once, those beyond the domain at its end", () => {
    const bins = new Uint32Array(BINS).fill(7);
    countValues(bins, units, 1, { low: 0, high: 1 });
    expect([bins[0], bins[13], bins[BINS - 1]]).toEqual([2, 1, 1]);
    expect(bins.reduce((sum, count) => sum + count, 0)).toBe(4);
  });

  test("the mean size takes no account of signs", () => expect(meanSize(units, 1)).toBe(4.5 / 4));
});
