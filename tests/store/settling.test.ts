import { afterEach, describe, expect, test } from "vitest";
import { measureBounds } from "../../src/engine/analysis/value-bounds.ts";
import { createTestEngine } from "../worker/in-process-engine.ts";
import { makeTinyModel } from "../worker/tiny-model.ts";
import { startTestApp, type TestApp } from "./test-app.ts";

/** Gates that stay open: the cell state grows with every word, far beyond 1. */
const models = new Map([
  ["story-lstm", makeTinyModel({ id: "story-lstm", cell: "lstm", seed: 1, scale: 8 })],
  ["story-rnn", makeTinyModel({ id: "story-rnn", cell: "rnn", seed: 2, units: 6 })],
]);

let app: TestApp;
afterEach(() => app.stop());

const long = Array.from({ length: 60 }, (_, k) => `w${"abcdefghij"[(k * 7) % 10]}`).join(" ");
const start = (sentence: string) => {
  app = startTestApp({ fragment: `#s=${sentence.replaceAll(" ", "+")}`, engine: createTestEngine(models) });
  return app.rest();
};
const type = async (text: string) => {
  app.state().setText(text, { isTyping: true });
  await app.rest();
};
const rows = () => ({ unit: app.state().unit, unitOrder: app.state().unitOrder });
const boundsNow = () => {
  const trace = app.buffer.trace();
  if (trace === null) throw new Error("nothing is drawn");
  return measureBounds(trace, app.state().layer);
};

describe("unit and order of the rows", () => {
  test("stay while somebody types, whatever the words, and change when the sentence is committed", async () => {
    await start("wa wb wc");
    const before = rows();
    for (let end = 1; end <= long.length; end++) await type(`wa wb wc ${long.slice(0, end)}`);
    expect(rows()).toEqual(before);
    app.clock.advance(5000);
    expect(rows()).toEqual(before);
    app.state().acceptGhost();
    await app.rest();
    expect(rows()).toEqual(before);
    app.state().commitText();
    expect(rows()).not.toEqual(before);
  });

  test("stay with the unit that the reader chose, however the text came", async () => {
    await start("wa wb wc");
    app.state().pin({ unit: 5 });
    await type(long);
    app.state().commitText();
    app.state().setText("we wf wg");
    await app.rest();
    app.state().undo();
    await app.rest();
    expect(app.state().unit).toBe(5);
  });

  test("of a page that opened without a sentence are those of the first word that is read", async () => {
    await start("");
    await type("wa");
    const { unit, unitOrder } = app.state();
    expect(unit).toBe(unitOrder[0]);
    for (const text of ["wa ", "wa w", "wa wb", "wa wb ", "wa wb wc"]) await type(text);
    expect(rows()).toEqual({ unit, unitOrder });
  });
});

describe("the bounds of the colours", () => {
  test("hold a text that is pasted into an emptied sentence", async () => {
    await start("wa");
    await type("");
    await type(long);
    expect(boundsNow().get("cellState")).toBeGreaterThan(1);
    expect(app.state().bounds).toEqual(boundsNow());
  });

  test("hold the sentence whatever way it came: link, example, undo, redo, another model, and letters once they pause", async () => {
    await start(long);
    expect(app.state().bounds).toEqual(boundsNow());
    const first = app.state().bounds;
    app.state().setText("wa wb");
    await app.rest();
    expect(app.state().bounds).toEqual(boundsNow());
    expect(app.state().bounds).not.toEqual(first);
    app.state().undo();
    await app.rest();
    expect(app.state().bounds).toEqual(first);
    app.state().redo();
    await app.rest();
    expect(app.state().bounds).toEqual(boundsNow());
    app.state().chooseModel("story-rnn");
    await app.rest();
    expect(app.state().bounds).toEqual(new Map());
    app.state().chooseModel("story-lstm");
    await app.rest();
    expect(app.state().bounds).toEqual(boundsNow());
    for (let end = 1; end <= long.length; end++) await type(long.slice(0, end));
    expect(app.state().bounds).not.toEqual(boundsNow());
    app.clock.advance(2000);
    expect(app.state().bounds).toEqual(boundsNow());
  });
});

describe("a word that changes its letters but not its number", () => {
  test("raises the version from its column on, though nothing is computed", async () => {
    await start("wa wb wc");
    const { version } = app.state();
    await type("wa z wc");
    const unknown = app.state();
    expect(unknown.tokens[1]).toMatchObject({ text: "z", known: false });
    await type("wa zorblaxx wc");
    expect(app.state().tokens[1]).toMatchObject({ text: "zorblaxx", id: unknown.tokens[1]?.id });
    expect(app.state()).toMatchObject({ version: unknown.version + 1, changedFrom: 2, isBusy: false });
    expect(unknown.version).toBeGreaterThan(version);
  });
});
