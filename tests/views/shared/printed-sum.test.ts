import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addsUp, mostDecimals, multipliesOut, printSum } from "../../../src/views/shared/printed-sum.ts";

describe("a printed sum", () => {
  test("keeps two decimals where they add up", () => {
    expect(printSum([-0.41, 0.12, 2.2], 1.91)).toEqual({ decimals: 2, relation: "=" });
  });

  test("takes a third decimal instead of bending a part", () => {
    expect(printSum([0.004, 0.004], 0.008)).toEqual({ decimals: 3, relation: "=" });
  });

  test("never takes a fourth: where rounding does not agree it says so, at two", () => {
    expect(printSum([0.0044, 0.0044, 0.0044], 0.0132)).toEqual({ decimals: 2, relation: "≈" });
    expect(printSum([0.1], 0.2)).toEqual({ decimals: 2, relation: "≈" });
  });

  test("of large numbers has fewer decimals, so that it is no longer", () => {
    expect([9.9, 10, 999, 1000, 20_000].map((size) => mostDecimals([0, -size]))).toEqual([3, 2, 2, 1, 0]);
    expect(printSum([1000.04, 1000.04], 2000.08)).toEqual({ decimals: 1, relation: "≈" });
  });

  test("of numbers that are none has nothing to compare", () => {
    expect(printSum([Number.NaN, 1], Number.NaN)).toEqual({ decimals: 2, relation: "=" });
    expect(printSum([Infinity, 1], Infinity)).toEqual({ decimals: 2, relation: "=" });
  });

  test("says = where its printed parts add up to its printed total, and ≈ where they do not", () => {
    const part = fc.integer({ min: -9_000_000, max: 9_000_000 }).map((millionths) => millionths / 1e6);
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 14 }), (parts) => {
        const total = parts.reduce((sum, value) => sum + value, 0);
        const { decimals, relation } = printSum(parts, total);
        const printed = parts.reduce((sum, value) => sum + Number(value.toFixed(decimals)), 0);
        expect(decimals).toBeLessThanOrEqual(3);
        expect(
          printed.toFixed(decimals).replace(/^-(0\.0+)$/, "$1") === total.toFixed(decimals).replace(/^-(0\.0+)$/, "$1"),
        ).toBe(relation === "=");
      }),
      { seed: 4, numRuns: 500 },
    );
  });
});

describe("printed factors", () => {
  test("multiply out where their rounded product is the printed one", () => {
    expect(multipliesOut([0.87, 0.46], 2, 0.4, 2)).toBe(true);
    expect(multipliesOut([0.99, 0.97], 2, 0.95785, 3)).toBe(false);
    expect(multipliesOut([Number.NaN, 1], 2, Number.NaN, 2)).toBe(true);
    expect(addsUp([0.4, 0.51], 0.91, 2)).toBe(true);
  });
});
