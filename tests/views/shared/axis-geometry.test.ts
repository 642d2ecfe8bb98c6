import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AxisMeasures,
  axisGeometry,
  clampScroll,
  columnCentre,
  columnLeft,
  isInView,
  maxScroll,
  readoutLeft,
  scrollShowing,
  stepAt,
  thumbWidth,
  ticksEvery,
  tickWidth,
  visibleSteps,
  widestBlock,
} from "../../../src/views/shared/axis-geometry.ts";

const reference: AxisMeasures = { blockWidth: 730, steps: 12, isNarrow: false, scale: 1, levelColumn: 38 };
const phone: AxisMeasures = { ...reference, blockWidth: 390 - 32, isNarrow: true };
const axis = (change: Partial<AxisMeasures> = {}) => axisGeometry({ ...reference, ...change });

const measures = fc.record({
  blockWidth: fc.integer({ min: 300, max: 2400 }),
  steps: fc.integer({ min: 0, max: 10_000 }),
  isNarrow: fc.boolean(),
  scale: fc.constantFrom(1, 1.2, 1.6),
  levelColumn: fc.double({ min: 0, max: 200, noNaN: true }),
});

describe("axis geometry", () => {
  it("has the reference numbers for twelve words at 1440", () => {
    expect(axis()).toEqual({
      gutter: 132,
      x0: 132,
      col: 46,
      gap: 2,
      steps: 12,
      mode: "level",
      letters: 13,
      turn: 0,
      viewWidth: 552,
      readout: 46,
      isNarrow: false,
      scale: 1,
    });
    expect(columnLeft(axis(), 10)).toBe(570 - 24);
    expect(columnCentre(axis(), 10)).toBe(593 - 24);
  });

  it("makes columns as wide as the view allows, between 7 and 56", () => {
    expect(axis({ steps: 0 }).col).toBe(56);
    expect(axis({ steps: 9 }).col).toBe(56);
    expect(axis({ steps: 10 }).col).toBe(55);
    expect(axis({ steps: 13 }).col).toBe(42);
    expect(axis({ steps: 78 }).col).toBe(7);
    expect(axis({ steps: 10_000 }).col).toBe(7);
  });

  it("gives a phone the window less 90 px, columns of at least 14 and no gutter", () => {
    expect(axisGeometry(phone)).toMatchObject({ x0: 0, viewWidth: 300, col: 25, readout: 58 });
    expect(axisGeometry({ ...phone, steps: 40 }).col).toBe(14);
  });

  it("magnifies everything for the projector, still in whole pixels", () => {
    expect(axis({ blockWidth: 1168, scale: 1.6, levelColumn: 60 })).toMatchObject({
      x0: 211,
      readout: 74,
      col: 73,
      mode: "level",
    });
  });

  it("writes words level from the column on that they need", () => {
    expect(axis({ levelColumn: 46 })).toMatchObject({ mode: "level", letters: 13 });
    expect(axis({ levelColumn: 47 })).toMatchObject({ mode: "turned", letters: 13, turn: 52 });
    expect(axis({ steps: 31, levelColumn: 18 })).toMatchObject({ col: 17, mode: "turned" });
  });

  it("writes letters level down to columns of 10 px, and numbers every fifth where there is no room for all", () => {
    const letters = axis({ steps: 48, levelColumn: 9 });
    expect(letters).toMatchObject({ col: 11, mode: "level", letters: 13 });
    expect(ticksEvery(letters)).toBe(5);
    expect(axis({ steps: 60, levelColumn: 8 }).mode).toBe("line");
  });

  it("turns every word down to columns of 10 px, smaller and steeper as they narrow, and writes a line of text below that", () => {
    const at = (steps: number) => axis({ steps, levelColumn: 60 });
    expect(at(27)).toMatchObject({ col: 20, mode: "turned", letters: 13, turn: 52 });
    expect(at(31)).toMatchObject({ col: 17, mode: "turned", letters: 12, turn: 52 });
    expect(at(43)).toMatchObject({ col: 12, mode: "turned", letters: 11, turn: 66 });
    expect(at(55)).toMatchObject({ col: 10, mode: "turned", letters: 11 });
    expect(at(56)).toMatchObject({ col: 9, mode: "line", letters: 13 });
    expect(axis({ blockWidth: 1168, scale: 1.6, steps: 60, levelColumn: 99 })).toMatchObject({ col: 14, mode: "line" });
  });

  it("keeps turned lines of letters apart: a line is lower than the distance to the next", () => {
    fc.assert(
      fc.property(measures, (given) => {
        const { mode, col, turn, letters } = axisGeometry({ ...given, levelColumn: Infinity });
        if (mode !== "turned") return;
        // From the top of an x to the foot of a p.
        expect(col * Math.sin((turn * Math.PI) / 180)).toBeGreaterThan(0.74 * letters);
        expect(letters / given.scale).toBeGreaterThanOrEqual(11);
      }),
    );
  });

  it("leaves what stands right of the columns in place while words are added", () => {
    const place = readoutLeft(axis({ steps: 1 }));
    for (const steps of [2, 5, 9, 12, 13, 40]) expect(readoutLeft(axis({ steps }))).toBe(place);
  });

  it("knows the width at which columns are widest", () => {
    expect(axis({ blockWidth: widestBlock(12) }).col).toBe(56);
    expect(axis({ blockWidth: widestBlock(12) - 1 }).col).toBe(55);
  });

  it("centres word, cell, tick and thumb on the same x, on whole pixels", () => {
    fc.assert(
      fc.property(measures, fc.nat(), (given, pick) => {
        const geometry = axisGeometry(given);
        const step = 1 + (pick % Math.max(1, geometry.steps));
        const centre = columnCentre(geometry, step);
        const left = columnLeft(geometry, step);
        expect(Number.isInteger(left)).toBe(true);
        expect(left + geometry.col / 2).toBe(centre);
        const cellLeft = left + geometry.gap / 2;
        expect(cellLeft + (geometry.col - geometry.gap) / 2).toBe(centre);
        const tick = tickWidth(geometry);
        expect(Number.isInteger((geometry.col - tick) / 2)).toBe(true);
        expect(left + (geometry.col - tick) / 2 + tick / 2).toBe(centre);
        expect(Number.isInteger(centre - thumbWidth(geometry, step) / 2)).toBe(true);
      }),
    );
  });

  it("finds the word of a column wherever it is touched", () => {
    fc.assert(
      fc.property(measures, fc.nat(), fc.double({ min: 0, max: 0.999, noNaN: true }), (given, pick, inside) => {
        const geometry = axisGeometry(given);
        fc.pre(geometry.steps > 0);
        const step = 1 + (pick % geometry.steps);
        expect(stepAt(geometry, columnLeft(geometry, step) + inside * geometry.col)).toBe(step);
      }),
    );
    expect(stepAt(axis(), -100)).toBe(1);
    expect(stepAt(axis(), 5000)).toBe(12);
    expect(stepAt(axis({ steps: 0 }), 200)).toBe(0);
  });

  it("keeps the columns on the left in place while a word is added and the width of columns stays", () => {
    fc.assert(
      fc.property(measures, (given) => {
        const before = axisGeometry(given);
        const after = axisGeometry({ ...given, steps: given.steps + 1 });
        if (before.col === after.col) expect(columnLeft(after, given.steps)).toBe(columnLeft(before, given.steps));
        else expect(after.col).toBeLessThan(before.col);
      }),
    );
  });
});

describe("the slider's marks", () => {
  it("are one a word, and every fifth where columns are narrow", () => {
    expect(ticksEvery(axis({ steps: 30 }))).toBe(1);
    expect(ticksEvery(axis({ steps: 31 }))).toBe(5);
  });
});

describe("sideways scroll", () => {
  const long = axis({ steps: 100 });

  it("is not needed up to 78 words", () => {
    expect(maxScroll(axis({ steps: 78 }))).toBe(0);
    expect(maxScroll(axis({ steps: 79 }))).toBe(79 * 7 - 552);
  });

  it("brings a word into view with a column beside it, and moves no further than it must", () => {
    expect(scrollShowing(long, 0, 50)).toBe(0);
    expect(scrollShowing(long, 0, 90)).toBe(91 * 7 - 552);
    expect(scrollShowing(long, 148, 10)).toBe(8 * 7);
    expect(scrollShowing(long, 0, 101)).toBe(maxScroll(long));
  });

  it("leaves every word in view that was asked for", () => {
    fc.assert(
      fc.property(measures, fc.nat(), fc.integer({ min: -500, max: 80_000 }), (given, pick, from) => {
        const geometry = axisGeometry(given);
        fc.pre(geometry.steps > 0 && geometry.viewWidth >= geometry.col);
        const step = 1 + (pick % geometry.steps);
        const scroll = scrollShowing(geometry, clampScroll(geometry, from), step);
        const left = columnLeft(geometry, step) - geometry.x0 - scroll;
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left + geometry.col).toBeLessThanOrEqual(geometry.viewWidth);
        expect(isInView(geometry, scroll, step)).toBe(true);
        const [first, last] = visibleSteps(geometry, scroll);
        expect(first <= step && step <= last).toBe(true);
      }),
    );
  });

  it("shows nothing of an empty sentence", () => {
    expect(visibleSteps(axis({ steps: 0 }), 0)).toEqual([1, 0]);
  });
});
