import { describe, expect, test } from "vitest";
import { refusal, tables } from "./dropped.ts";
import { distance, drawModel, expectLogits, json, openAndRun, type Side, writeLayers } from "./written-model.ts";

const V = 8;
const model = drawModel({ words: V, inputs: 3, units: 4 });
const tensors = { ...tables(model, "embedding.weight", "fc.weight", "fc.bias"), ...writeLayers(model, "lstm.") };
const words = ["<unk>", "the", "cat", "sat", "on", "a", "mat", "."];
const typed = "the cat sat on zebra";
const ids = [1, 2, 3, 4, 0];

/** Opens the model with this vocabulary, runs the sentence, compares with float64; returns what the reader is told. */
function read(side: Side, text = typed, expected = ids): string {
  const opened = openAndRun(tensors, [side], text);
  expect(opened.ids).toEqual(expected);
  expect(distance(opened.logits, expectLogits(model, expected))).toBeLessThan(2e-5);
  return opened.notes;
}

const refused = (...sides: Side[]) => refusal(tensors, ...sides);
const byWord = Object.fromEntries(words.map((word, id) => [word, id]));
const byId = Object.fromEntries(words.map((word, id) => [id, word]));
const asText = Object.fromEntries(words.map((word, id) => [word, String(id)]));

describe("a vocabulary is read in the shapes in which people keep one", () => {
  const wordLevel = { type: "WordLevel", vocab: byWord, unk_token: "<unk>" };
  const { "<unk>": _, ...plain } = byWord;

  test.each<[string, Side]>([
    ["a list", json(words)],
    ["word → id", json(byWord)],
    ["id → word", json(byId)],
    ["word → id as text", json(asText)],
    ["itos and stoi", json({ itos: words, stoi: byWord })],
    ["stoi alone", json({ stoi: byWord, freqs: { the: 900 } })],
    ["itos as an object", json({ itos: byId })],
    ["word2idx", json({ word2idx: byWord, idx2word: byId }, "dictionary.json")],
    ["vocab inside another object", json({ vocab: words, max_len: 30 }, "meta.json")],
    ["tokenizer.json of Hugging Face", json({ version: "1.0", added_tokens: [], model: wordLevel }, "tokenizer.json")],
    [
      "the same with added tokens",
      json({ added_tokens: [{ id: 0, content: "<unk>" }], model: { type: "WordLevel", vocab: plain } }, "tokenizer.json"),
    ],
    ["pieces with scores", json({ model: { type: "Unigram", vocab: words.map((word) => [word, -1.5]) } }, "tokenizer.json")],
    ["lines of vocab.txt", { name: "vocab.txt", content: `${words.join("\n")}\n` }],
    ["lines that end as in Windows", { name: "vocab.txt", content: words.join("\r\n") }],
    ["a list with a byte order mark", { name: "vocab.json", content: `\ufeff${JSON.stringify(words)}` }],
  ])("%s", (_name, side) => {
    expect(read(side)).not.toContain("left out");
  });

  test("a tokenizer of Keras, whose ids begin at 1, as an object and as text within JSON", () => {
    const index = Object.fromEntries(["<oov>", "the", "cat", "sat", "on", "a", "mat"].map((word, at) => [word, at + 1]));
    const config = { num_words: null, oov_token: "<oov>", word_index: JSON.stringify(index) };
    const expected = [2, 3, 4, 5, 1];
    expect(read(json({ class_name: "Tokenizer", config }, "tokenizer.json"), typed, expected)).toContain(
      "One row has no word (#0)",
    );
    const text = JSON.stringify({ class_name: "Tokenizer", config });
    read(json(text, "tokenizer.json"), typed, expected);
    read(json(index, "word_index.json"), typed, expected);
  });

  test("words that Keras' num_words leaves out have no id", () => {
    const index = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`word${String.fromCharCode(97 + at)}`, at + 1]));
    const tokenizer = { class_name: "Tokenizer", config: { num_words: V, word_index: JSON.stringify(index) } };
    const opened = openAndRun(tensors, [json(tokenizer, "t.json")], "worda wordg wordh");
    expect(opened.ids).toEqual([1, 7, 0]);
  });
});

describe("rows without a word", () => {
  test("are called by their number, and typed so", () => {
    const gappy = { the: 1, cat: 2, "#4": 7 };
    const notes = read(json(gappy), "the cat #5 #4 ##4", [1, 2, 5, 7, 4]);
    expect(notes).toContain("5 rows have no word (#0, #3, ##4, #5 and 1 more)");
  });

  test("behind a list are padding where they fill it to a multiple of eight", () => {
    const padded = read(json(words.slice(0, 5)), "the cat #6", [1, 2, 6]);
    expect(padded).toContain("3 rows have no word (#5, #6 and #7), taken as padding");
    // One or two rows more may be words that stand before the others.
    expect(refused(json(words.slice(0, 7)))).toContain("7 words found, 8 needed");
    expect(refused(json(words.slice(0, 6)))).toContain("6 words found, 8 needed");
    expect(refused(json(words.slice(0, 4)))).toContain("4 words found, 8 needed");
  });
});

describe("a vocabulary that cannot be read is refused by name", () => {
  test.each<[string, Side, string]>([
    ["too many words", json([...words, "dog"]), "9 words found, 8 needed: embedding.weight has 8 rows"],
    [
      "an id beyond the rows",
      json({ ...byWord, dog: 8 }),
      "“dog” has the id 8, but embedding.weight has 8 rows: ids from 0 to 7",
    ],
    ["counts instead of ids", json({ the: 900, cat: 7, sat: 7 }), "counts of words are no ids"],
    ["a negative id", json({ ...byWord, cat: -1 }), "“cat” has the id -1: a whole number from 0 was needed"],
    ["half an id", json({ ...byWord, cat: 1.5 }), "“cat” has the id 1.5"],
    ["an id of astronomical size", json({ the: 2 ** 52 }), "at most 999,999 can be read"],
    ["digits on both sides", json({ 0: "1", 1: "0" }), "can be read in two ways"],
    ["two vocabularies that differ", json({ itos: words, stoi: { the: 0 } }), "holds two vocabularies"],
    ["a list with a number", json(["the", 3]), "3 at place 1 found, words needed"],
    ["pairs of words and counts", json([["the", 900]]), '["the",900] at place 0 found'],
    ["words and scores in lines", { name: "vocab.txt", content: "the\t-2.3\ncat\t-3.1\n" }, "Every line ends in a number"],
    ["an empty line", { name: "vocab.txt", content: "the\n\ncat\n" }, "Line 2 is empty"],
    ["an empty file", { name: "vocab.txt", content: "" }, "An empty list found"],
    ["a word written twice", { name: "vocab.json", content: '{"the": 1, "the": 2}' }, "the: written more than once"],
    ["two files", json(words, "words.json"), "words.json is one too many"],
  ])("%s", (name, side, message) => {
    expect(name === "two files" ? refused(json(words), side) : refused(side)).toContain(message);
  });

  test("and what is no vocabulary is said to be left out, never dropped in silence", () => {
    for (const [side, told] of [
      [
        json({ a: { b: 1 } }, "notes.json"),
        "notes.json is neither a config nor a vocabulary that can be read and was left out: it holds a",
      ],
      [json({ model_type: "lstm_lm", hidden_size: 999 }, "config.json"), "config.json is neither"],
      [json(7, "seven.json"), "it holds 7"],
      [json({ cell: "lstm", hidden: 4 }, "config.json"), "config.json: not read are hidden"],
    ] as const) {
      expect(openAndRun(tensors, [side], "1 2").notes).toContain(told);
    }
  });
});

describe("the reader is told how to type", () => {
  test("where there is no vocabulary: ids", () => {
    expect(openAndRun(tensors, [], "1 2").notes).toContain("type ids from 0 to 7, such as 3 1 4");
    expect(openAndRun(tensors, [json(words), json({ tokenizer: "ids" }, "config.json")], "1 2").ids).toEqual([1, 2]);
  });

  test("where no word stands for unknown ones: what is run in their place", () => {
    const without = ["mat", "the", "cat", "sat", "on", "a", "dog", "."];
    expect(read(json(without), "the zebra sat", [1, 0, 3])).toContain("what it does not know is run as “mat”, its word 0");
  });

  test("where the vocabulary is of characters, of pieces, or holds white space", () => {
    expect(read(json(["\n", " ", "a", "b", "c", "d", "e", "f"]), "ab ↵c", [2, 3, 1, 0, 4])).toContain(
      "A line break is typed as ↵",
    );
    const pieces = ["<unk>", "▁the", "##s", "cat", "sat", "on", "a", "."];
    expect(read(json(pieces), "▁the cat ##s", [1, 3, 2])).toContain("neither joined nor split");
    expect(read(json(["<unk>", " ", "the", "cat", "sat", "on", "a", "."]), "the cat", [2, 3])).toContain(
      "White space only parts words",
    );
  });

  test("where a word stands more than once: the first is run", () => {
    expect(read(json(["<unk>", "the", "cat", "sat", "the", "a", "mat", "."]), "the cat", [1, 2])).toContain(
      "Written more than once, and typed as the first: the",
    );
  });
});

describe("words that are names of Object's members are words like others", () => {
  const names = ["__proto__", "constructor", "toString", "valueOf", "hasOwnProperty", "prototype", "isPrototypeOf", "the"];

  test.each([
    ["a list", json(names)],
    ["word → id", { name: "vocab.json", content: `{${names.map((name, id) => `${JSON.stringify(name)}: ${id}`).join(", ")}}` }],
    ["id → word", json(Object.fromEntries(names.map((name, id) => [id, name])))],
  ])("in %s", (_, side) => {
    read(side, names.join(" "), [0, 1, 2, 3, 4, 5, 6, 7]);
  });

  test("and so are tensors and keys of a config that bear them", () => {
    expect(refusal({ ...tensors, constructor: tensors["fc.bias"] as never })).toContain("constructor (8)");
    const config = { name: "config.json", content: '{"__proto__": {"cell": "gru"}, "toString": 1, "units": 4}' };
    expect(openAndRun(tensors, [config], "1 2").notes).toContain("not read are __proto__ and toString");
  });
});
