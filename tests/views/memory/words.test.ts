import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { UNKNOWN } from "../../../src/engine/corpus/word-features.ts";
import { createVocabulary, tokenize } from "../../../src/engine/tokenizer.ts";
import type { MemoryFindings } from "../../../src/store/memory-state.ts";
import { contextLine, contextText } from "../../../src/views/memory/context-lines.ts";
import { fitAround, fitFromEnd, fitFromStart } from "../../../src/views/memory/fit-words.ts";
import { sayFeature, sayWorse } from "../../../src/views/memory/passport-text.ts";
import { marksOf } from "../../../src/views/memory/point-marks.ts";
import { sayReading, sayReadingBriefly } from "../../../src/views/memory/reading-note.tsx";
import { wordLabel, wordSpelling } from "../../../src/views/shared/word-label.ts";

describe("a context in words", () => {
  const words = "one . END the cat sat on the mat . END two".split(" ");
  const wordAt = (word: number) => words[word] ?? "";

  test("has the words before and after it, and nothing of another story", () => {
    expect(contextLine(wordAt, 5, { before: 6, after: 2, end: "END" })).toEqual({
      before: "the cat",
      word: "sat",
      after: "on the",
    });
    expect(contextLine(wordAt, 9, { before: 2, after: 4, end: "END" })).toEqual({ before: "the mat", word: ".", after: "" });
    expect(contextLine(wordAt, 11, { before: 2, after: 4, end: "END" })).toEqual({ before: "", word: "two", after: "" });
  });

  test("opens as a sentence from the beginning of its story", () => {
    expect(contextText(wordAt, 6, "END")).toBe("the cat sat on");
    expect(contextText(wordAt, 6, "END", { longest: 2 })).toBe("cat sat on");
    expect(contextText(wordAt, 6, "END", { between: "" })).toBe("thecatsaton");
  });

  test("opens with its special words as the model reads them, one word each", () => {
    const vocabulary = ["<unk>", "<num>", "<eos>", "the", "cat"];
    const ids = [2, 3, 0, 4, 1];
    const labelAt = (word: number) => wordLabel(vocabulary, ids[word] as number);
    const spellAt = (word: number) => wordSpelling(vocabulary, ids[word] as number);
    const text = contextText(labelAt, 4, wordLabel(vocabulary, 2), { spellAt });
    expect(tokenize(text, createVocabulary(vocabulary, 5, "<unk>")).map(({ id }) => id)).toEqual(ids.slice(1));
  });
});

describe("a line of words", () => {
  const room = (width: number) => ({ width, measure: (text: string) => text.length });

  test("keeps whole words, and says that others are left out", () => {
    const words = ["running", "a", "sleeping", "dog", "on"];
    expect(fitFromEnd(words, room(25))).toEqual({ words, isCut: false });
    expect(fitFromEnd(words, room(20))).toEqual({ words: ["a", "sleeping", "dog", "on"], isCut: true });
    expect(fitFromStart(words, room(12))).toEqual({ words: ["running", "a"], isCut: true });
    expect(fitFromStart(words, room(3))).toEqual({ words: [], isCut: true });
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, maxLength: 9 })), fc.integer({ min: 0, max: 60 }), (all, width) => {
        const { words: kept, isCut } = fitFromStart(all, room(width));
        expect(all.slice(0, kept.length)).toEqual(kept);
        expect(isCut).toBe(kept.length < all.length);
        if (kept.length > 0) expect([...kept, ...(isCut ? ["…"] : [])].join(" ").length).toBeLessThanOrEqual(width);
      }),
    );
  });

  test("keeps the strongest word and whole ones around it", () => {
    const words = ["a", "bb", "ccc", "peak", "ee", "f"];
    expect(fitAround(words, 3, room(11))).toEqual({ first: 1, last: 4 });
    expect(fitAround(words, 3, room(2))).toEqual({ first: 3, last: 3 });
    expect(fitAround(words, 3, room(99))).toEqual({ first: 0, last: 5 });
  });
});

describe("the marks of points", () => {
  test("are seven that no two classes share, none in the hue of a quantity, the commonest class the quietest", () => {
    const marks = marksOf(Uint8Array.of(1, 1, 1, 0, 2, 2, UNKNOWN, 3, 4, 5, 6), 7);
    expect(new Set(marks.map(({ path, isFilled }) => `${path} ${isFilled}`)).size).toBe(7);
    for (const { ink } of marks) expect(ink).toMatch(/^--ink(-[23])?$/);
    expect(marks[1]).toMatchObject({ ink: "--ink-3", isFilled: true });
    expect(marks[2]?.ink).toBe("--ink");
  });
});

describe("a passport in words", () => {
  test("says what is followed as a sentence would", () => {
    expect(sayFeature("last", "sentence end", -1)).toBe("Low after a sentence end");
    expect(sayFeature("next", "article", 1)).toBe("High before an article");
    expect(sayFeature("last", "play, go, get", 1)).toBe("High after words like play, go, get");
    expect(sayFeature("quotes", "inside quotes", 1)).toBe("High inside quotes");
    expect(sayFeature("gender", "she", -1)).toBe("Low while the last person is “she”");
    expect(sayFeature("position", "later", 1)).toBe("High late in a sentence");
    expect(sayFeature("position", "1st word", 1)).toBe("High at the 1st word");
  });

  test("says what silence costs as perplexity: e to the nats, less one", () => {
    expect([0.0058, 0.004, 0.0104, 0.3, -0.0058, 0.0002].map(sayWorse)).toEqual([
      "0.6% worse",
      "0.4% worse",
      "1.0% worse",
      "35% worse",
      "0.6% better",
      "no worse",
    ]);
    expect(100 * Math.expm1(0.0058)).toBeCloseTo(0.58, 2);
  });
});

describe("how far a corpus is read", () => {
  const findings = { progress: 0.13, wordsToRead: 102_400, corpusProblem: null, corpusNote: null } as unknown as MemoryFindings;

  test("is counted in words where they are known", () => {
    expect(sayReading(findings)).toBe("13,312 of 102,400 words are read");
    expect(sayReading({ ...findings, wordsToRead: null })).toBe("13% of the text is read");
    expect(sayReading({ ...findings, progress: null })).toBe("No corpus is open");
    expect(sayReading({ ...findings, corpusNote: { title: "Other words", detail: "" } })).toBe("Other words");
    expect(sayReadingBriefly(findings)).toBe("13% read");
  });
});
