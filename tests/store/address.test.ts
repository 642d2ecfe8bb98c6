import { afterEach, describe, expect, test } from "vitest";
import { defaultText } from "../../src/store/examples.ts";
import { opening } from "../../src/store/opening.ts";
import { until } from "../worker/in-process-engine.ts";
import { startTestApp, type TestApp } from "./test-app.ts";

let app: TestApp;
afterEach(() => app.stop());

const notices = () => app.state().notices.map(({ problem }) => `${problem.title}: ${problem.detail}`);
const type = (text: string) => app.state().setText(text, { isTyping: true });

describe("an address that is opened", () => {
  test("without anything opens on a unit that can be read, where it holds", async () => {
    app = startTestApp({ fragment: "" });
    expect(app.state().text).toBe(opening.text);
    await app.rest();
    app.clock.advance(1000);
    expect(app.address.entries()).toEqual([""]);
    expect(app.state().undo()).toBe(undefined);
    expect(app.state().text).toBe(opening.text);
    // The model of this test has fewer units.
    const unit = (app.state().model?.config.units ?? 0) - 1;
    expect(app.state()).toMatchObject({ step: opening.step, stage: opening.stage, unit, unitIsAutomatic: false });
  });

  test("keeps the first example, whose every part is a default, apart from the bare address", async () => {
    app = startTestApp({ fragment: "#s=the+cat" });
    await app.rest();
    app.state().setText(defaultText);
    await app.rest();
    app.clock.advance(1000);
    expect(app.address.read()).toBe(`#${new URLSearchParams({ s: defaultText })}`);
  });

  test("brings sentence, selection, settings and model", async () => {
    const fragment =
      "#view=memory&model=story-rnn&s=the+cat+sat&t=2&u=3&stage=hidden&rows=all&order=similar&temp=0.5&embed=1&theme=dark";
    app = startTestApp({ fragment });
    await app.rest();
    expect(app.state()).toMatchObject({
      view: "memory",
      modelId: "story-rnn",
      text: "the cat sat",
      step: 2,
      stepIsAutomatic: false,
      unit: 3,
      unitIsAutomatic: false,
      stage: "hidden",
      rows: "all",
      order: "similar",
      temperature: 0.5,
      isEmbedded: true,
      theme: "dark",
      notices: [],
    });
    app.clock.advance(1000);
    expect(app.address.entries()).toEqual([fragment]);
  });

  test("keeps an empty sentence empty", async () => {
    app = startTestApp({ fragment: "#s=" });
    await until(() => app.state().status.kind === "ready");
    expect(app.state()).toMatchObject({ text: "", step: 0, steps: 0, isBusy: false });
  });

  test("says in one line what it ignores, loses it, and shows the rest", async () => {
    app = startTestApp({ fragment: "#s=the+cat&t=9&u=4096&layer=3&stage=nowhere&rows=7&region=7" });
    await app.rest();
    expect(notices()).toEqual([
      "A part of the address was ignored: rows=7 (24, 64, all are possible), region=7 (unknown here), " +
        "t=9 (the words go from 1 to 2), u=4096 (the units go from 0 to 7), layer=3 (the layers go from 0 to 0), " +
        "stage=nowhere (forget, input, candidate, update, output, hidden, softmax are possible).",
    ]);
    expect(app.state()).toMatchObject({ step: 2, stepIsAutomatic: true, unitIsAutomatic: true, layer: 0, stage: "softmax" });
    expect(app.address.entries()).toEqual(["#s=the+cat"]);
  });

  test("with a model that is not of this page falls back and says why", async () => {
    app = startTestApp({ fragment: "#model=mine&s=the+cat" });
    await app.rest();
    expect(app.state().modelId).toBe("story-lstm");
    expect(notices()[0]).toContain("model=mine (not a model of this page; open its file again if it is your own)");
  });

  test("with a model that cannot be fetched falls back and says so", async () => {
    app = startTestApp({ fragment: "#model=story-stateless&s=the+cat&u=5" });
    await app.rest();
    expect(app.state()).toMatchObject({ modelId: "story-lstm", unit: 5 });
    expect(notices()[0]).toContain("story-stateless/config.json could not be fetched");
    app.clock.advance(1000);
    expect(app.address.read()).toBe("#s=the+cat&u=5");
  });

  test("of a newer version is left as it is until the reader does something", async () => {
    app = startTestApp({ fragment: "#v=2&s=the+cat&t=1" });
    await app.rest();
    app.clock.advance(1000);
    expect(notices()[0]).toContain("version 2");
    expect(app.state().text).toBe(defaultText);
    expect(app.address.entries()).toEqual(["#v=2&s=the+cat&t=1"]);
    type("the dog");
    app.clock.advance(1000);
    expect(app.address.read()).toBe("#s=the+dog");
    await app.rest();
  });
});

describe("the address", () => {
  test("is replaced at most twice a second while one types, and pushed on commit", async () => {
    app = startTestApp();
    await app.rest();
    app.clock.advance(1000);
    const before = app.address.replaced();
    for (let letter = 1; letter <= 20; letter++) {
      type(`the cat sat${"t".repeat(letter)}`);
      app.clock.advance(100);
    }
    expect(app.address.replaced() - before).toBeLessThanOrEqual(5);
    expect(app.address.entries()).toHaveLength(1);
    app.state().commitText();
    expect(app.address.entries()).toEqual(["#s=the+cat+sat", `#s=the+cat+sat${"t".repeat(20)}`]);
    app.state().commitText();
    expect(app.address.entries()).toHaveLength(2);
    await app.rest();
  });

  test("of a long text is written when the typing rests", async () => {
    app = startTestApp();
    await app.rest();
    const long = "the cat sat on the mat ".repeat(200);
    app.state().setText(long);
    app.clock.advance(1000);
    const before = app.address.replaced();
    for (let letter = 1; letter <= 20; letter++) {
      type(long + "t".repeat(letter));
      app.clock.advance(200);
    }
    expect(app.address.replaced()).toBe(before);
    app.clock.advance(1500);
    expect(app.address.replaced()).toBe(before + 1);
    await app.rest();
  });

  test("goes back to what was committed before, and forward again", async () => {
    app = startTestApp();
    await app.rest();
    app.state().pin({ unit: 2 });
    app.state().pin({ step: 1 });
    app.state().set({ view: "memory" });
    expect(app.address.entries()).toEqual([
      "#s=the+cat+sat",
      "#s=the+cat+sat&u=2",
      "#s=the+cat+sat&t=1&u=2",
      "#view=memory&s=the+cat+sat&t=1&u=2",
    ]);
    app.address.go(-2);
    expect(app.state()).toMatchObject({ view: "gates", unit: 2, step: 3, stepIsAutomatic: true });
    app.address.go(-1);
    expect(app.state().unitIsAutomatic).toBe(true);
    expect(app.state().unit).toBe(app.state().unitOrder[0]);
    app.address.go(3);
    expect(app.state()).toMatchObject({ view: "memory", unit: 2, step: 1 });
    app.clock.advance(1000);
    expect(app.address.entries()).toHaveLength(4);
  });

  test("goes back over a typed sentence as a whole", async () => {
    app = startTestApp();
    await app.rest();
    type("the cat sat on");
    app.clock.advance(1000);
    type("the cat sat on the");
    app.clock.advance(1000);
    expect(app.address.entries()).toEqual(["#s=the+cat+sat+on+the"]);
    app.state().commitText();
    app.address.go(-1);
    expect(app.state().text).toBe("the cat sat");
    await app.rest();
    expect(app.buffer.trace()?.steps).toBe(3);
  });

  test("goes back over a drag as a whole", async () => {
    app = startTestApp();
    await app.rest();
    for (const step of [3, 2, 1]) {
      app.state().pin({ step, isCommit: false });
      app.clock.advance(600);
    }
    app.state().pin({ step: 1 });
    app.address.go(-1);
    expect(app.state()).toMatchObject({ step: 3, stepIsAutomatic: true });
  });

  test("follows steps that are walked without adding entries", async () => {
    app = startTestApp();
    await app.rest();
    app.state().firstStep();
    app.clock.advance(600);
    expect(app.address.entries()).toEqual(["#s=the+cat+sat&t=1"]);
  });

  test("goes back to the model before", async () => {
    app = startTestApp();
    await app.rest();
    app.state().chooseModel("story-rnn");
    app.clock.advance(600);
    await app.rest();
    await until(() => app.address.entries().length === 2);
    expect(app.address.entries()).toEqual(["#s=the+cat+sat", "#model=story-rnn&s=the+cat+sat"]);
    app.address.go(-1);
    await until(() => app.state().modelId === "story-lstm");
    await app.rest();
    expect(app.buffer.trace()?.layout.units).toBe(8);
    app.clock.advance(1000);
    expect(app.address.entries()).toHaveLength(2);
  });

  test("does not force the reader's own theme on others", async () => {
    app = startTestApp();
    await app.rest();
    app.state().set({ theme: "dark" });
    app.clock.advance(1000);
    expect(app.address.read()).toBe("#s=the+cat+sat");
  });
});
