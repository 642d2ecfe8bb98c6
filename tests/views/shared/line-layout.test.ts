import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type LineLayout, lineScrollShowing, lineStepAt } from "../../../src/views/shared/line-layout.ts";

/** Words of 30 px with a blank of 4 between them. */
function line(words: number): LineLayout {
  const lefts = Float64Array.from({ length: words }, (_, k) => 34 * k);
  return { lefts, widths: new Float64Array(words).fill(30), width: 34 * words - 4 };
}

describe("the sentence as a line of text", () => {
  it("finds the word under the pointer, and what follows the last", () => {
    expect(lineStepAt(line(5), -20)).toBe(1);
    expect(lineStepAt(line(5), 29)).toBe(1);
    expect(lineStepAt(line(5), 36)).toBe(2);
    expect(lineStepAt(line(5), 166)).toBe(5);
    expect(lineStepAt(line(5), 167)).toBe(6);
    expect(lineStepAt(line(0), 5)).toBe(0);
  });

  it("scrolls no further than it must, and not at all to a word in sight", () => {
    expect(lineScrollShowing(line(100), 0, 3, 552, 1)).toBe(0);
    expect(lineScrollShowing(line(100), 500, 20, 552, 1)).toBe(500);
    expect(lineScrollShowing(line(100), 500, 3, 552, 1)).toBe(68 - 48);
  });

  it("brings every word into sight, and the place behind the last", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 600 }), fc.nat(), fc.nat({ max: 30_000 }), (words, pick, from) => {
        const layout = line(words);
        const step = 1 + (pick % (words + 1));
        const scroll = lineScrollShowing(layout, from, step, 552, 1);
        const left = (step > words ? layout.width : (layout.lefts[step - 1] as number)) - scroll;
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left + 30).toBeLessThanOrEqual(552);
      }),
    );
  });
});
