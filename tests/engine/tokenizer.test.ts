import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nearestWords } from "../../src/engine/nearest-words.ts";
import { createVocabulary, tokenize, wordOf } from "../../src/engine/tokenizer.ts";
import { scanWords } from "../../src/engine/words.ts";
import { readBytes } from "./files.ts";

const shared = JSON.parse(readBytes("tests/golden/tokenizer-cases.json").toString()) as {
  cases: readonly { text: string; words: readonly string[] }[];
};

const words = [
  "<eos>",
  "<unk>",
  "the",
  "cat",
  "cats",
  "car",
  "mat",
  "kitten",
  "can't",
  "it's",
  "'s",
  "—",
  "...",
  "<num>",
  "“",
  "”",
];
const vocabulary = createVocabulary(words, words.length, "<unk>");

// White space, hyphens, accents and invisible characters: what no word holds.
const unread = /^[\p{Z}\p{Cc}\p{Cf}\p{Mn}\-‐‑]*$/u;

describe("words", () => {
  test.each(shared.cases)("$text is read as the training script reads it", ({ text, words: expected }) => {
    expect(scanWords(text).map((word) => word.text)).toEqual(expected);
  });

  test("places follow each other and leave out nothing but space, hyphens, lone accents and invisible characters", () => {
    const texts = fc.oneof(
      fc.array(fc.integer({ min: 0, max: 0x10ffff }), { maxLength: 60 }).map((codes) => String.fromCodePoint(...codes)),
      fc.string({ unit: fc.constantFrom(..."ab's’\"“” -—.…1,é\u0301\u200b😀<>(eos)"), maxLength: 40 }),
      fc.constantFrom(...shared.cases.map((entry) => entry.text)),
    );
    fc.assert(
      fc.property(texts, (text) => {
        let last = 0;
        let left = "";
        for (const { start, end, text: word } of scanWords(text)) {
          // Plain conditions: an expectation a word would take most of the time.
          if (start < last || end <= start || word === "") throw new Error(`${word} at ${start} to ${end}, after ${last}`);
          left += text.slice(last, start);
          last = end;
        }
        left += text.slice(last);
        expect(left).toMatch(unread);
      }),
      { numRuns: 200 },
    );
  });

  test("a prefix that ends before a space is read the same in the longer text", () => {
    const piece = fc.string({ unit: fc.constantFrom(..."abc's.,!?1"), minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), piece, (before, next) => {
        const prefix = before.join(" ");
        const whole = scanWords(`${prefix} ${next}`);
        expect(whole.slice(0, scanWords(prefix).length)).toEqual(scanWords(prefix));
      }),
    );
  });
});

describe("tokens", () => {
  test("an unknown word keeps its spelling and takes the unknown word's id", () => {
    expect(tokenize("The tabby's CAT", vocabulary)).toEqual([
      { text: "the", id: 2, known: true, start: 0, end: 3 },
      { text: "tabby", id: 1, known: false, start: 4, end: 9 },
      { text: "'s", id: 10, known: true, start: 9, end: 11 },
      { text: "cat", id: 3, known: true, start: 12, end: 15 },
    ]);
  });

  test("without words, ids are typed", () => {
    const ids = createVocabulary(null, 20);
    expect(tokenize("3 17, #4 20 x", ids).map(({ text, id, known }) => ({ text, id, known }))).toEqual([
      { text: "#3", id: 3, known: true },
      { text: "#17", id: 17, known: true },
      { text: "#4", id: 4, known: true },
      { text: "20", id: 0, known: false },
      { text: "x", id: 0, known: false },
    ]);
    expect(wordOf(ids, 17)).toBe("#17");
  });

  test("a word in another case than the vocabulary's rules is found as typed", () => {
    const cased = createVocabulary(["<unk>", "Paris"], 2);
    expect(tokenize("Paris", cased)[0]).toMatchObject({ text: "Paris", id: 1, known: true });
  });
});

describe("words near in spelling", () => {
  test("come nearest first, then by frequency", () => {
    expect(nearestWords("catt", vocabulary, 3)).toEqual(["cat", "cats", "car"]);
    expect(nearestWords("kiten", vocabulary, 3)).toEqual(["kitten"]);
    expect(nearestWords("act", vocabulary, 1)).toEqual(["cat"]);
  });

  test("are none where nothing is near, and never special words", () => {
    expect(nearestWords("zzzzzzzz", vocabulary, 3)).toEqual([]);
    expect(nearestWords("eos", vocabulary, 9)).not.toContain("<eos>");
  });
});
