import { describe, expect, test } from "vitest";
import { type Feature, type ReadText, readColumns } from "../../../../src/engine/analysis/features/feature.ts";
import { storyFeatures } from "../../../../src/engine/analysis/features/story-features.ts";
import { sincePiece, textFeatures } from "../../../../src/engine/analysis/features/text-features.ts";

const words = (line: string): ReadText => ({ pieces: line.split(" "), by: "words", end: "<eos>" });
const characters = (text: string): ReadText => ({ pieces: [...text], by: "characters", end: null });
/** A column as one sign a piece: · for what is not told. */
const column = (id: string, text: ReadText, features: readonly Feature[] = [...textFeatures, ...storyFeatures]) => {
  const feature = features.find((each) => each.id === id);
  return Array.from(feature?.read(text) ?? [], (value) => (Number.isNaN(value) ? "·" : String(value))).join(" ");
};

describe("features of any text", () => {
  const said = words("she said “ come here ! ” and “ go . <eos> the end .");

  test("know whether a quotation is open, and for how long", () => {
    expect(column("quotation", said)).toBe("0 0 1 1 1 1 0 0 1 1 1 0 0 0 0");
    expect(column("quoted", said)).toBe("· · 0 1 2 3 · · 0 1 2 · · · ·");
    expect(column("quotation", characters('a "b"\n\n"c\n\nd'))).toBe("0 0 1 1 0 0 0 1 1 1 0 0");
  });

  test("count places in sentence and text, and words since one", () => {
    expect(column("inSentence", said)).toBe("0 1 2 3 4 5 0 1 2 3 4 0 0 1 2");
    expect(column("inText", said)).toBe("0 1 2 3 4 5 6 7 8 9 10 11 0 1 2");
    expect(column("since the", words("The cat saw the dog <eos> a cat"), [sincePiece("the")])).toBe("0 1 2 0 1 2 · ·");
  });

  test("read what is written: capitals, digits, length of words", () => {
    expect(column("capital", words("Tom saw 3 Dogs ."))).toBe("1 0 · 1 ·");
    expect(column("digit", words("he ate <num> of 12 pies"))).toBe("0 0 1 0 1 0");
    expect(column("length", words("a tall house ."))).toBe("1 4 5 ·");
  });

  test("know strings and brackets of characters, and none of the brackets inside a string", () => {
    const json = characters('{"a[":[1,"\\"}"]}');
    expect(column("string", json)).toBe("0 1 1 1 0 0 0 0 0 1 1 1 1 0 0 0");
    expect(column("depth", json)).toBe("1 1 1 1 1 1 2 2 2 2 2 2 2 2 1 0");
    expect(column("brace", json)).toBe("1 1 1 1 1 1 0 0 0 0 0 0 0 0 1 ·");
    expect(column("depth", characters(")(]a)"))).toBe("0 1 1 1 0");
  });

  test("know places of characters in word and line", () => {
    expect(column("inWord", characters("ab c\nde"))).toBe("0 1 · 0 · 0 1");
    expect(column("inLine", characters("ab\nde"))).toBe("0 1 2 0 1");
    expect(column("vowel", characters("ab e."))).toBe("1 0 · 1 ·");
  });

  test("read no word that is still to come", () => {
    const pieces = "tom was sad . “ no ( i am not ! ” said the big lily <eos> they saw 3 ants .".split(" ");
    for (const { id, read, by } of [...textFeatures, ...storyFeatures]) {
      const whole = read({ pieces, by: by === "characters" ? by : "words", end: "<eos>" });
      for (const cut of [1, 5, 9, 16]) {
        const begun = read({ pieces: pieces.slice(0, cut), by: by === "characters" ? by : "words", end: "<eos>" });
        expect([...begun], id).toEqual([...whole.subarray(0, cut)]);
      }
    }
  });
});

describe("features of the stories", () => {
  const story = words("tom and lily ran . she was not big . <eos> two old dogs slept . the girl saw ben");

  test("know the last and the first person of a story, and its first name", () => {
    expect(column("lastGender", story)).toBe("0 0 1 1 1 1 1 1 1 1 · · · · · · · 1 1 0");
    expect(column("firstGender", story)).toBe("0 0 0 0 0 0 0 0 0 0 · · · · · · · 1 1 1");
    expect(column("firstName", story)).toBe("0 0 0 0 0 0 0 0 0 0 · · · · · · · · · 2");
  });

  test("know what the sentence has said so far", () => {
    expect(column("negation", story)).toBe("0 0 0 0 0 0 0 1 1 1 · 0 0 0 0 0 0 0 0 0");
    expect(column("subjectNumber", story)).toBe("· · · · · 0 0 0 0 0 · · · · · · · · · ·");
    expect(column("afterAdjective", story)).toBe("0 0 0 0 0 0 0 0 1 0 0 0 1 0 0 0 0 0 0 0");
    expect(column("placeInSentence", story)).toBe("0 1 2 3 3 0 1 2 3 3 0 0 1 2 3 3 0 1 2 3");
    expect(column("afterQuotation", words("“ a ” b c d e"))).toBe("0 0 0 1 1 1 0");
  });
});

test("columns are those that the text tells: none that never differs, none twice, none of another way of reading", () => {
  const ids = readColumns(textFeatures, characters('"a" "bc"')).map(({ feature }) => feature.id);
  expect(ids).toContain("quotation");
  // Equal to the quotation everywhere.
  expect(ids).not.toContain("string");
  expect(ids).not.toContain("depth");
  expect(ids).not.toContain("length");
});
