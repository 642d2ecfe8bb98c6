import { expect, test } from "vitest";
import { measureDecay, medianHalfLife, type SentenceDecay, sentences } from "../../training/half-lives.ts";
import { createRandomModel } from "./random-model.ts";

const decayOf = (halfLife: number | null): SentenceDecay => ({
  words: 20,
  decay: halfLife === null ? null : { halfLife, from: 1, to: 20, fit: 1 },
  reach: 0,
});

test("the median half-life counts a sentence without one as longer than all others", () => {
  expect(medianHalfLife([3, 1, 2].map(decayOf))).toBe(2);
  expect(medianHalfLife([3, 1, 2, 8].map(decayOf))).toBe(2.5);
  expect(medianHalfLife([null, 1, 2].map(decayOf))).toBe(2);
  expect(medianHalfLife([null, null, 2].map(decayOf))).toBe(Infinity);
  expect(medianHalfLife([])).toBeNaN();
});

test("ten sentences of twenty words and more are measured, at the loss of their last word", () => {
  expect(sentences.length).toBe(10);
  for (const sentence of sentences) expect(sentence.split(" ").length).toBeGreaterThanOrEqual(20);
  const model = createRandomModel({ cell: "rnn", layers: 1, units: 8, inputs: 4, vocabulary: 9, seed: 1, scale: 0.4 });
  const { words, decay, reach } = measureDecay(model, "1 2 3 4 5 6 7 8");
  expect(words).toBe(8);
  // Weights this small forget quickly.
  expect(decay?.halfLife).toBeLessThan(3);
  expect(decay?.to).toBe(7);
  expect(reach).toBeLessThan(-1);
});
