import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  largestVotes,
  linkLists,
  linkPath,
  loudestSteps,
  placeOf,
  probeScale,
  rankOf,
  rankWords,
  sayRest,
  sayTimes,
} from "../../../src/views/predict/layout.ts";
import { sharesOf } from "../../../src/views/predict/listening-rows.tsx";
import { formatChance } from "../../../src/views/shared/format.ts";

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
  });

  test("never has the unknown word in it, however likely: its share is told under it, and no rank counts it", () => {
    const unknown = 1;
    const found = rankWords(logits, {}, { count: 3, followed: 0, unknown });
    expect(found.top.map(({ id, rank }) => [id, rank])).toEqual([
      [3, 1],
      [5, 2],
      [0, 3],
    ]);
    expect(found.unknown).toBeGreaterThan(0.5);
    expect(rankWords(logits, {}, { count: 3, followed: unknown, unknown }).apart).toBeNull();
    expect(rankWords(logits, {}, { count: 2, followed: 0, unknown }).apart).toMatchObject({ id: 0, rank: 3 });
    expect(rankOf(logits, 3, unknown)).toBe(1);
  });

  test("is followed by one line: what its words hold together, the unknown word, what the filters leave", () => {
    const ten = { top: Array.from({ length: 10 }, (_, id) => ({ id, probability: 0.016, rank: id + 1 })), apart: null };
    expect(sayRest({ ...ten, listed: 0.16, unknown: 0.028, kept: 6000 }, 6000)).toBe("These ten: 16%. Unknown word: 2.8%.");
    expect(sayRest({ ...list(), unknown: null, listed: 1, kept: 1 }, 6)).toBe("These 3: 100%. 1 word left.");
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
    expect([...logits.keys()].map((id) => rankOf(logits, id, null))).toEqual([4, 1, 6, 2, 5, 3]);
    expect(rankOf(Float32Array.of(1, 1, 0), 1, null)).toBe(1);
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
    expect(probeScale([0.2, 0.003])).toEqual({ low: -3, high: 0, ticks: [-3, -2, -1, 0] });
    expect(probeScale([0.02])).toMatchObject({ low: -3, high: -1 });
    expect(probeScale([0])).toMatchObject({ low: -3, high: -1 });
    expect(probeScale([1e-30, 0.5])).toMatchObject({ low: -15, high: 0 });
  });

  test("has few lines, a whole number of powers apart, from its one end to the other, and each has a name", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 1e-14, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 }), (probabilities) => {
        const scale = probeScale(probabilities);
        const { low, high, ticks } = scale;
        expect([ticks[0], ticks.at(-1)]).toEqual([low, high]);
        expect(ticks.length).toBeLessThanOrEqual(4);
        expect(new Set(ticks.slice(1).map((tick, k) => tick - (ticks[k] as number))).size).toBe(1);
        for (const probability of probabilities) {
          expect(Math.log10(probability)).toBeGreaterThanOrEqual(low - 1e-9);
          expect(placeOf(probability, scale)).toBeGreaterThanOrEqual(0);
          expect(placeOf(probability, scale)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test("puts every word between its ends", () => {
    const scale = { low: -4, high: 0, ticks: [] };
    expect(placeOf(1, scale)).toBe(1);
    expect(placeOf(0.01, scale)).toBe(0.5);
    expect(placeOf(0, scale)).toBe(0);
  });
});

test("a small chance is printed as it is: numbers a thousand times apart never read alike", () => {
  expect([0.21, 0.047, 0.001, 0.00099, 2e-7, 2e-10, 0].map(formatChance)).toEqual([
    "21%",
    "4.7%",
    "0.1%",
    "9.9·10⁻⁴",
    "2.0·10⁻⁷",
    "2.0·10⁻¹⁰",
    "0",
  ]);
  fc.assert(
    fc.property(fc.double({ min: 1e-30, max: 1e-3, noNaN: true }), (probability) => {
      expect(formatChance(probability)).not.toBe(formatChance(probability * 1000));
    }),
  );
});

test("bits between two models are said as a factor", () => {
  expect([0.05, 1, -1, 5.86, 22].map(sayTimes)).toEqual([
    "about as likely as",
    "2.0 times as likely as",
    "2.0 times less likely than",
    "58 times as likely as",
    "4.2·10⁶ times as likely as",
  ]);
});

test("a guess draws on the words with the largest shares, in the order of the sentence; whispers are not named", () => {
  const values = Float64Array.of(0.1, -3, 0.1, 2, 0.1, 1);
  const listening = { gradientTimesInput: values, norm: values };
  expect(loudestSteps(listening)).toEqual([2, 4, 6]);
  expect(loudestSteps({ ...listening, gradientTimesInput: Float64Array.of(9, 0.1, 0.1) })).toEqual([1]);
  expect(loudestSteps({ ...listening, gradientTimesInput: Float64Array.of(0) })).toEqual([]);
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
