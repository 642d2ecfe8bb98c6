import { describe, expect, it } from "vitest";
import { pageLayout } from "../../../src/views/shared/page-layout.ts";

/** As low as a window that magnifies nothing. */
const window = (width: number, height = 900) => ({ width, height });

describe("page layout", () => {
  it("has the reference widths at 1440", () => {
    expect(pageLayout(window(1440), 12, false)).toEqual({
      columns: 3,
      pad: 24,
      gap: 32,
      block: 730,
      middle: 392,
      side: 206,
      scale: 1,
    });
  });

  it("fills the window exactly at every width", () => {
    for (const words of [0, 5, 12, 200]) {
      for (let width = 1200; width <= 2600; width += 7) {
        const { pad, gap, block, middle, side } = pageLayout(window(width), words, false);
        expect(2 * pad + 2 * gap + block + middle + side).toBe(width);
        expect(Number.isInteger(pad) && Number.isInteger(block)).toBe(true);
      }
      for (let width = 900; width < 1200; width += 7) {
        const { pad, gap, block, middle } = pageLayout(window(width), words, false);
        expect(2 * pad + gap + block + middle).toBe(width);
      }
    }
  });

  it("gives further width to the axis up to 56 px a word, then to the middle up to 520, then to the outside", () => {
    expect(pageLayout(window(1500), 12, false)).toMatchObject({ block: 790, middle: 392, pad: 24 });
    expect(pageLayout(window(1600), 12, false)).toMatchObject({ block: 850, middle: 432, pad: 24 });
    expect(pageLayout(window(1800), 12, false)).toMatchObject({ block: 850, middle: 520, pad: 80 });
  });

  it("magnifies the page in a window that is larger both ways, and leaves no more paper outside than at 1440", () => {
    const { scale, pad, block, middle, side, gap } = pageLayout(window(2560, 1440), 12, false);
    expect(scale).toBeCloseTo(1.6);
    expect(pad).toBeLessThanOrEqual(40);
    expect(2 * pad + 2 * gap + block + middle + side).toBe(2560);
    expect(pageLayout(window(1920, 1080), 12, false).scale).toBeCloseTo(1.2);
    expect(pageLayout(window(2560, 900), 12, false).scale).toBe(1);
    expect(pageLayout(window(1600, 1000), 12, false).scale).toBe(1);
  });

  it("moves nothing beside the axis while up to six words are added", () => {
    const at = (words: number) => pageLayout(window(1920), words, false);
    for (const words of [1, 5, 11]) expect(at(words)).toEqual(at(12));
    for (const words of [13, 17]) expect(at(words)).toEqual(at(18));
  });

  it("takes from the axis first where the window is narrower, and has a narrower side column", () => {
    expect(pageLayout(window(1200), 12, false)).toMatchObject({ columns: 3, block: 512, middle: 392, side: 184 });
  });

  it("gives up the side column below 1200 and all columns below 900", () => {
    expect(pageLayout(window(1199), 12, false).columns).toBe(2);
    expect(pageLayout(window(900), 12, false).columns).toBe(2);
    expect(pageLayout(window(899), 12, false)).toMatchObject({ columns: 1, block: 867 });
    expect(pageLayout(window(390), 12, false)).toMatchObject({ columns: 1, block: 358, pad: 16 });
  });

  it("magnifies a projected page 1.6 times at 1920, with the same proportions as at 1200", () => {
    const { scale, block, middle, pad, gap } = pageLayout(window(1920), 12, true);
    expect(scale).toBe(1.6);
    expect(Math.abs(block / scale - (730 - 2))).toBeLessThan(1);
    expect(Math.abs(middle / scale - 392)).toBeLessThan(1);
    expect(2 * pad + gap + block + middle).toBeCloseTo(1920);
  });
});
