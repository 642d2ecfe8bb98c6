import { afterEach, describe, expect, test } from "vitest";
import { appendWord, endsInsideWord, likeliestWord, shownGhost } from "../../src/store/ghost.ts";
import { readText } from "../../src/store/reading.ts";
import { until } from "../worker/in-process-engine.ts";
import { startTestApp, type TestApp } from "./test-app.ts";

describe("the likeliest next word", () => {
  test("is never a special token", () => {
    const words = ["<eos>", "<unk>", "[PAD]", "<num>", "mat", "cat"];
    expect(likeliestWord(Float32Array.of(9, 8, 7, 6, 1, 2), words)).toBe("cat");
    expect(likeliestWord(Float32Array.of(9, 8), words)).toBe(null);
    expect(likeliestWord(Float32Array.of(0, 3, 1), null)).toBe("#1");
  });

  test("is not shown while the answers are hidden: it would be one of them", () => {
    expect(shownGhost({ answersHidden: true, ghost: "mat" })).toBe(null);
    expect(shownGhost({ answersHidden: false, ghost: "mat" })).toBe("mat");
  });

  test.each([
    ["the cat", "sat", "the cat sat"],
    ["the cat ", "sat", "the cat sat"],
    ["the cat ", ".", "the cat."],
    ["the cat", "'s", "the cat's"],
    ["", "the", "the"],
    ["he said,", "“", "he said, “"],
    ["he said, “", "i", "he said, “i"],
    ['he said, "', "i", 'he said, "i'],
    ["“i am here.", "”", "“i am here.”"],
    ["so (", "he", "so (he"],
    ["wait", "...", "wait..."],
  ])("after %j, %j is written %j", (text, word, written) => {
    expect(appendWord(text, word, null)).toBe(written);
  });

  test("follows a word that may still grow only where it ends in a letter", () => {
    const ends = (text: string) => endsInsideWord(text, readText(text, null).tokens, null);
    expect([ends("the ca"), ends("don'"), ends("the "), ends("cat."), ends("")]).toEqual([true, true, false, false, false]);
  });
});

describe("the grey word", () => {
  let app: TestApp;
  afterEach(() => app.stop());
  const type = (text: string) => app.state().setText(text, { isTyping: true });
  const restWithGhost = async () => {
    await app.rest();
    await until(() => app.state().ghost !== null, "a ghost");
  };

  test("is the likeliest word after the last, and accepting it is one step of undo", async () => {
    app = startTestApp();
    await restWithGhost();
    const { ghost, logits, model, text } = app.state();
    expect(ghost).toBe(likeliestWord(logits.get(3) as Float32Array, model?.words ?? null));
    app.state().acceptGhost();
    expect(app.state().text).toBe(appendWord(text, ghost as string, null));
    expect(app.state().tokens).toHaveLength(4);
    expect(app.state().tokens.at(-1)?.text).toBe(ghost);
    await restWithGhost();
    app.state().undo();
    expect(app.state().text).toBe(text);
    await app.rest();
  });

  test("stays away while a word that is not known is being typed, and after it was dismissed", async () => {
    app = startTestApp();
    await restWithGhost();
    type("the cat sat o");
    await app.rest();
    await until(() => app.state().logits.has(4));
    expect(app.state().ghost).toBe(null);
    type("the cat sat on");
    await restWithGhost();
    app.state().dismissGhost();
    expect(app.state().ghost).toBe(null);
    type("the cat sat on ");
    expect(app.state().ghost).not.toBe(null);
  });

  test("stays away while the sentence is edited in the middle, until the edit is committed", async () => {
    app = startTestApp();
    await restWithGhost();
    type("the dog sat");
    await app.rest();
    await until(() => app.state().logits.has(3));
    expect(app.state().ghost).toBe(null);
    app.state().commitText();
    expect(app.state().ghost).not.toBe(null);
  });
});

describe("the logits that the page needs", () => {
  let app: TestApp;
  afterEach(() => app.stop());

  test("are those after the pinned word, before it and after the last, each asked for once", async () => {
    app = startTestApp({ fragment: "#s=the+cat+sat+on+the&t=2" });
    await app.rest();
    const steps = () => [...app.state().logits.keys()].sort();
    await until(() => steps().length === 3);
    expect(steps()).toEqual([1, 2, 5]);
    app.state().pin({ step: 3 });
    await until(() => steps().length === 4);
    app.state().pin({ step: 2 });
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(app.engine.requests.filter((request) => request.kind === "logits")).toHaveLength(4);
  });

  test("are gone behind a changed word and kept before it", async () => {
    app = startTestApp({ fragment: "#s=the+cat+sat+on+the&t=2" });
    await app.rest();
    await until(() => app.state().logits.size === 3);
    app.state().setText("the cat sat in the");
    expect([...app.state().logits.keys()].sort()).toEqual([1, 2]);
    await until(() => app.state().logits.has(5));
  });
});
