import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { listNextWords } from "../../../src/views/gates/next-word-list.ts";

/** The list of a vocabulary without a word for unknown ones. */
function list(logits: Float32Array, temperature: number, count: number, followedBy: number | null) {
  return listNextWords(logits, { temperature, count, followedBy, unknown: null });
}

const logits = Float32Array.of(1, 3, 2, 0, -1);

describe("next words", () => {
  it("list the likeliest first, and what is left adds up to one", () => {
    const { top, other } = list(logits, 1, 3, null);
    expect(top.map(({ id }) => id)).toEqual([1, 2, 0]);
    expect(other.words).toBe(2);
    expect(top.reduce((sum, { probability }) => sum + probability, 0) + other.probability).toBeCloseTo(1, 12);
  });

  it("have the softmax's probabilities", () => {
    const total = [1, 3, 2, 0, -1].reduce((sum, logit) => sum + Math.exp(logit), 0);
    expect(list(logits, 1, 2, null).top[0]?.probability).toBeCloseTo(Math.exp(3) / total, 12);
  });

  it("measure the surprise of the word that follows, in bits", () => {
    const { top, surpriseBits } = list(logits, 1, 2, 1);
    expect(surpriseBits).toBeCloseTo(-Math.log2(top[0]?.probability ?? 0), 12);
    expect(list(logits, 1, 2, null).surpriseBits).toBeNull();
  });

  it("list the word that follows by itself, with its rank, where it is not among the likeliest", () => {
    const { followed, other } = list(logits, 1, 2, 3);
    expect(followed).toMatchObject({ id: 3, rank: 4 });
    expect(other.words).toBe(2);
    expect(list(logits, 1, 2, 2).followed).toBeNull();
  });

  it("sharpen at a low temperature and flatten at a high one, in the same order", () => {
    const [cold, own, hot] = [0.1, 1, 3].map((temperature) => list(logits, temperature, 5, null).top);
    expect(cold?.[0]?.probability).toBeGreaterThan(own?.[0]?.probability ?? 1);
    expect(hot?.[0]?.probability).toBeLessThan(own?.[0]?.probability ?? 0);
    expect(cold?.map(({ id }) => id)).toEqual(hot?.map(({ id }) => id));
  });

  it("never overflow, and always add up", () => {
    fc.assert(
      fc.property(
        fc.float32Array({ minLength: 3, maxLength: 60, min: -1e4, max: 1e4, noNaN: true }),
        fc.constantFrom(0.1, 1, 3),
        (values, temperature) => {
          const { top, other } = list(values, temperature, 10, null);
          const sum = top.reduce((soFar, { probability }) => soFar + probability, other.probability);
          expect(sum).toBeCloseTo(1, 9);
          expect([...top].sort((a, b) => b.probability - a.probability)).toEqual(top);
        },
      ),
    );
  });

  it("never list the word for unknown ones: its share stands by itself, and ranks count words", () => {
    const { top, unknown, other, followed } = listNextWords(logits, { temperature: 1, count: 2, followedBy: 3, unknown: 1 });
    expect(top.map(({ id, rank }) => [id, rank])).toEqual([
      [2, 1],
      [0, 2],
    ]);
    expect(followed).toMatchObject({ id: 3, rank: 3 });
    expect(unknown).toBeCloseTo(list(logits, 1, 1, null).top[0]?.probability ?? 0, 12);
    expect(other.words).toBe(1);
    const all = [...top, ...(followed ? [followed] : [])].reduce((sum, { probability }) => sum + probability, 0);
    expect(all + (unknown ?? 0) + other.probability).toBeCloseTo(1, 12);
  });

  it("list the word for unknown ones by itself where it is what follows", () => {
    const { followed, other, unknown } = listNextWords(logits, { temperature: 1, count: 2, followedBy: 1, unknown: 1 });
    expect(followed).toMatchObject({ id: 1, rank: 1 });
    expect(followed?.probability).toBe(unknown);
    expect(other.words).toBe(2);
  });
});
