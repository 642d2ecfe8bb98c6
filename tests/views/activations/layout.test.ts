import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { activations } from "../../../src/engine/activations.ts";
import { countBins } from "../../../src/engine/analysis/pre-activations.ts";
import { softmax, softmaxOfOne } from "../../../src/engine/softmax.ts";
import {
  chartSize,
  curvePath,
  heightOf,
  histogramBars,
  inputAt,
  inputInterval,
  logitInterval,
  logitOf,
  nearestStep,
  ticksOf,
  unitColumn,
  xOf,
} from "../../../src/views/activations/layout.ts";

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

describe("the pointer over a chart", () => {
  test("stands at the input that is drawn under it", () => {
    fc.assert(
      fc.property(fc.double({ min: -6, max: 6, noNaN: true }), (z) => {
        expect(inputAt(xOf(z, x, size), x, size)).toBeCloseTo(z, 8);
      }),
    );
  });

  test("looks at the word whose input to the unit is nearest, the first of equals", () => {
    // Two units, four words.
    const inputs = Float32Array.of(9, -1, 9, 0.5, 9, 2, 9, 0.5);
    expect(nearestStep(inputs, 2, 1, 0.4)).toBe(2);
    expect(nearestStep(inputs, 2, 1, -4)).toBe(1);
    expect(nearestStep(inputs, 2, 1, 1.6)).toBe(3);
    expect(nearestStep(new Float32Array(0), 2, 1, 0)).toBe(0);
    expect([...unitColumn(inputs, 2, 1)]).toEqual([-1, 0.5, 2, 0.5]);
  });
});

describe("a logit that is dragged", () => {
  test("gives its word the share of the bar at which its end was let go", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -6, max: 6, noNaN: true }), { minLength: 2, maxLength: 20 }),
        fc.nat(),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        fc.constantFrom(0.5, 1, 2),
        (numbers, n, share, temperature) => {
          const logits = Float32Array.from(numbers);
          const id = n % logits.length;
          const { others } = softmaxOfOne(logits, id, temperature);
          logits[id] = logitOf(share, { others, temperature, bounds: { low: -100, high: 100 } });
          // A logit is a hundredth exact.
          expect(Math.abs((softmax(logits, temperature)[id] as number) - share)).toBeLessThan(0.01);
        },
      ),
    );
  });

  test("stays within its bounds, however far the pointer goes", () => {
    const room = { others: 0, temperature: 1, bounds: { low: -3, high: 2 } };
    expect(logitOf(-5, room)).toBe(-3);
    expect(logitOf(7, room)).toBe(2);
    expect(logitOf(0.5, room)).toBe(0);
  });

  test("is drawn over an axis that holds all logits in whole numbers", () => {
    expect(logitInterval([-3.2, 4.1], [6.5])).toEqual({ low: -4, high: 7 });
    expect(logitInterval([2], [])).toEqual({ low: 2, high: 3 });
    expect(logitInterval([], [])).toEqual({ low: -1, high: 1 });
  });
});
