import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatFloat32 } from "../../src/engine/float32-text.ts";

describe("the text of a float32", () => {
  test("reads back to the same bits", () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Math.fround(Number(formatFloat32(value)))).toBe(value);
      }),
      { numRuns: 2000 },
    );
  });

  test("is as short as the decimal it came from", () => {
    for (const text of ["0", "-0", "1", "0.1", "-0.37", "123.25", "1e-20", "16777216"]) {
      expect(formatFloat32(Math.fround(Number(text)))).toBe(text);
    }
  });
});
