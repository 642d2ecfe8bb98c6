import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describeDistribution } from "../../src/engine/distribution.ts";
import { createRandom } from "../../src/engine/random.ts";
import { sampleToken } from "../../src/engine/sampling.ts";
import { entropyBits, highestIds, softmax, softmaxOfOne, surpriseBits } from "../../src/engine/softmax.ts";

// Eighths: distinct logits differ by more than float64 loses.
const logits = fc
  .array(fc.integer({ min: -480, max: 480 }), { minLength: 1, maxLength: 40 })
  .map((values) => Float32Array.from(values, (value) => value / 8));
const temperatures = fc.double({ min: 0.05, max: 5, noNaN: true });

describe("softmax", () => {
  test("adds up to one and keeps the order of the logits", () => {
    fc.assert(
      fc.property(logits, temperatures, (values, temperature) => {
        const p = softmax(values, temperature);
        expect(p.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 12);
        const likeliest = highestIds(p, 1)[0] as number;
        expect(values[likeliest]).toBe(Math.max(...values));
      }),
    );
  });

  test("does not overflow, nor change when all logits move together", () => {
    const near = softmax(Float32Array.of(0, 1, 2));
    const far = softmax(Float32Array.of(1e4, 1e4 + 1, 1e4 + 2));
    for (let id = 0; id < 3; id++) expect(far[id]).toBeCloseTo(near[id] as number, 12);
    expect([...softmax(Float32Array.of(3e38, -3e38))]).toEqual([1, 0]);
  });

  test("a higher temperature raises the entropy, up to that of equal words", () => {
    fc.assert(
      fc.property(logits, temperatures, temperatures, (values, a, b) => {
        const [cold, warm] = [Math.min(a, b), Math.max(a, b)];
        const colder = entropyBits(softmax(values, cold));
        const warmer = entropyBits(softmax(values, warm));
        expect(warmer).toBeGreaterThanOrEqual(colder - 1e-9);
        expect(warmer).toBeLessThanOrEqual(Math.log2(values.length) + 1e-9);
      }),
    );
  });

  test("surprise is −log2 p, and finite where p is too small to be written", () => {
    fc.assert(
      fc.property(logits, temperatures, (values, temperature) => {
        const p = softmax(values, temperature);
        p.forEach((each, id) => {
          if (each > 1e-300) expect(surpriseBits(values, id, temperature)).toBeCloseTo(-Math.log2(each), 8);
        });
      }),
    );
    expect(surpriseBits(Float32Array.of(0, 2000), 0)).toBeCloseTo(2000 / Math.LN2, 6);
  });

  test("the highest are found in order, equal ones by id", () => {
    expect(highestIds(Float32Array.of(1, 3, 2, 3, 0), 3)).toEqual([1, 3, 2]);
    expect(highestIds(Float32Array.of(1, 2), 5)).toEqual([1, 0]);
  });

  test("a distribution lists its likeliest words with entropy and surprise", () => {
    const described = describeDistribution(Float32Array.from([1, 4, 2].map(Math.log)), 3, 2, { count: 2 });
    expect(described.step).toBe(3);
    expect(described.top.map(({ id }) => id)).toEqual([1, 2]);
    expect(described.top[0]?.probability).toBeCloseTo(4 / 7, 6);
    expect(described.surpriseBits).toBeCloseTo(Math.log2(7 / 2), 6);
    expect(described.entropyBits).toBeCloseTo(1.3788, 4);
    expect(describeDistribution(Float32Array.of(0, 0), 1, null).surpriseBits).toBeNull();
  });
});

describe("sampling", () => {
  test("repeats with the same seed", () => {
    fc.assert(
      fc.property(logits, fc.integer(), (values, seed) => {
        const draw = () => {
          const random = createRandom(seed);
          return Array.from({ length: 20 }, () => sampleToken(values, random));
        };
        expect(draw()).toEqual(draw());
      }),
    );
  });

  test("draws every word as often as its probability says", () => {
    const values = Float32Array.from([1, 2, 5].map(Math.log));
    const random = createRandom(4);
    const counts = [0, 0, 0];
    for (let n = 0; n < 8000; n++) {
      const id = sampleToken(values, random);
      counts[id] = (counts[id] as number) + 1;
    }
    [1000, 2000, 5000].forEach((expected, id) => {
      expect(Math.abs((counts[id] as number) - expected)).toBeLessThan(150);
    });
  });

  test("top-k and top-p leave the rest out", () => {
    const values = Float32Array.from([1, 2, 5, 8].map(Math.log));
    const drawn = (options: Parameters<typeof sampleToken>[2]) => {
      const random = createRandom(1);
      return [...new Set(Array.from({ length: 400 }, () => sampleToken(values, random, options)))].toSorted();
    };
    expect(drawn({})).toEqual([0, 1, 2, 3]);
    expect(drawn({ topK: 2 })).toEqual([2, 3]);
    expect(drawn({ topP: 0.6 })).toEqual([2, 3]);
    expect(drawn({ topP: 0.1 })).toEqual([3]);
    expect(drawn({ temperature: 0.01 })).toEqual([3]);
  });

  test("numbers are uniform in [0, 1) and differ from seed to seed", () => {
    const random = createRandom(12);
    const numbers = Array.from({ length: 4000 }, random);
    expect(numbers.every((n) => n >= 0 && n < 1)).toBe(true);
    expect(numbers.reduce((sum, n) => sum + n, 0) / 4000).toBeCloseTo(0.5, 1);
    expect(new Set(numbers).size).toBeGreaterThan(3990);
    expect(createRandom(13)()).not.toBe(createRandom(12)());
  });
});

describe("softmax of one logit", () => {
  test("is softmax's own probability at the model's logit, and at any other with all the rest held", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -20, max: 20, noNaN: true }), { minLength: 2, maxLength: 30 }),
        fc.nat(),
        fc.double({ min: -20, max: 20, noNaN: true }),
        fc.constantFrom(0.3, 1, 2.5),
        (numbers, n, moved, temperature) => {
          const logits = Float32Array.from(numbers);
          const id = n % logits.length;
          const { value } = softmaxOfOne(logits, id, temperature);
          expect(value(logits[id] as number)).toBeCloseTo(softmax(logits, temperature)[id] as number, 10);
          logits[id] = moved;
          expect(value(logits[id] as number)).toBeCloseTo(softmax(logits, temperature)[id] as number, 10);
        },
      ),
    );
  });

  test("has its even chance where it equals all the others together, and there its steepest slope, 1 / 4τ", () => {
    const { value, slope, others } = softmaxOfOne(Float32Array.of(5, 1, 1), 0, 2);
    expect(others).toBeCloseTo(1 + 2 * Math.log(2), 12);
    expect(value(others)).toBeCloseTo(0.5, 12);
    expect(slope(others)).toBeCloseTo(1 / 8, 12);
    expect(slope(3)).toBeCloseTo((value(3 + 1e-6) - value(3 - 1e-6)) / 2e-6, 6);
  });

  test("of the only word is certain", () => {
    expect(softmaxOfOne(Float32Array.of(-3), 0).value(-8)).toBe(1);
  });
});
