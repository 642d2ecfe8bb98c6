import { describe, expect, it } from "vitest";
import { pageLayout } from "../../../src/views/shared/page-layout.ts";

describe("page layout", () => {
  it("has the reference widths at 1440", () => {
    expect(pageLayout(1440, 12, false)).toEqual({ columns: 3, pad: 24, gap: 32, block: 730, middle: 392, side: 206, scale: 1 });
  });

  it("fills the window exactly at every width", () => {
    for (const words of [0, 5, 12, 200]) {
      for (let width = 1200; width <= 2600; width += 7) {
        const { pad, gap, block, middle, side } = pageLayout(width, words, false);
        expect(2 * pad + 2 * gap + block + middle + side).toBe(width);
        expect(Number.isInteger(pad) && Number.isInteger(block)).toBe(true);
      }
      for (let width = 900; width < 1200; width += 7) {
        const { pad, gap, block, middle } = pageLayout(width, words, false);
        expect(2 * pad + gap + block + middle).toBe(width);
      }
    }
  });

  it("gives further width to the axis up to 56 px a word, then to the middle up to 520, then to the outside", () => {
    expect(pageLayout(1500, 12, false)).toMatchObject({ block: 790, middle: 392, pad: 24 });
    expect(pageLayout(1600, 12, false)).toMatchObject({ block: 850, middle: 432, pad: 24 });
    expect(pageLayout(1800, 12, false)).toMatchObject({ block: 850, middle: 520, pad: 80 });
  });

  it("takes from the axis first where the window is narrower, and has a narrower side column", () => {
    expect(pageLayout(1200, 12, false)).toMatchObject({ columns: 3, block: 512, middle: 392, side: 184 });
  });

  it("gives up the side column below 1200 and all columns below 900", () => {
    expect(pageLayout(1199, 12, false).columns).toBe(2);
    expect(pageLayout(900, 12, false).columns).toBe(2);
    expect(pageLayout(899, 12, false)).toMatchObject({ columns: 1, block: 867 });
    expect(pageLayout(390, 12, false)).toMatchObject({ columns: 1, block: 358, pad: 16 });
  });

  it("magnifies a projected page 1.6 times at 1920, with the same proportions as at 1200", () => {
    const { scale, block, middle, pad, gap } = pageLayout(1920, 12, true);
    expect(scale).toBe(1.6);
    expect(Math.abs(block / scale - (730 - 2))).toBeLessThan(1);
    expect(Math.abs(middle / scale - 392)).toBeLessThan(1);
    expect(2 * pad + gap + block + middle).toBeCloseTo(1920);
  });
});
