import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { largestVotes, linkLists, linkPath, placeOf, probeScale, rankOf, rankWords } from "../../../src/views/predict/layout.ts";
import { sharesOf } from "../../../src/views/predict/listening-rows.tsx";

const logits = Float32Array.of(2, 5, -1, 4, 0, 3);
const list = (options = {}, followed: number | null = null, count = 3) =>
  rankWords(logits, options, { count, followed, unknown: 2 });

describe("a ranked list", () => {
  test("has the likeliest words, and what they hold together", () => {
    const { top, apart, listed, kept } = list();
    expect(top.map(({ id, rank }) => [id, rank])).toEqual([
      [1, 1],
      [3, 2],
      [5, 3],
    ]);
    expect(apart).toBeNull();
    expect(listed).toBeCloseTo(
      top.reduce((sum, { probability }) => sum + probability, 0),
      12,
    );
    expect(kept).toBe(6);
  });

  test("has the followed word apart, with its rank, where it is not among them", () => {
    expect(list({}, 0).apart).toMatchObject({ id: 0, rank: 4 });
    expect(list({}, 3).apart).toBeNull();
    expect(list({}, 2).unknown).toBe(list({}, 2).apart?.probability);
  });

  test("keeps its order at any temperature, and counts what top-k leaves", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.05, max: 5, noNaN: true }), fc.integer({ min: 1, max: 6 }), (temperature, topK) => {
        const { top, kept } = list({ temperature, topK });
        expect(top.map(({ id }) => id)).toEqual([1, 3, 5]);
        expect(kept).toBe(topK);
        top.forEach(({ probability }, place) => {
          expect(probability > 0).toBe(place < topK);
        });
      }),
    );
  });

  test("ranks any word by how many are likelier", () => {
    expect([...logits.keys()].map((id) => rankOf(logits, id))).toEqual([4, 1, 6, 2, 5, 3]);
    expect(rankOf(Float32Array.of(1, 1, 0), 1)).toBe(1);
  });
});

describe("lines between lists", () => {
  test("join the same words, the one apart too, and end nowhere for a word that dropped out", () => {
    const left = list({}, 0);
    const right = rankWords(Float32Array.of(9, 1, 8, 2, 7, 0), {}, { count: 3, followed: 3, unknown: null });
    expect(linkLists(left, right)).toEqual([
      { id: 1, from: 0, to: null },
      { id: 3, from: 1, to: 3 },
      { id: 5, from: 2, to: null },
      { id: 0, from: 3, to: 0 },
    ]);
  });

  test("run level from one height to the other", () => {
    expect(linkPath(10, 50, 80)).toBe("M5,10C40,10 40,50 75,50");
    expect(linkPath(10, null, 80)).toMatch(/^M5,10C/);
  });
});

describe("the probes' axis", () => {
  test("reaches to powers of ten around all words, over two decades at least", () => {
    expect(probeScale([0.2, 0.003])).toEqual({ low: -3, high: 0 });
    expect(probeScale([0.02])).toEqual({ low: -3, high: -1 });
    expect(probeScale([1e-30, 0.5])).toEqual({ low: -9, high: 0 });
    expect(probeScale([0])).toEqual({ low: -3, high: -1 });
  });

  test("puts every word between its ends", () => {
    const scale = { low: -4, high: 0 };
    expect(placeOf(1, scale)).toBe(1);
    expect(placeOf(0.01, scale)).toBe(0.5);
    expect(placeOf(0, scale)).toBe(0);
  });
});

test("the largest votes and all others add up to all", () => {
  const { units, others } = largestVotes(Float64Array.of(0.1, -3, 2, 0.5), 2);
  expect(units).toEqual([
    { unit: 1, vote: -3 },
    { unit: 2, vote: 2 },
  ]);
  expect(others).toBeCloseTo(0.6, 12);
});

test("a row of shares adds up to 100, prints nothing where a share rounds to nothing, whatever the sign", () => {
  const cells = sharesOf(Float64Array.of(-3, 1, 0.001), "cell");
  expect(cells.map(({ text }) => text)).toEqual(["75%", "25%", ""]);
  expect(cells[0]?.depth).toBe(1);
});
