import { expect, test } from "vitest";
import { longSentences } from "../../src/engine/sentences.ts";
import { measureDecay } from "../../training/half-lives.ts";
import { createRandomModel } from "./random-model.ts";

test("ten sentences of twenty words and more are measured, at the loss of their last word", () => {
  expect(longSentences.length).toBe(10);
  for (const sentence of longSentences) expect(sentence.split(" ").length).toBeGreaterThanOrEqual(20);
  const model = createRandomModel({ cell: "rnn", layers: 1, units: 8, inputs: 4, vocabulary: 9, seed: 1, scale: 0.4 });
  const { words, decay, reach } = measureDecay(model, "1 2 3 4 5 6 7 8");
  expect(words).toBe(8);
  // Weights this small forget quickly.
  expect(decay?.halfLife).toBeLessThan(3);
  expect(decay?.to).toBe(7);
  expect(reach).toBeLessThan(-1);
  expect(measureDecay(model, "1 2 3", 40).words).toBe(40);
});
