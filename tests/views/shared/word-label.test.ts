import { describe, expect, test } from "vitest";
import { isSpecialWord, visibleWord, wordLabel } from "../../../src/views/shared/word-label.ts";

describe("a word is printed so that all of it can be seen", () => {
  test.each([
    [" ", "␣"],
    ["\n", "↵"],
    ["\t", "⇥"],
    ["  ", "␣␣"],
    [" the", "␣the"],
    ["new york", "new york"],
    ["\u00a0", "U+00A0"],
    ["\u202etam", "U+202Etam"],
    ["a\u0000", "aU+0000"],
    ["", "an empty word"],
    ["❤\ufe0f", "❤\ufe0f"],
    ["می\u200cخواهم", "می\u200cخواهم"],
    ["<eos>", "end of text"],
  ])("%j as %s", (word, label) => {
    expect(wordLabel([word], 0)).toBe(label);
  });

  test.each(["__proto__", "constructor", "toString", "valueOf", "hasOwnProperty"])(
    "%s, a name of Object's, as itself",
    (word) => {
      expect(wordLabel([word], 0)).toBe(word);
      expect(isSpecialWord([word], 0)).toBe(false);
      expect(visibleWord(word)).toBe(word);
    },
  );
});
