import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contextLine, contextText } from "../../../src/views/memory/context-lines.ts";
import { columnOf, formatHalfLife, formatTick, halfLifeAxis, stackDots } from "../../../src/views/memory/half-life-layout.ts";
import { extentOf, OTHERS, partsAt, stackBands } from "../../../src/views/memory/ledger-layout.ts";
import { densityRings, nearestPlace, placeLabels, placeOn } from "../../../src/views/memory/map-layout.ts";

/** A ledger by rows, step 0 first. */
const ledgerOf = (rows: readonly (readonly number[])[]) => {
  const steps = rows.length - 1;
  const parts = new Float64Array((steps + 1) ** 2);
  rows.forEach((row, t) => {
    parts.set(row, t * (steps + 1));
  });
  return { steps, parts };
};

describe("the bands of a ledger", () => {
  const ledger = ledgerOf([[0.5], [0.4, -1], [0.2, -0.5, 0.75]]);

  test("are stacked upwards from zero where they are positive and downwards where they are negative", () => {
    const [first, second] = stackBands(ledger);
    expect(first).toEqual([
      { source: 0, low: 0, high: 0.4 },
      { source: 1, low: -1, high: 0 },
    ]);
    expect(second).toEqual([
      { source: 0, low: 0, high: 0.2 },
      { source: 1, low: -0.5, high: 0 },
      { source: 2, low: 0.2, high: 0.95 },
    ]);
  });

  test("lose nothing: those too small to be seen stand together, and all of them add up to C", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 1, maxLength: 12 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (row, least) => {
          const rows = row.map((_, t) => row.slice(0, t + 1));
          const own = ledgerOf(rows);
          stackBands(own, least).forEach((bands, k) => {
            const above = bands.reduce((sum, { low, high }) => (low >= 0 ? sum + high - low : sum), 0);
            const below = bands.reduce((sum, { low, high }) => (low < 0 ? sum + high - low : sum), 0);
            const held = partsAt(own, k + 1).reduce((sum, part) => sum + part, 0);
            expect(above - below).toBeCloseTo(held, 9);
            for (const { source, low, high } of bands) expect(source === OTHERS || high - low >= least - 1e-9).toBe(true);
          });
        },
      ),
    );
  });

  test("span a plot with tidy ends; an empty one goes from 0 to 1", () => {
    expect(extentOf(stackBands(ledger))).toEqual({ low: -1, high: 1 });
    expect(extentOf([[{ source: 1, low: 0, high: 4.76 }]])).toEqual({ low: -0, high: 5 });
    expect(extentOf([])).toEqual({ low: 0, high: 1 });
  });
});

describe("half-lives as dots", () => {
  test("are one dot a unit, none over another, on an axis that ends at a doubling", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.01, max: 500, noNaN: true }), { minLength: 1, maxLength: 300 }), (halfLives) => {
        const axis = halfLifeAxis(halfLives);
        const dots = stackDots(halfLives, axis);
        expect(new Set(dots.map(({ unit }) => unit)).size).toBe(halfLives.length);
        expect(new Set(dots.map(({ column, row }) => `${column} ${row}`)).size).toBe(halfLives.length);
        for (const { column } of dots) expect(column >= 0 && column < axis.columns).toBe(true);
        expect(Number.isInteger(Math.log2(axis.longest))).toBe(true);
      }),
    );
  });

  test("stand further right the longer they are; what lies beyond stands at the end", () => {
    const axis = halfLifeAxis([0.5, 3]);
    expect(axis.longest).toBe(8);
    expect(columnOf(1, axis)).toBeGreaterThan(columnOf(0.5, axis));
    expect(columnOf(0.001, axis)).toBe(0);
    expect(columnOf(Infinity, axis)).toBe(axis.columns - 1);
    expect(halfLifeAxis([Infinity, 40]).longest).toBe(64);
  });

  test("are said in words", () => {
    expect([0.53, 9.96, 1200, Infinity].map(formatHalfLife)).toEqual([
      "0.5 words",
      "10 words",
      "over 1,000 words",
      "over 1,000 words",
    ]);
    expect([0.125, 0.25, 0.5, 4].map(formatTick)).toEqual(["⅛", "¼", "½", "4"]);
  });
});

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

  test("puts no label over another, over a node or outside; what finds no room is left out", () => {
    const nodes = fc.array(fc.record({ x: fc.integer({ min: 0, max: 400 }), y: fc.integer({ min: 0, max: 300 }) }), {
      maxLength: 25,
    });
    fc.assert(
      fc.property(nodes, (places) => {
        const labels = places.map((at) => ({ width: 50, height: 18, at, gap: 8 }));
        const found = placeLabels(labels, places, frame, 5);
        const boxes = found.filter((box) => box !== null);
        boxes.forEach((box, k) => {
          expect(box.x >= 0 && box.y >= 0 && box.x + 50 <= 400 && box.y + 18 <= 300).toBe(true);
          for (const other of boxes.slice(k + 1)) {
            expect(Math.abs(other.x - box.x) >= 50 || Math.abs(other.y - box.y) >= 18).toBe(true);
          }
          for (const { x, y } of places) {
            expect(x + 5 <= box.x || x - 5 >= box.x + 50 || y + 5 <= box.y || y - 5 >= box.y + 18).toBe(true);
          }
        });
      }),
    );
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

describe("a context in words", () => {
  const words = "one . END the cat sat on the mat . END two".split(" ");
  const wordAt = (word: number) => words[word] ?? "";

  test("has the words before and after it, and nothing of another story", () => {
    expect(contextLine(wordAt, 5, { before: 6, after: 2, end: "END" })).toEqual({
      before: "the cat",
      word: "sat",
      after: "on the",
    });
    expect(contextLine(wordAt, 9, { before: 2, after: 4, end: "END" })).toEqual({ before: "the mat", word: ".", after: "" });
    expect(contextLine(wordAt, 11, { before: 2, after: 4, end: "END" })).toEqual({ before: "", word: "two", after: "" });
  });

  test("opens as a sentence from the beginning of its story", () => {
    expect(contextText(wordAt, 6, "END")).toBe("the cat sat on");
    expect(contextText(wordAt, 6, "END", 2)).toBe("cat sat on");
  });
});
