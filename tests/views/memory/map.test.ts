import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mapWord, placeTexts } from "../../../src/views/memory/map-labels.ts";
import { densityRings, nearestPlace, nearRadius, placeOn, stitches } from "../../../src/views/memory/map-layout.ts";

describe("the map", () => {
  const frame = { width: 400, height: 300 };

  test("has y upwards and paper around it", () => {
    expect(placeOn(frame, 0, 0)).toEqual({ x: 28, y: 272 });
    expect(placeOn(frame, 1, 1)).toEqual({ x: 372, y: 28 });
  });

  test("draws rings of density, the inner ones within the outer", () => {
    const places = Array.from({ length: 200 }, (_, k) => ({ x: 200 + 40 * Math.sin(k), y: 150 + 30 * Math.cos(k * 1.7) }));
    const rings = densityRings(places, frame);
    expect(rings.length).toBeGreaterThan(3);
    for (const ring of rings) expect(ring).toMatch(/^(M[\d.,L-]+Z)+$/);
  });

  const places = fc.array(fc.record({ x: fc.integer({ min: 20, max: 380 }), y: fc.integer({ min: 20, max: 280 }) }), {
    minLength: 1,
    maxLength: 60,
  });
  const laid = (path: readonly { x: number; y: number }[], pinned: number, second: typeof path = []) =>
    placeTexts({
      frame,
      path,
      second,
      words: path.map((_, k) => ["the", "cat", ",", "“", "chased"][k % 5] as string),
      secondWords: second.map(() => "dog"),
      regions: [
        { name: "sentence end", at: { x: 200, y: 150 } },
        { name: "man, bird, dog", at: { x: 60, y: 40 } },
      ],
      pinned,
      scale: 1,
      node: 5,
      measure: (text) => 7 * text.length,
    });
  const boxesOf = ({ words, second, regions }: ReturnType<typeof laid>) => ({
    words: [...words.map(({ text, step, at }) => ({ ...at, width: 7 * `${text} ${step}`.length + 4 })), ...second.map(withWidth)],
    regions: regions.map(withWidth),
  });
  const withWidth = ({ text, at }: { text: string; at: { x: number; y: number } }) => ({ ...at, width: 7 * text.length + 4 });

  test("puts no text over another, over the pinned word's chip, over a node or outside, and no region over the path", () => {
    fc.assert(
      fc.property(places, places, fc.nat(), (path, second, seed) => {
        const pinned = 1 + (seed % path.length);
        const found = laid(path, pinned, second.slice(0, 8));
        const { words, regions } = boxesOf(found);
        const all = [...words, ...regions];
        const chip = found.chip;
        if (chip === null) throw new Error("no chip");
        expect(chip.left >= 0 && chip.top >= 0 && chip.right <= 400 && chip.bottom <= 300).toBe(true);
        all.forEach((box, k) => {
          const [right, bottom] = [box.x + box.width, box.y + 18];
          expect(box.x >= 0 && box.y >= 0 && right <= 400 && bottom <= 300).toBe(true);
          for (const other of all.slice(k + 1)) {
            expect(other.x >= right || other.x + other.width <= box.x || other.y >= bottom || other.y + 18 <= box.y).toBe(true);
          }
          for (const { x, y } of path) {
            expect(x + 5 <= box.x || x - 5 >= right || y + 5 <= box.y || y - 5 >= bottom).toBe(true);
          }
          expect(chip.left >= right || chip.right <= box.x || chip.top >= bottom || chip.bottom <= box.y).toBe(true);
        });
        for (const { x, y, width } of regions) {
          for (const stitch of stitches(path)) {
            expect(stitch.x <= x || stitch.x >= x + width || stitch.y <= y || stitch.y >= y + 18).toBe(true);
          }
        }
      }),
    );
  });

  test("moves the pinned word's chip from under its node where it would cover another word's", () => {
    const below = laid([{ x: 200, y: 150 }], 1).chip;
    expect(below?.top).toBeGreaterThan(155);
    const { chip } = laid(
      [
        { x: 200, y: 150 },
        { x: 204, y: 172 },
      ],
      1,
    );
    expect(chip?.bottom).toBeLessThan(145);
  });

  test("calls marks by their names, so that no word of a path goes unseen", () => {
    expect([",", ".", "“", "the", "…", "’"].map(mapWord)).toEqual(["comma", "full stop", "open quote", "the", "ellipsis", "‘’’"]);
    expect(mapWord("constructor")).toBe("constructor");
    const found = laid(
      [
        { x: 50, y: 50 },
        { x: 120, y: 200 },
        { x: 330, y: 90 },
        { x: 200, y: 100 },
      ],
      1,
    );
    expect(found.words.map(({ text }) => text).sort()).toEqual(["cat", "comma", "open quote"]);
  });

  test("rings the nearest points where they lie together, and draws no ring around half of everything", () => {
    const here = { x: 200, y: 150 };
    expect(
      nearRadius(
        here,
        [
          { x: 210, y: 150 },
          { x: 230, y: 150 },
          { x: 390, y: 150 },
        ],
        frame,
      ),
    ).toBe(30);
    expect(
      nearRadius(
        here,
        [
          { x: 390, y: 150 },
          { x: 20, y: 150 },
          { x: 200, y: 160 },
        ],
        frame,
      ),
    ).toBeNull();
    expect(nearRadius(here, [], frame)).toBeNull();
  });

  test("finds the point under the pointer", () => {
    const places = [
      { x: 10, y: 10 },
      { x: 14, y: 10 },
    ];
    expect(nearestPlace(places, { x: 13, y: 11 }, 8)).toBe(1);
    expect(nearestPlace(places, { x: 40, y: 11 }, 8)).toBe(-1);
  });
});
