import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SignalView } from "../../../src/engine/trace.ts";
import { BINS, countValues, meanSize } from "../../../src/views/gates/distribution.ts";
import {
  roundOutwards,
  type StepPlaces,
  spreadLabels,
  stepArea,
  storyRange,
  storyTicks,
  yOf,
} from "../../../src/views/gates/step-area.ts";

/** A signal of one unit with these values at steps 1, 2, …; step 0 is far off and must not count. */
function viewOf(values: readonly number[]): SignalView {
  return { values: Float32Array.from([99, ...values]), offset: 0, stepStride: 1, steps: values.length, units: 1 };
}
const traced = (...values: number[]) => ({ view: viewOf(values), unit: 0 });

describe("the scale of a unit's memory", () => {
  test("is its own: round numbers around its values, zero among them", () => {
    expect(storyRange([traced(0.2, 1.45, -0.7)])).toEqual({ low: -0.8, high: 1.5 });
    expect(storyRange([traced(-23.7)])).toEqual({ low: -25, high: 0 });
    expect(storyRange([traced(0.003), traced(0.0041)])).toEqual({ low: 0, high: 0.005 });
  });

  test("is 0 … 1 before the first word, and what is no number does not count", () => {
    expect(storyRange([])).toEqual({ low: 0, high: 1 });
    expect(storyRange([traced(Number.NaN, 0.5, Infinity)])).toEqual({ low: 0, high: 0.5 });
  });

  test("holds every value, and is never more than twice as far", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e30, noNaN: true }), (size) => {
        expect(roundOutwards(size)).toBeGreaterThanOrEqual(size * (1 - 1e-9));
        expect(roundOutwards(size)).toBeLessThanOrEqual(size * 1.51);
        expect(roundOutwards(-size)).toBe(-roundOutwards(size));
      }),
    );
  });

  test("does not tell a value that is to be guessed", () => {
    expect(storyRange([{ ...traced(0.5, 1.45, -0.7), covered: 2 }])).toEqual({ low: -0.8, high: 0.5 });
  });

  test("names its ends and zero, but no end too close to zero for its label", () => {
    expect(storyTicks({ low: -2, high: 2 }, 100, 13)).toEqual([2, 0, -2]);
    expect(storyTicks({ low: -0.1, high: 2 }, 100, 13)).toEqual([2, 0]);
    expect(storyTicks({ low: 0, high: 2 }, 100, 13)).toEqual([2, 0]);
  });
});

describe("a step area", () => {
  const places: StepPlaces = {
    left: (step) => (step - 1) * 10,
    col: 10,
    gap: 2,
    y: (value) => yOf(value, { low: -1, high: 1 }, 100),
  };

  test("has a bar a column from zero, less the paper between two, and one line that steps", () => {
    expect(stepArea(traced(1, 0.5), [1, 2], places)).toEqual({
      above: "M1 50V0h8V50zM11 50V25h8V50z",
      below: "",
      line: "M0 0H10V25H20",
    });
  });

  test("fills below zero by itself", () => {
    const { above, below, line } = stepArea(traced(0.5, -1), [1, 2], places);
    expect([above, below, line]).toEqual(["M1 50V25h8V50z", "M11 50V100h8V50z", "M0 25H10V100H20"]);
  });

  test("ends where the numbers end, and has a gap where a value is no number", () => {
    expect(stepArea(traced(0, 1), [1, 9], places).line).toBe("M0 50H10V0H20");
    expect(stepArea(traced(0, Number.NaN, 1), [1, 3], places).line).toBe("M0 50H10M20 0H30");
    expect(stepArea({ ...traced(0, 0.5, 1), covered: 2 }, [1, 3], places)).toEqual(
      stepArea(traced(0, Number.NaN, 1), [1, 3], places),
    );
  });
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
