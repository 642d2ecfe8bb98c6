import { describe, expect, test } from "vitest";
import {
  formatBits,
  formatBytes,
  formatCount,
  formatGate,
  formatProbability,
  formatSigned,
} from "../../../src/views/shared/format.ts";

describe("numbers on the page", () => {
  test("a gate has two decimals and no sign", () => {
    expect([0, 0.005, 0.874, 1].map((value) => formatGate(value))).toEqual(["0.00", "0.01", "0.87", "1.00"]);
  });

  test("a signed value always prints its sign, with a true minus", () => {
    expect([0.914, -0.18, 12].map((value) => formatSigned(value))).toEqual(["+0.91", "\u22120.18", "+12.00"]);
  });

  test("what rounds to zero has no sign", () => {
    expect([0, -0, 0.004, -0.004].map((value) => formatSigned(value))).toEqual(["0.00", "0.00", "0.00", "0.00"]);
    expect(formatSigned(-0.004, 3)).toBe("\u22120.004");
  });

  test("what is not a number says so", () => {
    expect([formatGate(Number.NaN), formatSigned(Number.NaN), formatSigned(-Infinity)]).toEqual(["NaN", "NaN", "\u2212∞"]);
  });

  test("a probability loses its decimal at ten percent, has it again from 99 % on, where it is cut, and ends at a tenth", () => {
    const printed = [1, 0.99999, 0.9949, 0.989, 0.2149, 0.1, 0.0996, 0.0994, 0.047, 0.001, 0.00099, 0].map(formatProbability);
    expect(printed).toEqual(["100%", "99.9%", "99.4%", "99%", "21%", "10%", "10%", "9.9%", "4.7%", "0.1%", "<0.1%", "<0.1%"]);
  });

  test("bits have one decimal", () => expect(formatBits(1.66)).toBe("1.7 bits"));

  test("bytes count in powers of ten", () => {
    expect([812, 34_000, 99_499, 300_000, 2_140_000].map(formatBytes)).toEqual([
      "812 bytes",
      "34 kB",
      "99 kB",
      "0.3 MB",
      "2.1 MB",
    ]);
  });

  test("a number from a million on is a power of ten", () => {
    expect([999_999, 1e6, -2.345e9, 1e30].map((value) => formatSigned(value))).toEqual([
      "+999999.00",
      "+1.0·10⁶",
      "−2.3·10⁹",
      "+1.0·10³⁰",
    ]);
  });

  test("thousands have a comma", () => {
    expect([7, 999, 4096, 1_234_567].map(formatCount)).toEqual(["7", "999", "4,096", "1,234,567"]);
  });
});
