import { afterEach, describe, expect, test } from "vitest";
import { mostWords, SENTENCE_LETTERS, SENTENCE_WORDS, TRACE_BYTES, WORD_LETTERS } from "../../src/engine/limits.ts";
import { createVocabulary } from "../../src/engine/tokenizer.ts";
import { frameLength, type TraceLayout } from "../../src/engine/trace.ts";
import { readText } from "../../src/store/reading.ts";
import { boundSentence } from "../../src/store/sentence-bounds.ts";
import { createTestEngine, until } from "../worker/in-process-engine.ts";
import { makeTinyModel } from "../worker/tiny-model.ts";
import { startTestApp, type TestApp, tinyModels } from "./test-app.ts";

const vocabulary = createVocabulary(["<unk>", "the", "cat"], 3);
const read = (text: string) => readText(text, vocabulary);
const bound = (text: string, layout: TraceLayout | null = null) => boundSentence(text, layout, read);
const words = (count: number) =>
  "the cat "
    .repeat(Math.ceil(count / 2))
    .split(" ")
    .slice(0, count)
    .join(" ");

/** A layout whose frames leave room for so many words. */
function layoutFor(count: number): TraceLayout {
  const signal = { name: "h", label: "h", role: "state", symbol: "h", letter: "h", range: [-1, 1], hue: "h" } as const;
  return { layers: 1, signals: [signal], units: Math.floor(TRACE_BYTES / 4 / (count + 1)) };
}

describe("the words of a sentence", () => {
  test("are as many as the memory of their frames leaves room for, and not one more", async () => {
    const layout = layoutFor(1000);
    expect(mostWords(layout)).toBe(1000);
    expect(bound(words(1000), layout)).toMatchObject({ text: words(1000), problem: null });
    const cut = bound(words(1001), layout);
    expect(cut.tokens).toHaveLength(1000);
    expect(cut.text).toBe(words(1000));
    expect(4 * frameLength(layout) * (cut.tokens.length + 1)).toBeLessThanOrEqual(TRACE_BYTES);
    expect((await cut.problem?.())?.title).toBe("The first 1,000 words are kept, of 1,001");
    expect((await cut.problem?.())?.detail).toMatch(
      /^This model takes [\d,]+ bytes a word, and a sentence may take 256 MB\. Undo brings back/,
    );
  });

  test("are bounded for a small model, and before there is one", () => {
    for (const layout of [null, layoutFor(100_000)]) {
      expect(bound(words(SENTENCE_WORDS), layout).problem).toBeNull();
      expect(bound(words(SENTENCE_WORDS + 1), layout).tokens).toHaveLength(SENTENCE_WORDS);
    }
  });

  test("are one at least, whatever a frame takes", async () => {
    const layout = { ...layoutFor(1), layers: 3 };
    const cut = bound("the cat", layout);
    expect(cut.text).toBe("the");
    expect((await cut.problem?.())?.title).toBe("The first word is kept, of 2");
  });

  test("of ten megabytes are counted, not read", async () => {
    const cut = bound("the cat ".repeat(1_250_000));
    expect((await cut.problem?.())?.title).toBe(`The first 20,000 words are kept, of 2,500,000`);
    expect(cut.text.length).toBeLessThanOrEqual(SENTENCE_LETTERS);
  });
});

describe("the letters of a sentence", () => {
  const spaced = (letters: number) => `${"the ".repeat(Math.ceil(letters / 40)).trim()}${" ".repeat(letters)}`.slice(0, letters);
  test("are taken whole up to the limit, and one more is not", () => {
    expect(bound(spaced(SENTENCE_LETTERS)).text).toHaveLength(SENTENCE_LETTERS);
    expect(bound(`${"ab cd ".repeat(SENTENCE_LETTERS / 6)}x`).text.length).toBeLessThanOrEqual(SENTENCE_LETTERS);
  });

  test("are cut between two words", () => {
    const text = "abcdefghijk ".repeat(SENTENCE_LETTERS / 12 + 5);
    expect(bound(text).text.endsWith(" abcdefghijk")).toBe(true);
  });
});

describe("the letters of a word", () => {
  test("are taken up to the limit; one more is cut, told, and the words after it stay", async () => {
    expect(bound(`the ${"x".repeat(WORD_LETTERS)} cat`).problem).toBeNull();
    const cut = bound(`the ${"x".repeat(WORD_LETTERS + 1)} cat`);
    expect(cut.text).toBe(`the ${"x".repeat(WORD_LETTERS)} cat`);
    expect(cut.tokens.map(({ end, start }) => end - start)).toEqual([3, WORD_LETTERS, 3]);
    expect((await cut.problem?.())?.title).toBe("A word of 1,001 letters is cut to its first 1,000");
  });

  test("of one word of a megabyte are counted whole", async () => {
    const cut = bound("x".repeat(1_000_000));
    expect(cut.text).toHaveLength(WORD_LETTERS);
    expect((await cut.problem?.())?.title).toBe("A word of 1,000,000 letters is cut to its first 1,000");
  });

  test("are never half of a character", () => {
    const cut = bound(`x${"😀".repeat(WORD_LETTERS)}`);
    expect(cut.text).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
    for (const { start, end } of cut.tokens) expect(end - start).toBeLessThanOrEqual(WORD_LETTERS);
  });
});

let app: TestApp | undefined;
afterEach(() => app?.stop());
const titles = () =>
  app
    ?.state()
    .notices.map(({ problem }) => problem.title)
    .filter((title) => !title.startsWith("The address")) ?? [];

/** Of frames so large that fewer words fit than small models have. */
const wide = makeTinyModel({ id: "story-rnn", cell: "rnn", seed: 3, units: 1400 });

describe("a sentence that is too long for the page", () => {
  test("is cut, and undo brings back what stood before", async () => {
    app = startTestApp();
    await app.rest();
    app.state().setText("x".repeat(200_000), { isTyping: true });
    expect(app.state().text).toHaveLength(WORD_LETTERS);
    await app.rest();
    await until(() => titles().length > 0);
    expect(titles()).toEqual(["A word of 200,000 letters is cut to its first 1,000"]);
    app.state().undo();
    await app.rest();
    expect(app.state().text).toBe("the cat sat");
  });

  test("in a link is cut as well, and the link that stands then is short", async () => {
    app = startTestApp({ fragment: `#s=${"x".repeat(1_000_000)}` });
    await app.rest();
    app.clock.advance(5000);
    expect(app.state().text).toHaveLength(WORD_LETTERS);
    expect(app.address.read().length).toBeLessThan(2 * WORD_LETTERS);
    await until(() => titles().length > 0);
    expect(titles()).toHaveLength(1);
  });

  test("for the model that is chosen is cut to what that one holds; undo under the one before brings it back", async () => {
    app = startTestApp({ engine: createTestEngine(new Map([...tinyModels, ["story-rnn", wide]])) });
    await app.rest();
    const long = words(SENTENCE_WORDS);
    app.state().setText(long);
    await app.rest();
    expect(titles()).toEqual([]);
    app.state().chooseModel("story-rnn");
    await until(() => app?.state().model?.config.cell === "rnn");
    const { text, tokens } = app.state();
    const frame = app.buffer.trace()?.layout as TraceLayout;
    expect(tokens.length).toBe(mostWords(frame));
    expect(tokens.length).toBeLessThan(SENTENCE_WORDS);
    expect(long.startsWith(text)).toBe(true);
    await until(() => titles().length > 0);
    expect(titles()).toEqual([`The first ${tokens.length.toLocaleString("en")} words are kept, of 20,000`]);
    app.state().chooseModel("story-lstm");
    await app.rest();
    app.state().undo();
    await app.rest();
    expect(app.state().text).toBe(long);
  });
});
