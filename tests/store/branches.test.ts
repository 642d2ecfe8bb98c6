import { afterEach, describe, expect, test } from "vitest";
import { branchText } from "../../src/store/sample-branches.ts";
import { until } from "../worker/in-process-engine.ts";
import { startTestApp, type TestApp } from "./test-app.ts";

let app: TestApp;
afterEach(() => app.stop());

const start = async (fragment = "#view=predict&s=the+cat+sat+on+the+mat&t=5") => {
  app = startTestApp({ fragment });
  await app.rest();
};
const predicted = () => until(() => app.state().predictions.length > 0, "predicted");

describe("branches", () => {
  const drawn = (count: number) =>
    until(() => !app.state().isSampling && app.state().branches.length === count, `${count} branches`);
  const wordsOf = (number: number) =>
    app
      .state()
      .branches.find((each) => each.number === number)
      ?.words.map(({ word }) => word) ?? [];

  test("repeat with the seed, and lead elsewhere with another", async () => {
    await start();
    app.state().sampleWords(6);
    await drawn(1);
    const first = wordsOf(1);
    expect(first.length).toBeLessThanOrEqual(6);
    app.state().dropBranch(1);
    app.state().sampleWords(6);
    await drawn(1);
    expect(wordsOf(1)).toEqual(first);
    app.state().dropBranch(1);
    app.state().predict({ sampleSeed: 2 });
    app.state().sampleWords(6);
    await drawn(1);
    expect(wordsOf(1)).not.toEqual(first);
  });

  test("fork at a word, keep what is before it, and go on from their own end", async () => {
    await start();
    app.state().sampleWords(4);
    await drawn(1);
    const trunk = wordsOf(1);
    app.state().sampleWords(2, { branch: 1, keep: 2 });
    await drawn(2);
    const [, fork] = app.state().branches;
    expect(fork).toMatchObject({ parent: 1, shared: 2 });
    expect(wordsOf(2).slice(0, 2)).toEqual(trunk.slice(0, 2));
    expect(wordsOf(1)).toEqual(trunk);
    const before = wordsOf(2);
    app.state().sampleWords(3, { branch: 2, keep: before.length });
    await until(() => !app.state().isSampling && wordsOf(2).length > before.length);
    expect(wordsOf(2).slice(0, before.length)).toEqual(before);
    expect(app.state().branches.length).toBe(2);
  });

  test("lead apart where two begin at the same word", async () => {
    await start();
    app.state().sampleWords(6);
    await drawn(1);
    app.state().sampleWords(6);
    await drawn(2);
    expect(wordsOf(2)).not.toEqual(wordsOf(1));
  });

  test("draw the likeliest word when only one is left, whatever the seed", async () => {
    await start("#view=predict&s=the+cat+sat+on+the+mat&t=3&topk=1");
    await predicted();
    app.state().sampleWords(1);
    await drawn(1);
    const [word] = app.state().branches[0]?.words ?? [];
    const logits = app.state().predictions.at(-1)?.logits ?? new Float32Array();
    expect(word?.id).toBe(logits.indexOf(Math.max(...logits)));
    expect(word?.drawn).toBe(1);
    expect(word?.probability).toBeLessThan(1);
  });

  test("open as the sentence, up to the pinned word, and are gone when the words before them change", async () => {
    await start("#view=predict&s=the+cat+sat+on+the+mat&t=3");
    app.state().sampleWords(2);
    await drawn(1);
    const text = branchText(app.state(), 1);
    expect(text.startsWith("the cat sat")).toBe(true);
    for (const word of wordsOf(1).filter((each) => each !== "<eos>")) expect(text.slice(11)).toContain(word);
    expect(text).not.toContain("<eos>");
    app.state().pin({ step: 2 });
    app.state().sampleWords(1);
    await until(() => !app.state().isSampling && app.state().branches.every(({ words }) => words.length === 1));
    app.state().openBranch(1);
    expect(app.state().text).toMatch(/^the cat ?\S*$/);
    expect(app.state().branches).toEqual([]);
  });
});

describe("branches never stand under what they do not go on from", () => {
  const drawOne = async () => {
    app.state().sampleWords(2);
    await until(() => !app.state().isSampling && app.state().branches.length === 1, "a branch");
  };

  test("but go with the words before them, the pinned word and the model", async () => {
    await start("#view=predict&s=the+cat+sat+on+the+mat&t=3");
    await drawOne();
    app.state().setText("the cat sat on a mat");
    expect(app.state().branches).toHaveLength(1);
    app.state().setText("the dog sat on a mat");
    expect(app.state().branches).toEqual([]);
    await app.rest();
    await drawOne();
    app.state().pin({ step: 2 });
    expect(app.state().branches).toEqual([]);
    await drawOne();
    app.state().chooseModel("story-rnn");
    await app.rest();
    expect(app.state().branches).toEqual([]);
  });

  test("but stay where another model was chosen that is not there, and none is drawn while it is on its way", async () => {
    await start("#view=predict&s=the+cat+sat+on+the+mat&t=3");
    await drawOne();
    const { branches } = app.state();
    app.state().chooseModel("story-stateless");
    app.state().sampleWords(2);
    expect(app.state().isSampling).toBe(false);
    await until(() => app.state().notices.length > 0 && app.state().status.kind === "ready");
    expect(app.state().branches).toEqual(branches);
  });
});
