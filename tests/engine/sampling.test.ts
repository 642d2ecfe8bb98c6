import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRandom } from "../../src/engine/random.ts";
import { filterProbabilities, sampleToken } from "../../src/engine/sampling.ts";

const logits = fc
  .array(fc.oneof(fc.double({ min: -20, max: 20, noNaN: true }), fc.constantFrom(-3, 0, 2)), { minLength: 1, maxLength: 30 })
  .map((values) => Float32Array.from(values));

/** As plainly as the definition: temperature, sort, the first k, then the first that reach p. */
function reference(values: Float32Array, temperature: number, topK: number | null, topP: number | null): number[] {
  const highest = Math.max(...values);
  const weights = Array.from(values, (value) => Math.exp((value - highest) / temperature));
  let kept = Array.from(values.keys()).sort((a, b) => (weights[b] as number) - (weights[a] as number) || a - b);
  if (topK !== null) kept = kept.slice(0, topK);
  if (topP !== null) {
    const total = kept.reduce((sum, id) => sum + (weights[id] as number), 0);
    const crossing: number[] = [];
    let reached = 0;
    for (const id of kept) {
      crossing.push(id);
      reached += (weights[id] as number) / total;
      if (reached >= topP) break;
    }
    kept = crossing;
  }
  const total = kept.reduce((sum, id) => sum + (weights[id] as number), 0);
  return weights.map((weight, id) => (kept.includes(id) ? weight / total : 0));
}

describe("probabilities to draw from", () => {
  test("are temperature, then top-k, then top-p with the crossing word, and add up to 1", () => {
    fc.assert(
      fc.property(
        logits,
        fc.double({ min: 0.05, max: 5, noNaN: true }),
        fc.option(fc.integer({ min: 1, max: 40 })),
        fc.option(fc.double({ min: 0.01, max: 1, noNaN: true })),
        (values, temperature, topK, topP) => {
          const found = filterProbabilities(values, {
            temperature,
            ...(topK === null ? {} : { topK }),
            ...(topP === null ? {} : { topP }),
          });
          const wanted = reference(values, temperature, topK, topP);
          found.forEach((probability, id) => {
            expect(probability).toBeCloseTo(wanted[id] as number, 10);
          });
          expect(found.reduce((sum, probability) => sum + probability, 0)).toBeCloseTo(1, 10);
        },
      ),
    );
  });

  test("are the likeliest word as the temperature goes to 0, and even as it grows", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: -99, max: 99 }), { minLength: 2, maxLength: 20 }), (values) => {
        const given = Float32Array.from(values);
        const cold = filterProbabilities(given, { temperature: 1e-3 });
        expect(cold[values.indexOf(Math.max(...values))]).toBe(1);
        for (const hot of filterProbabilities(given, { temperature: 1e9 })) expect(hot).toBeCloseTo(1 / values.length, 6);
      }),
    );
  });

  test("never leave out the likeliest word, whatever k and p", () => {
    const values = Float32Array.of(1, 5, 5, 2);
    expect([...filterProbabilities(values, { topK: 1 })]).toEqual([0, 1, 0, 0]);
    expect([...filterProbabilities(values, { topP: 0.01 })]).toEqual([0, 1, 0, 0]);
    expect(filterProbabilities(values, { topK: 99, topP: 1 }).every((probability) => probability > 0)).toBe(true);
  });
});

describe("drawing", () => {
  test("repeats with its seed, and draws each word as often as it is likely", () => {
    const values = Float32Array.of(0, 1, 2, -1);
    const draw = (seed: number, count: number) => {
      const random = createRandom(seed);
      return Array.from({ length: count }, () => sampleToken(values, random, { topK: 3 }));
    };
    expect(draw(4, 50)).toEqual(draw(4, 50));
    expect(draw(5, 50)).not.toEqual(draw(4, 50));
    const drawn = draw(6, 20_000);
    filterProbabilities(values, { topK: 3 }).forEach((probability, id) => {
      const share = drawn.filter((other) => other === id).length / drawn.length;
      // Five standard deviations.
      expect(Math.abs(share - probability)).toBeLessThanOrEqual(5 * Math.sqrt((probability * (1 - probability)) / drawn.length));
    });
  });
});
