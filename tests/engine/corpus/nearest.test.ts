import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CodedSignal } from "../../../src/engine/corpus/corpus-trace.ts";
import { nearestContexts, strongestContexts } from "../../../src/engine/corpus/nearest.ts";
import { createRandom } from "../../../src/engine/random.ts";

function codedOf(seed: number, units: number, words: number): CodedSignal {
  const random = createRandom(seed);
  return {
    codes: Int8Array.from({ length: units * words }, () => Math.round(random() * 254 - 127)),
    scales: Float32Array.from({ length: units }, () => 2 ** Math.floor(random() * 4) / 127),
  };
}

const valuesAt = ({ codes, scales }: CodedSignal, word: number) => {
  const words = codes.length / scales.length;
  return Array.from(scales, (scale, u) => (codes[u * words + word] as number) * scale);
};

const shapes = fc.record({
  seed: fc.integer({ min: 1, max: 10_000 }),
  units: fc.constantFrom(1, 3, 8),
  words: fc.integer({ min: 1, max: 90 }),
  count: fc.integer({ min: 1, max: 12 }),
});

describe("nearest contexts", () => {
  test("are those that a plain search finds, in its order", () => {
    fc.assert(
      fc.property(shapes, fc.integer({ min: 0, max: 40 }), ({ seed, units, words, count }, from) => {
        const coded = codedOf(seed, units, words);
        const random = createRandom(seed + 1);
        const state = Array.from({ length: units }, () => random() * 2 - 1);
        const cosines = Array.from({ length: words }, (_, word) => {
          const values = valuesAt(coded, word);
          const dot = values.reduce((sum, value, u) => sum + value * (state[u] as number), 0);
          return { word, cosine: Math.hypot(...values) === 0 ? 0 : dot / (Math.hypot(...values) * Math.hypot(...state)) };
        }).slice(from);
        const found = nearestContexts(coded, state, count, { from });
        const wanted = cosines.sort((a, b) => b.cosine - a.cosine || a.word - b.word).slice(0, count);
        expect(found).toHaveLength(wanted.length);
        found.forEach(({ word, cosine }, k) => {
          expect(cosine).toBeCloseTo(wanted[k]?.cosine as number, 9);
          // Which of two equals comes first hangs on rounding alone.
          expect(cosines.find((other) => other.word === word)?.cosine).toBeCloseTo(cosine, 9);
        });
      }),
    );
  });
});

test("nearest contexts by what is shown of a value are those of states that hold what is shown", () => {
  const coded = codedOf(5, 3, 60);
  const shown = (value: number) => Math.tanh(4 * value);
  const state = [0.9, -0.4, 0.1];
  const wanted = Array.from({ length: 60 }, (_, word) => {
    const values = valuesAt(coded, word).map(shown);
    const own = state.map(shown);
    const dot = values.reduce((sum, value, u) => sum + value * (own[u] as number), 0);
    return { word, cosine: dot / (Math.hypot(...values) * Math.hypot(...own)) };
  }).sort((a, b) => b.cosine - a.cosine);
  const found = nearestContexts(coded, state, 4, { shown });
  expect(found.map(({ word }) => word)).toEqual(wanted.slice(0, 4).map(({ word }) => word));
  found.forEach(({ cosine }, k) => {
    expect(cosine).toBeCloseTo(wanted[k]?.cosine as number, 9);
  });
});

describe("strongest contexts of a unit", () => {
  test("are its largest values, or its smallest, ten words apart", () => {
    fc.assert(
      fc.property(shapes, fc.constantFrom(1 as const, -1 as const), ({ seed, units, words, count }, sign) => {
        const coded = codedOf(seed, units, words);
        const unit = units - 1;
        const values = Array.from({ length: words }, (_, word) => ({ word, value: valuesAt(coded, word)[unit] as number }));
        const wanted: { word: number; value: number }[] = [];
        for (const each of values.sort((a, b) => sign * (b.value - a.value) || a.word - b.word)) {
          if (wanted.length < count && wanted.every(({ word }) => Math.abs(word - each.word) >= 10)) wanted.push(each);
        }
        const found = strongestContexts(coded, unit, sign, count);
        expect(found.map(({ word }) => word)).toEqual(wanted.map(({ word }) => word));
        found.forEach(({ value }, k) => {
          expect(value).toBeCloseTo(wanted[k]?.value as number, 6);
        });
      }),
    );
  });
});
