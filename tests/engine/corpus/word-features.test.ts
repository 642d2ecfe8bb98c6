import { describe, expect, test } from "vitest";
import { closedClassOf, OPEN, plainFeatures, readFeatures, UNKNOWN } from "../../../src/engine/corpus/word-features.ts";
import { scoreFeature } from "../../../training/passports.ts";

const vocabulary = new Set(["dog", "dogs", "run", "runs", "bus"]);
const read = (text: string) => {
  const words = text.split(" ");
  const columns = readFeatures(words, vocabulary);
  return Object.fromEntries(plainFeatures.map(({ id }, k) => [id, [...(columns[k] ?? [])]]));
};
const U = UNKNOWN;

describe("features of words", () => {
  test("tell the place in the sentence, in steps that grow", () => {
    const { position } = read("a b c d e f g h i j k l m n . a <eos> b");
    expect(position).toEqual([0, 1, 2, 3, 3, 4, 4, 4, 5, 5, 5, 5, 6, 6, 6, 0, 1, 0]);
  });

  test("tell what stands inside quotes; a story's end closes them", () => {
    expect(read("he said “ go on ” and “ <eos> a")["quotes"]).toEqual([0, 0, 1, 1, 1, 0, 0, 1, 0, 0]);
  });

  test("tell the number by the last cue of the sentence: pronouns, determiners, plural nouns after a determiner", () => {
    expect(read("the dogs run . she runs . the bus")["number"]).toEqual([U, 1, 1, 1, 0, 0, 0, U, U]);
  });

  test("tell the gender of the last name or pronoun until the story ends", () => {
    expect(read("lily saw tom . <eos> she")["gender"]).toEqual([1, 1, 0, 0, U, 1]);
  });

  test("tell a sentence's end before it comes; nothing is known after the last word", () => {
    expect(read("he runs . she")["end"]).toEqual([0, 1, 0, U]);
  });

  test("know the closed classes by list, and leave the rest open", () => {
    expect(["the", "didn't", "i'll", "under", "“", "?", "dog"].map(closedClassOf)).toEqual([
      "article",
      "auxiliary",
      "pronoun with verb",
      "preposition",
      "quote",
      "sentence end",
      OPEN,
    ]);
  });
});

describe("a score", () => {
  test("is the share of the variance between the values, and names the one furthest from the mean", () => {
    const values = Float32Array.of(1, 1, 3, 3, 9);
    const column = Uint8Array.of(0, 0, 1, 1, UNKNOWN);
    expect(scoreFeature(values, column, 2)).toMatchObject({ score: 1 });
    const mixed = scoreFeature(Float32Array.of(0, 2, 4, 6), Uint8Array.of(0, 0, 1, 1), 2);
    // Means 1 and 5 about 3: 4 of a variance of 5.
    expect(mixed.score).toBeCloseTo(4 / 5, 12);
    expect(Math.abs(mixed.deviation)).toBeCloseTo(2 / Math.sqrt(5), 6);
  });

  test("is near nothing where the feature has nothing to do with the values", () => {
    const values = Float32Array.from({ length: 4000 }, (_, k) => Math.sin(k * k));
    const column = Uint8Array.from({ length: 4000 }, (_, k) => (k >> 3) & 1);
    expect(scoreFeature(values, column, 2).score).toBeLessThan(0.005);
  });
});
