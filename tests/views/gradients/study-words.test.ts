import { expect, test } from "vitest";
import { lookedAt } from "../../../src/views/gradients/reach-facts.ts";
import { sayDone, sayStudied } from "../../../src/views/gradients/study-words.ts";

const experiment = { weights: "trained", length: null, words: "repeated" } as const;

test("what is computed is said with its count", () => {
  expect(sayStudied({ experiment, words: 12, many: null })).toBe("12 words");
  expect(sayStudied({ experiment, words: 1, many: null })).toBe("1 word");
  expect(sayStudied({ experiment: { ...experiment, length: 500 }, words: 12, many: null })).toBe("500 words");
  expect(sayStudied({ experiment: { weights: "random", length: 500, words: "random" }, words: 12, many: null })).toBe(
    "500 random words in random weights",
  );
  expect(sayStudied({ experiment: { ...experiment, length: 500 }, words: 12, many: ["a", "b"] })).toBe("2 sentences");
});

test("nothing is said to be done before it is", () => {
  expect([0, 0.349, 0.9999, 1].map(sayDone)).toEqual(["0%", "34%", "99%", "99%"]);
});

test("at the loss and after it the first word is spoken of, elsewhere the pinned one", () => {
  expect([1, 5, 11, 12, 13].map((pinned) => lookedAt(pinned, 12))).toEqual([1, 5, 11, 1, 1]);
  expect(lookedAt(1, 1)).toBe(1);
});
