import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createVocabulary } from "../../src/engine/tokenizer.ts";
import { readEdit, readText } from "../../src/store/reading.ts";
import { tinyWords } from "../worker/tiny-model.ts";

const ownWords = ["<unk>", "the", "cat", '"', "the-cat", "'s", "é", "3.", "😀", "cat the", "...", "(the"];
const vocabularies = [
  createVocabulary(tinyWords, tinyWords.length),
  createVocabulary(ownWords, ownWords.length),
  createVocabulary(
    ownWords.filter((word) => !word.includes(" ")),
    11,
  ),
  createVocabulary(["a", "c", "e", "é", " ", "t", "\n"], 7),
  createVocabulary(null, 40),
  null,
];

/** Texts of everything that the rules of words look at. */
const pieces = fc.constantFrom(
  ...["the", "cat", '"', "“", "”", " ", " ", " ", "\n", "\t", "-", "—", "'s", "'", ".", "...", "3", "é", "😀", ",", "(", "<unk>"],
);
const texts = fc.array(pieces, { maxLength: 14 }).map((parts) => parts.join(""));

describe("reading after an edit", () => {
  test("gives the words of the whole text read anew, whatever the edit", () => {
    fc.assert(
      fc.property(texts, texts, texts, texts, fc.constantFrom(...vocabularies), (head, removed, inserted, tail, vocabulary) => {
        const before = readText(head + removed + tail, vocabulary);
        const after = head + inserted + tail;
        expect(readEdit(before, after, vocabulary)).toEqual(readText(after, vocabulary));
      }),
      { numRuns: 2000 },
    );
  });

  test("leaves the words before the edit as they are, object for object", () => {
    const before = readText("the cat sat on the", null);
    const after = readEdit(before, "the cat sat on the m", null);
    expect(after.tokens.slice(0, 4).every((token, index) => token === before.tokens[index])).toBe(true);
  });
});
