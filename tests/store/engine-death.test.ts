import { afterEach, describe, expect, test } from "vitest";
import type { NamedBytes } from "../../src/engine/formats/format.ts";
import { createTestEngine, until } from "../worker/in-process-engine.ts";
import { makeTinyModel } from "../worker/tiny-model.ts";
import { startTestApp, type TestApp, tinyModels } from "./test-app.ts";

let app: TestApp;
afterEach(() => app.stop());

const own = (): NamedBytes[] => makeTinyModel({ id: "mine", cell: "lstm", seed: 9, units: 4 });
const titles = () => app.state().notices.map((notice) => notice.problem.title);
const drawnUnits = () => app.buffer.trace()?.layout.units;

describe("an engine that dies", () => {
  test("is started again, says so, and computes the sentence again under the columns that stand", async () => {
    app = startTestApp();
    await app.rest();
    const before = app.buffer.trace()?.values.slice();
    app.engine.kill();
    expect(titles()).toEqual(["The engine stopped and was started again"]);
    expect(app.state()).toMatchObject({ status: { kind: "ready" }, steps: 3 });
    app.state().setText("the cat sat on", { isTyping: true });
    app.state().setText("the cat sat", { isTyping: true });
    await app.rest();
    expect(titles()).toHaveLength(1);
    expect(app.engine.threads()).toBe(2);
    expect(app.buffer.trace()?.values).toEqual(before);
    app.state().setText("the cat sat on");
    await app.rest();
    expect(app.state().computedSteps).toBe(1);
  });

  test("brings the reader's own model back", async () => {
    app = startTestApp();
    await app.rest();
    app.state().openFiles(own());
    await until(() => app.state().modelId === "mine");
    await app.rest();
    app.engine.kill();
    await app.rest();
    expect(app.state().modelId).toBe("mine");
    expect(drawnUnits()).toBe(4);
  });

  test("while another model is on its way reads that one again", async () => {
    app = startTestApp();
    await app.rest();
    app.state().chooseModel("story-rnn");
    app.engine.kill();
    await app.rest();
    expect(app.state().modelId).toBe("story-rnn");
  });

  test("while a model is on its way that is not there comes back with the one before", async () => {
    app = startTestApp();
    await app.rest();
    app.state().chooseModel("story-stateless");
    app.engine.kill();
    await until(() => titles().length === 2);
    await app.rest();
    expect(app.state().modelId).toBe("story-lstm");
    app.state().setText("the dog");
    await app.rest();
  });

  test("whenever it is started is given up with a way to try again", async () => {
    app = startTestApp({ engine: createTestEngine(tinyModels, { breaks: true }) });
    await until(() => app.state().status.kind === "failed");
    expect(app.engine.threads()).toBe(3);
    expect(app.state().status).toMatchObject({ problem: { title: "The engine stops as soon as it is started" } });
    expect(titles()).toEqual([]);
    app.state().retryModel();
    expect(app.engine.threads()).toBe(4);
  });

  test("four times in a row, and is asked for more, comes back with its model", async () => {
    app = startTestApp();
    await app.rest();
    for (let death = 0; death < 4; death++) app.engine.kill();
    expect(app.state().notices).toMatchObject([
      { problem: { title: "The engine stops as soon as it is started" }, ways: [{ label: "Try again" }] },
    ]);
    app.state().setText("the cat sat on");
    await app.rest();
    expect(app.buffer.trace()?.steps).toBe(4);
    expect(titles()).toEqual([]);
  });

  test("four times in a row comes back in one press, with the reader's own model", async () => {
    app = startTestApp();
    await app.rest();
    app.state().openFiles(own());
    await until(() => app.state().modelId === "mine");
    await app.rest();
    for (let death = 0; death < 4; death++) app.engine.kill();
    app.state().notices[0]?.ways[0]?.go();
    await until(() => titles().length === 0);
    app.state().setText("the cat sat on");
    await app.rest();
    expect(app.state().modelId).toBe("mine");
    expect(drawnUnits()).toBe(4);
  });
});
