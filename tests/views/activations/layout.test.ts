import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { activations } from "../../../src/engine/activations.ts";
import { countBins } from "../../../src/engine/analysis/pre-activations.ts";
import {
  centred,
  chartSize,
  curvePath,
  heightOf,
  histogramBars,
  inputInterval,
  ticksOf,
  xOf,
} from "../../../src/views/activations/layout.ts";
import { sayVerdict } from "../../../src/views/activations/swap-rows.tsx";

const size = chartSize(500);
const x = { low: -6, high: 6 };

describe("the chart of a function", () => {
  test("reaches nearly all inputs, in whole numbers from ±5 to ±12", () => {
    expect(inputInterval([0.1, -0.2])).toEqual({ low: -5, high: 5 });
    expect(inputInterval([])).toEqual({ low: -5, high: 5 });
    expect(inputInterval(Array.from({ length: 1000 }, (_, k) => (k < 990 ? 1 : 7.2)))).toEqual({ low: -8, high: 8 });
    expect(inputInterval([Number.NaN, 1e9])).toEqual({ low: -12, high: 12 });
  });

  test("puts curve and inputs over the same x", () => {
    const bars = histogramBars(countBins([-6, 0.05, 6], x.low, x.high, 60), x, size);
    expect(bars.filter((bar) => bar !== null).length).toBe(3);
    expect((bars[0]?.x ?? 0) - 0.5).toBeCloseTo(xOf(-6, x, size), 6);
    expect(bars[30]?.x).toBeCloseTo(xOf(0, x, size) + 0.5, 6);
    for (const bar of bars)
      if (bar !== null) expect(bar.y + bar.height).toBeCloseTo(size.top + size.curve + size.gap + size.bars, 6);
    expect(heightOf(size)).toBeGreaterThan(size.top + size.curve + size.gap + size.bars);
  });

  test("draws a curve from one end to the other, and stops it where it leaves the chart", () => {
    const sigmoid = curvePath(activations.sigmoid.value, x, { low: 0, high: 1 }, size);
    expect(sigmoid.startsWith(`M${xOf(-6, x, size).toFixed(1)},`)).toBe(true);
    expect(sigmoid).toContain(`L${xOf(6, x, size).toFixed(1)},`);
    const relu = curvePath(activations.relu.value, x, { low: 0, high: 4 }, size);
    const last = relu
      .slice(relu.lastIndexOf("L") + 1)
      .split(",")
      .map(Number);
    // Sampled at every other px.
    expect(Math.abs((last[0] ?? 0) - xOf(4, x, size))).toBeLessThanOrEqual(2);
    expect(Math.abs((last[1] ?? 0) - size.top)).toBeLessThanOrEqual(2);
  });

  test("has five ticks at most, zero among them", () => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 12 }), (reach) => {
        const ticks = ticksOf({ low: -reach, high: reach });
        expect(ticks).toContain(0);
        expect(ticks.length).toBeLessThanOrEqual(6);
      }),
    );
    expect(ticksOf({ low: -5, high: 5 })).toEqual([-4, -2, 0, 2, 4]);
  });
});

test("logits around their mean have the same softmax", () => {
  expect(centred([1, 2, 6])).toEqual([-2, -1, 3]);
  expect(centred([])).toEqual([]);
});

describe("what became of a state", () => {
  const say = (before: number[], after: number[], largest = 1) =>
    sayVerdict(Float64Array.from(before), Float64Array.from(after), largest);

  test("is told from its numbers", () => {
    expect(say([1, 1], [1, 1.1], 1.2)).toBe(
      "At the last word the state is 1.10 times as large as it was on average, its largest unit 1.20 times.",
    );
    expect(say([1, 1], [1, 50], 1234)).toMatch(/^It runs away\. .* 50 times .* 1,234 times\.$/);
    expect(say([1, 1], [3, 3])).toMatch(/^It is inflated/);
    expect(say([1, 1], [0.5, 0.1])).toMatch(/^It dies/);
    expect(say([1, 1], [1, Number.NaN])).toBe("The state is no number any more.");
  });
});
