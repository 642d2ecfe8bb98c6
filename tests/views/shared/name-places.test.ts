import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { besideStretch, type Point, placeNames } from "../../../src/views/shared/name-places.ts";

const space = { left: 0, width: 500, height: 300 };
const line = (...heights: number[]): readonly Point[] => heights.map((y, k) => ({ x: 20 + k * 45, y }));

describe("the names of lines", () => {
  test("stand beside their own line, above it where both sides are alike", () => {
    expect(placeNames([{ points: line(100, 100, 100), width: 40 }], space)).toEqual([{ x: 0, y: 86, clear: 6 }]);
  });

  test("leave a place that another line passes", () => {
    const flat = line(...Array.from({ length: 11 }, () => 100));
    // Close above it, then far away.
    const other = line(85, 85, 85, 85, 85, 20, 20, 20, 20, 20, 20);
    const [place] = placeNames(
      [flat, other].map((points) => ({ points, width: 40 })),
      space,
    );
    expect(place?.y).toBe(114);
    const [between] = placeNames(
      [flat, other, line(...Array.from({ length: 11 }, () => 118))].map((points) => ({ points, width: 40 })),
      space,
    );
    expect(between?.y).toBe(86);
    expect(between?.x).toBeGreaterThan(200);
  });

  test("touch neither each other nor the edges", () => {
    const heights = fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 11 });
    fc.assert(
      fc.property(fc.array(heights, { maxLength: 3 }), (all) => {
        for (const place of placeNames(
          all.map((ys) => ({ points: line(...ys), width: 60 })),
          space,
        )) {
          if (place === null) continue;
          expect(place.x >= 0 && place.x + 60 <= 500 && place.y >= 8 && place.y <= 292).toBe(true);
        }
      }),
    );
    const same = Array.from({ length: 3 }, () => ({ points: line(...Array.from({ length: 11 }, () => 150)), width: 60 }));
    const places = placeNames(same, space) as readonly Point[];
    for (const [k, a] of places.entries()) {
      for (const b of places.slice(k + 1)) expect(Math.abs(a.y - b.y) >= 16 || Math.abs(a.x - b.x) >= 60).toBe(true);
    }
  });

  test("stand left or right of a steep line, near it and clear of its neighbours", () => {
    const steep = (from: number) => Array.from({ length: 30 }, (_, k): Point => ({ x: from + 3 * k, y: 10 + 9 * k }));
    const all = [steep(120), steep(190), steep(260)];
    // The second line has a frame over it: its name must not be pushed away from it.
    const places = placeNames(
      all.map((points) => ({ points, width: 90 })),
      { ...space, framed: { left: 200, right: 200 } },
    );
    places.forEach((place, k) => {
      if (place === null || place.clear === 0) return;
      const near = (all[k] as Point[]).map(({ x, y }) =>
        Math.hypot(Math.max(0, place.x - x, x - place.x - 90), Math.max(0, Math.abs(y - place.y) - 8)),
      );
      expect(Math.min(...near)).toBeLessThanOrEqual(14);
    });
    expect(places.filter((place) => place !== null && place.clear > 0).length).toBeGreaterThan(1);
  });

  test("are left out where there is no line", () => expect(placeNames([{ points: [], width: 40 }], space)).toEqual([null]));

  test("stand beside the framed column, not across its edges", () => {
    const flat = line(...Array.from({ length: 11 }, () => 100));
    for (const step of [0, 1, 5, 9, 10]) {
      const framed = { left: step * 45, right: (step + 1) * 45 };
      const [place] = placeNames([{ points: flat, width: 60 }], { ...space, framed });
      expect(place && (place.x + 60 <= framed.left || place.x >= framed.right)).toBe(true);
    }
  });
});

test("what would stand across a stretch moves to its nearer side, and stays where neither has room", () => {
  const bounds = { left: 0, right: 200 };
  expect(besideStretch(100, 40, null, bounds)).toBe(100);
  expect(besideStretch(30, 40, { left: 100, right: 140 }, bounds)).toBe(30);
  expect(besideStretch(110, 40, { left: 100, right: 140 }, bounds)).toBe(76);
  expect(besideStretch(130, 40, { left: 100, right: 140 }, bounds)).toBe(164);
  expect(besideStretch(180, 40, { left: 160, right: 200 }, bounds)).toBe(136);
  expect(besideStretch(100, 190, { left: 90, right: 110 }, bounds)).toBe(100);
});
