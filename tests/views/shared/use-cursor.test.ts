import { describe, expect, it } from "vitest";
import { axisGeometry } from "../../../src/views/shared/axis-geometry.ts";
import { cursorPlace, slides } from "../../../src/views/shared/use-cursor.ts";

const axis = axisGeometry({ blockWidth: 730, steps: 100, isNarrow: false, scale: 1, levelColumn: 38 });

describe("cursor", () => {
  it("is exactly as wide as its column and moves with the scroll", () => {
    expect(cursorPlace(axis, 0, 3)).toEqual({ left: 132 + 14, width: 7, step: 3 });
    expect(cursorPlace(axis, 10, 3)).toEqual({ left: 132 + 4, width: 7, step: 3 });
  });

  it("is nowhere without a word and where its word is scrolled away", () => {
    expect(cursorPlace(axis, 0, 0)).toBeNull();
    expect(cursorPlace(axis, 0, null)).toBeNull();
    expect(cursorPlace(axis, 100, 3)).toBeNull();
    expect(cursorPlace(axis, 0, 90)).toBeNull();
  });

  it("slides up to three columns and cuts further", () => {
    const at = (step: number, scroll = 0) => cursorPlace(axis, scroll, step);
    expect(slides(at(10), at(13))).toBe(true);
    expect(slides(at(10), at(7))).toBe(true);
    expect(slides(at(10), at(14))).toBe(false);
    expect(slides(null, at(10))).toBe(false);
    expect(slides(at(10), null)).toBe(false);
  });

  it("cuts when the axis scrolls or its columns change their width", () => {
    const wider = axisGeometry({ blockWidth: 1000, steps: 60, isNarrow: false, scale: 1, levelColumn: 38 });
    expect(slides(cursorPlace(axis, 0, 10), cursorPlace(axis, 7, 11))).toBe(false);
    expect(slides(cursorPlace(axis, 0, 10), cursorPlace(wider, 0, 11))).toBe(false);
  });
});
