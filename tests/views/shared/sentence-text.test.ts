import { describe, expect, it } from "vitest";
import type { Token } from "../../../src/engine/tokenizer.ts";
import { caretPlace, needsSpace, selectedLetters, wordOfRange } from "../../../src/views/shared/sentence-text.ts";

/** Tokens of a text: words and marks apart, each at its place. */
function read(text: string): Token[] {
  return [...text.matchAll(/\w+|[^\w\s]/g)].map((match) => ({
    text: match[0],
    id: 1,
    known: true,
    start: match.index,
    end: match.index + match[0].length,
  }));
}

const tokens = read("the cat,  sat ");

describe("caret in the sentence", () => {
  it("stands in a word, after so many letters", () => {
    expect(caretPlace(tokens, 0)).toEqual({ step: 1, letters: 0 });
    expect(caretPlace(tokens, 5)).toEqual({ step: 2, letters: 1 });
    expect(caretPlace(tokens, 13)).toEqual({ step: 4, letters: 3 });
  });

  it("belongs to the first of two words that touch", () => {
    expect(caretPlace(tokens, 7)).toEqual({ step: 2, letters: 3 });
    expect(caretPlace(tokens, 8)).toEqual({ step: 3, letters: 1 });
  });

  it("stands before the column of the next word where it is between two, and in the caret column behind the last space", () => {
    expect(caretPlace(tokens, 9)).toEqual({ step: 4, letters: null });
    expect(caretPlace(tokens, 14)).toEqual({ step: 5, letters: null });
    expect(caretPlace([], 0)).toEqual({ step: 1, letters: null });
  });

  it("is found among ten thousand words", () => {
    const long = read("word ".repeat(10_000));
    expect(caretPlace(long, 5 * 7_321 + 2)).toEqual({ step: 7_322, letters: 2 });
  });
});

describe("selection in the sentence", () => {
  const letters = (start: number, end: number) => tokens.map((token) => selectedLetters(token, { start, end }));

  it("covers the letters of every word that it touches", () => {
    expect(letters(1, 13)).toEqual([
      [1, 3],
      [0, 3],
      [0, 1],
      [0, 3],
    ]);
    expect(letters(3, 4)).toEqual([null, null, null, null]);
  });

  it("is in a word when it leaves it on neither side", () => {
    expect(wordOfRange(tokens, { start: 4, end: 7 })).toBe(2);
    expect(wordOfRange(tokens, { start: 7, end: 8 })).toBe(3);
    expect(wordOfRange(tokens, { start: 0, end: 7 })).toBe(0);
    expect(wordOfRange(tokens, { start: 9, end: 9 })).toBe(0);
  });
});

describe("a word typed in the caret column", () => {
  it("is set apart by a space, punctuation is not", () => {
    expect(needsSpace("the cat", "s", null)).toBe(true);
    expect(needsSpace("the cat", ",", null)).toBe(false);
    expect(needsSpace("the cat ", "s", null)).toBe(false);
    expect(needsSpace("", "s", null)).toBe(false);
    expect(needsSpace("the cat", "s", { reading: "characters" })).toBe(false);
    expect(needsSpace("the cat", " ", null)).toBe(false);
  });
});
