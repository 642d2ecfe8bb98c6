import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DECADES, largestLog, logOf, placeAll, placeOn, symmetricLogFor } from "../../src/engine/analysis/symmetric-log.ts";

describe("a scale that is logarithmic on both sides of zero", () => {
  test("ends at the next power of ten, and has its middle for zero and all that is much smaller", () => {
    expect(symmetricLogFor(-2.3)).toEqual({ top: -2 });
    expect(symmetricLogFor(-2)).toEqual({ top: -2 });
    expect(symmetricLogFor(-Infinity)).toEqual({ top: 0 });
    const scale = { top: -2 };
    expect(placeOn(scale, 1, -2)).toBe(1);
    expect(placeOn(scale, -1, -2 - DECADES / 2)).toBe(-0.5);
    expect(placeOn(scale, -1, -2 - DECADES)).toBe(0);
    expect(placeOn(scale, 0, -Infinity)).toBe(0);
    expect(placeOn(scale, 1, Number.NaN)).toBeNaN();
  });

  test("keeps signs and order", () => {
    fc.assert(
      fc.property(fc.double({ min: -30, max: 30, noNaN: true }), fc.double({ min: -30, max: 30, noNaN: true }), (a, b) => {
        const scale = symmetricLogFor(Math.max(a, b));
        expect(Math.sign(placeOn(scale, 1, a) - placeOn(scale, 1, b)) * Math.sign(a - b)).toBeGreaterThanOrEqual(0);
        expect(placeOn(scale, -1, a)).toBe(0 - placeOn(scale, 1, a));
        expect(Math.max(placeOn(scale, 1, a), placeOn(scale, 1, b))).toBeLessThanOrEqual(1);
      }),
    );
  });

  test("places numbers that float32 could not hold, by their exponents", () => {
    // Steps 0 … 2 of two units; step 0 is not drawn.
    const view = { values: Float32Array.of(9, 9, 0.5, -0.25, 0.75, 0), offset: 0, stepStride: 2, steps: 2, units: 2 };
    const scaled = { view, exponentOf: (step: number) => (step === 1 ? -300 : -298) };
    expect(logOf(scaled, 1, 0)).toBeCloseTo(-301 * Math.log10(2), 10);
    const largest = largestLog(scaled);
    expect(largest).toBeCloseTo(Math.log10(0.75) - 298 * Math.log10(2), 10);
    const placed = placeAll(scaled, symmetricLogFor(largest));
    expect(placed.values[5]).toBe(0);
    expect(placed.values[2]).toBeGreaterThan(0);
    expect(placed.values[3]).toBeLessThan(0);
    expect(placed.values[4]).toBeGreaterThan(placed.values[2] as number);
  });
});
