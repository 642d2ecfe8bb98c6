import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CodedSignal } from "../../../src/engine/corpus/corpus-trace.ts";
import { histogramOf, suggestThreshold } from "../../../src/engine/corpus/histogram.ts";
import { chanceOfAtLeast, matchPattern, type Pattern, type Reading, readValue } from "../../../src/engine/corpus/matching.ts";
import { typicalWords } from "../../../src/engine/corpus/next-words.ts";
import { readPattern, writePattern } from "../../../src/engine/corpus/pattern-text.ts";
import { createRandom, type Random } from "../../../src/engine/random.ts";

function codedOf(random: Random, units: number, words: number, isGate: boolean): CodedSignal {
  return {
    codes: Int8Array.from({ length: units * words }, () => Math.round(random() * (isGate ? 127 : 254) - (isGate ? 0 : 127))),
    scales: Float32Array.from({ length: units }, () => (isGate ? 1 : 2 ** Math.floor(random() * 3)) / 127),
  };
}

const anyPattern = (units: number, isGate: boolean): fc.Arbitrary<Pattern> =>
  fc.integer({ min: 1, max: 4 }).chain((length) =>
    fc.record({
      signal: fc.constant(isGate ? "forgetGate" : "cellState"),
      threshold: fc.integer({ min: 5, max: 95 }).map((hundredths) => hundredths / 100),
      length: fc.constant(length),
      conditions: fc.array(
        fc.record({
          offset: fc.integer({ min: 0, max: length - 1 }),
          unit: fc.integer({ min: 0, max: units - 1 }),
          reading: fc.constantFrom<Reading>("high", "low", "between"),
        }),
        { minLength: 1, maxLength: 8 },
      ),
      leastUnits: fc.integer({ min: 1, max: 4 }),
      sparedWords: fc.integer({ min: 0, max: 2 }),
    }),
  );

/** The definition, place by place. */
function search({ codes, scales }: CodedSignal, pattern: Pattern, isGate: boolean): number[] {
  const words = codes.length / scales.length;
  const found: number[] = [];
  for (let place = 0; place + pattern.length <= words; place++) {
    let failed = 0;
    for (let offset = 0; offset < pattern.length; offset++) {
      const own = pattern.conditions.filter((condition) => condition.offset === offset);
      const held = own.filter(({ unit, reading }) => {
        const value = (codes[unit * words + place + offset] as number) * (scales[unit] as number);
        return readValue(value, pattern.threshold, isGate) === reading;
      });
      if (held.length < Math.min(pattern.leastUnits, own.length)) failed++;
    }
    if (failed <= pattern.sparedWords) found.push(place);
  }
  return found;
}

describe("matching", () => {
  test("finds what a plain search finds: both signs, k of n units, all but m words, gates and signed signals", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.constantFrom(4, 30, 77),
        fc.boolean().chain((isGate) => fc.tuple(fc.constant(isGate), anyPattern(5, isGate))),
        (seed, words, [isGate, pattern]) => {
          const coded = codedOf(createRandom(seed), 5, words, isGate);
          const found = matchPattern(coded, { role: isGate ? "gate" : "state" }, pattern);
          expect([...found.words]).toEqual(search(coded, pattern, isGate));
          expect(found.total).toBe(found.words.length);
          const held = found.best.map((match) => match.held);
          expect(held).toEqual([...held].sort((a, b) => b - a));
        },
      ),
      { numRuns: 300 },
    );
  });

  test("says how many were to be expected: as many as are found where every unit is shuffled by itself", () => {
    const random = createRandom(11);
    const words = 3000;
    const coded = codedOf(random, 4, words, false);
    const pattern: Pattern = {
      signal: "cellState",
      threshold: 0.4,
      length: 2,
      conditions: [
        { offset: 0, unit: 0, reading: "high" },
        { offset: 0, unit: 1, reading: "low" },
        { offset: 0, unit: 2, reading: "between" },
        { offset: 1, unit: 3, reading: "high" },
      ],
      leastUnits: 2,
      sparedWords: 0,
    };
    const { expected } = matchPattern(coded, { role: "state" }, pattern);
    const rounds = 60;
    let found = 0;
    for (let round = 0; round < rounds; round++) {
      for (let unit = 0; unit < 4; unit++) shuffle(coded.codes.subarray(unit * words, (unit + 1) * words), random);
      found += matchPattern(coded, { role: "state" }, pattern).total;
    }
    // Four standard errors of the mean over the rounds.
    expect(Math.abs(found / rounds - expected)).toBeLessThan(4 * Math.sqrt(expected / rounds));
    expect(expected).toBeGreaterThan(100);
  });

  test("the chance of at least k of independent events is that of counting all outcomes", () => {
    const chances = [0.1, 0.5, 0.9, 0.3];
    for (let least = 0; least <= 5; least++) {
      let sum = 0;
      for (let outcome = 0; outcome < 16; outcome++) {
        const happened = chances.map((_, k) => ((outcome >> k) & 1) === 1);
        if (happened.filter(Boolean).length < least) continue;
        sum += chances.reduce((product, chance, k) => product * (happened[k] ? chance : 1 - chance), 1);
      }
      expect(chanceOfAtLeast(least, chances)).toBeCloseTo(sum, 12);
    }
  });

  test("a pattern reads back as it was written; what is none is null", () => {
    fc.assert(
      fc.property(anyPattern(300, false), (pattern) => {
        const read = readPattern(writePattern(pattern));
        const sorted = [...pattern.conditions].sort((a, b) => a.offset - b.offset);
        expect(read).toEqual({ ...pattern, conditions: sorted });
      }),
    );
    for (const none of ["", "cellState", "cellState_0.5_1_0_", "cellState_0_1_0_3h", "cellState_0.5_1_0_3x", "c!_0.5_1_0_3h"]) {
      expect(readPattern(none), none).toBeNull();
    }
  });
});

describe("a threshold", () => {
  test("is suggested where a histogram parts in two", () => {
    const words = 1000;
    const random = createRandom(2);
    const codes = Int8Array.from({ length: words }, (_, k) => {
      const size = k % 4 === 0 ? 90 + random() * 20 : random() * 30;
      return Math.round(k % 3 === 0 ? -size : size);
    });
    const coded = { codes, scales: Float32Array.of(1 / 127) };
    const histogram = histogramOf(coded, { role: "state" }, [0]);
    expect(histogram.counts.reduce((sum, count) => sum + count, 0)).toBe(words);
    const threshold = suggestThreshold(histogram);
    expect(threshold).toBeGreaterThan(29 / 127);
    expect(threshold).toBeLessThan(91 / 127);
  });
});

describe("typical words", () => {
  test("are those that come more often here than elsewhere, weighed by what they tell", () => {
    const ids = [1, 2, 1, 3, 1, 2, 1, 4, 1, 2, 5, 5];
    const found = typicalWords(ids, [1, 5, 9, 3], 9);
    expect(found.map(({ id }) => id)).toEqual([2, 3]);
    expect(found[0]).toMatchObject({ count: 3 });
    expect(found[0]?.lift).toBeCloseTo(3 / 4 / (3 / 12), 12);
  });
});

function shuffle(values: Int8Array, random: Random): void {
  for (let k = values.length - 1; k > 0; k--) {
    const other = Math.floor(random() * (k + 1));
    const kept = values[k] as number;
    values[k] = values[other] as number;
    values[other] = kept;
  }
}
