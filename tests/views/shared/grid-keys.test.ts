import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { moveCell } from "../../../src/views/shared/grid-keys.ts";

const rows = [40, 7, 99, 3, 12];
const move = (key: string, unit: number, step: number, isCtrl = false) =>
  moveCell({ key, isCtrl }, { unit, step }, { rows, steps: 6 });

describe("keys in a heatmap", () => {
  test("arrows move by one cell in the drawn order", () => {
    expect(move("ArrowDown", 7, 3)).toEqual({ unit: 99, step: 3 });
    expect(move("ArrowUp", 7, 3)).toEqual({ unit: 40, step: 3 });
    expect(move("ArrowRight", 7, 3)).toEqual({ unit: 7, step: 4 });
    expect(move("ArrowLeft", 7, 3)).toEqual({ unit: 7, step: 2 });
  });

  test("Home and End go along the row, with Ctrl to the corners", () => {
    expect([move("Home", 99, 3), move("End", 99, 3)]).toEqual([
      { unit: 99, step: 1 },
      { unit: 99, step: 6 },
    ]);
    expect([move("Home", 99, 3, true), move("End", 99, 3, true)]).toEqual([
      { unit: 40, step: 1 },
      { unit: 12, step: 6 },
    ]);
  });

  test("PageUp and PageDown stop at the first and last row", () => {
    expect([move("PageUp", 99, 3), move("PageDown", 99, 3)]).toEqual([
      { unit: 40, step: 3 },
      { unit: 12, step: 3 },
    ]);
  });

  test("other keys are left alone, and so is an empty sentence", () => {
    expect(move("a", 7, 3)).toBeNull();
    expect(moveCell({ key: "ArrowUp", isCtrl: false }, { unit: 7, step: 0 }, { rows, steps: 0 })).toBeNull();
  });

  test("no key leaves the grid", () => {
    const key = fc.constantFrom("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown");
    fc.assert(
      fc.property(fc.array(fc.tuple(key, fc.boolean())), (keys) => {
        let place = { unit: 7, step: 3 };
        for (const [pressed, isCtrl] of keys) place = moveCell({ key: pressed, isCtrl }, place, { rows, steps: 6 }) ?? place;
        expect(rows).toContain(place.unit);
        expect(place.step).toBeGreaterThanOrEqual(1);
        expect(place.step).toBeLessThanOrEqual(6);
      }),
    );
  });
});
