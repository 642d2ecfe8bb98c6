import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createVocabulary, tokenize } from "../../src/engine/tokenizer.ts";
import { scanWords } from "../../src/engine/words.ts";
import { readBytes } from "./files.ts";

/** Words and whether they are known, `?` behind those that are not. */
function read(text: string, words: readonly string[]): string[] {
  return tokenize(text, createVocabulary(words, words.length)).map((token) => (token.known ? token.text : `${token.text}?`));
}

const withUnknown = (...words: string[]) => ["<unk>", ...words];

describe("a word is looked up as it is spelt", () => {
  test("with its accents, where the vocabulary tells them apart", () => {
    const tones = ["má", "mà", "mả", "mã", "mạ", "ma"];
    expect(read("má mà mả mã mạ ma", withUnknown("ma", ...tones.slice(0, 5)))).toEqual(tones);
    expect(read("où ou à a là la", withUnknown("ou", "a", "la", "où", "à", "là"))).toEqual(["où", "ou", "à", "a", "là", "la"]);
    expect(read("мой мои", withUnknown("мои", "мой"))).toEqual(["мой", "мои"]);
  });

  test("with its capitals, where the vocabulary tells them apart", () => {
    expect(read("The Apple an apple the", withUnknown("apple", "Apple", "an", "The", "the"))).toEqual([
      "The",
      "Apple",
      "an",
      "apple",
      "the",
    ]);
  });

  test("then with composed letters, in lower case, and last without accents", () => {
    expect(read("le cafe\u0301", withUnknown("le", "café", "cafe"))).toEqual(["le", "café"]);
    expect(read("caf\u00e9", withUnknown("cafe\u0301"))).toEqual(["cafe\u0301"]);
    expect(read("Über Schön SCHÖN", withUnknown("über", "uber", "schon", "schön"))).toEqual(["über", "schön", "schön"]);
    expect(read("Café", withUnknown("cafe"))).toEqual(["cafe"]);
    expect(read("l’été l'été", withUnknown("l'été", "l'ete"))).toEqual(["l'été", "l'été"]);
    expect(read("don't", withUnknown("don’t"))).toEqual(["don’t"]);
  });

  test("as a number only where the vocabulary lacks that number", () => {
    expect(read("1990 3 2nd 7", withUnknown("<num>", "1990", "2nd"))).toEqual(["1990", "<num>", "2nd", "<num>"]);
    expect(read("N 5", withUnknown("N", "n"))).toEqual(["N", "5?"]);
  });

  test("with marks that writers use for each other", () => {
    expect(read('“Yes”, he said - "no"…', withUnknown("yes", '"', ",", "he", "said", "-", "no", "…"))).toEqual([
      '"',
      "yes",
      '"',
      ",",
      "he",
      "said",
      "-",
      '"',
      "no",
      '"',
      "…",
    ]);
  });
});

describe("the longest piece that the vocabulary holds is taken before anything is split", () => {
  test.each([
    ["mr. smith did n't pay $ N in the u.s. co. 's", "mr.|smith|did|n't|pay|$|N|in|the|u.s.|co.|'s"],
    ["a @-@ b @,@ c", "a|@-@|b|@,@|c"],
    ["an e-mail is state-of-the-art", "an|e-mail|is|state-of-the-art"],
    ["c++ c# #tag @user 50% and/or", "c++|c#|#tag|@user|50%|and/or"],
    ["[CLS] ▁the Ġcat ##s sat</w> </s>", "[CLS]|▁the|Ġcat|##s|sat</w>|</s>"],
    ["to new york city", "to|new york|city"],
    ["they 'll see it 's fine", "they|'ll|see|it|'s|fine"],
    ["mp3 b2b x.y_z", "mp3|b2b|x.y_z"],
    ["a != b -> c", "a|!=|b|->|c"],
    ["\u2764\ufe0f 👩‍👩‍👧 👍🏽 🇫🇷 😀", "\u2764\ufe0f|👩‍👩‍👧|👍🏽|🇫🇷|😀"],
    ["👍🏽😀🇫🇷🇩🇪", "👍🏽|😀|🇫🇷|🇩🇪"],
    ["我喜欢猫。", "我|喜欢|猫|。"],
    ["ฉันรักแมว", "ฉัน|รัก|แมว"],
    ["猫！？", "猫|！|？"],
    ["cat's it's", "cat's|it's"],
    ["l'été", "l'|été"],
  ])("%s", (text, expected) => {
    const words = expected.split("|");
    expect(read(text, withUnknown(...new Set(words), "filler"))).toEqual(words);
  });

  test("in lower case too, and with what stands close to it", () => {
    expect(read("Mr. Smith, E-Mail!", withUnknown("mr.", "smith", "e-mail", ",", "!"))).toEqual([
      "mr.",
      "smith",
      ",",
      "e-mail",
      "!",
    ]);
  });

  test("but never a part of a word or of a number", () => {
    expect(read("e-mails", withUnknown("e-mail", "e", "mails"))).toEqual(["e", "mails"]);
    expect(read("mp34 #tags", withUnknown("mp3", "#tag", "#", "mp"))).toEqual(["mp", "34?", "#", "tags?"]);
    expect(read("category", withUnknown("cat", "ego", "c++"))).toEqual(["category?"]);
  });

  test("and what no word covers is unknown as far as no piece begins", () => {
    expect(read("我吃喜欢猫", withUnknown("我", "喜欢", "猫"))).toEqual(["我", "吃?", "喜欢", "猫"]);
    expect(read("你好world我", withUnknown("你好", "world", "我"))).toEqual(["你好", "world", "我"]);
    expect(read("吃喝", withUnknown("我", "ab"))).toEqual(["吃喝?"]);
  });

  test("a hyphen is read where it is a word of the vocabulary, and parts words where it is none", () => {
    expect(read("well-known", withUnknown("well", "-", "known"))).toEqual(["well", "-", "known"]);
    expect(read("well-known", withUnknown("well", "known"))).toEqual(["well", "known"]);
  });
});

describe("a vocabulary of single characters", () => {
  const letters = ["\n", " ", "!", ".", "a", "c", "e", "h", "m", "n", "o", "s", "t", "T"];

  test("is typed as characters, spaces too", () => {
    expect(read("The cat.", letters)).toEqual(["T", "h", "e", " ", "c", "a", "t", "."]);
    expect(read("THe", letters)).toEqual(["T", "h", "e"]);
    expect(read("at", [...letters, "<unk>", "<eos>"])).toEqual(["a", "t"]);
    expect(read("a<eos>t", [...letters, "<unk>", "<eos>"])).toEqual(["a", "<eos>", "t"]);
  });

  test("reads a line break and a space by the marks that are printed for them", () => {
    expect(read("a↵t␣a", letters)).toEqual(["a", "\n", "t", " ", "a"]);
    expect(read("a↵", [...letters, "↵"])).toEqual(["a", "↵"]);
  });

  test("takes white space that it lacks as what parts characters", () => {
    expect(read("0 1 10", ["0", "1"])).toEqual(["0", "1", "1", "0"]);
    expect(read("a z", ["a", "b", "<unk>"])).toEqual(["a", "z?"]);
  });

  test("tells a letter with its mark from the letter", () => {
    expect(read("e\u0301e", ["e", "é", "<unk>"])).toEqual(["é", "e"]);
    expect(read("e\u0301e", ["e", "\u0301", "<unk>"])).toEqual(["e", "\u0301", "e"]);
    expect(read("我喜欢", ["我", "喜", "欢"])).toEqual(["我", "喜", "欢"]);
  });
});

describe("for the shipped vocabulary nothing is read otherwise than by the rules of training", () => {
  const words = JSON.parse(readBytes("public/models/story-lstm/vocab.json").toString()) as readonly string[];
  const vocabulary = createVocabulary(words, words.length, "<unk>");
  const { cases } = JSON.parse(readBytes("tests/golden/tokenizer-cases.json").toString()) as {
    readonly cases: readonly { readonly text: string }[];
  };
  /** Each scanned word is its own id, or the unknown word's. */
  const byTheRules = (text: string) =>
    scanWords(text).map(({ text: word, start, end }) => ({ id: vocabulary.ids.get(word) ?? vocabulary.unknown, start, end }));
  const asRead = (text: string) => tokenize(text, vocabulary).map(({ id, start, end }) => ({ id, start, end }));

  test("every golden text", () => {
    expect(vocabulary.pieces).toEqual([]);
    for (const { text } of cases) expect(asRead(text)).toEqual(byTheRules(text));
  });

  test("any text of words, marks, capitals, accents, other scripts and signs", () => {
    const bit = fc.oneof(
      fc.constantFrom(...words),
      fc.constantFrom(...words).map((word) => word.toUpperCase()),
      fc.constantFrom(...words).map((word) => [...word].join("\u0301")),
      fc.constantFrom(
        ..."'’‘\"“”„«».,!?-–—…()<>@#%&/\\+*_ \n\u00a0\u200b\u00ad\u0301😀❤\ufe0f猫1½ΣßİЙ",
        "mr.",
        "'s",
        "’S",
        "...",
        "--",
      ),
      fc.string({ unit: "binary", maxLength: 6 }),
    );
    fc.assert(
      fc.property(fc.array(bit, { maxLength: 14 }), fc.constantFrom("", " "), (bits, between) => {
        const text = bits.join(between);
        expect(asRead(text)).toEqual(byTheRules(text));
      }),
      { numRuns: 1500 },
    );
  });
});
