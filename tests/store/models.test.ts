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

describe("a chosen model", () => {
  test("takes the place of the one before only when it is there", async () => {
    app = startTestApp();
    await app.rest();
    app.state().chooseModel("story-rnn");
    expect(app.state()).toMatchObject({ modelId: "story-rnn", status: { kind: "loading" }, steps: 3 });
    expect(drawnUnits()).toBe(8);
    await app.rest();
    expect(app.state().model?.config.cell).toBe("rnn");
    expect(drawnUnits()).toBe(6);
    expect(app.state().unitOrder).toHaveLength(6);
  });

  test("that cannot be fetched leaves the one before, and says so", async () => {
    app = startTestApp();
    await app.rest();
    const { model } = app.state();
    app.state().chooseModel("story-stateless");
    await until(() => titles().length > 0);
    expect(titles()).toEqual(["story-stateless/config.json could not be fetched"]);
    expect(app.state()).toMatchObject({ modelId: "story-lstm", status: { kind: "ready" } });
    expect(app.state().model).toBe(model);
    app.state().setText("the dog");
    await app.rest();
  });

  test("may be changed while one types: words and numbers are those of the last text and the last model", async () => {
    app = startTestApp();
    app.state().setText("the dog ", { isTyping: true });
    await app.rest();
    app.state().chooseModel("story-rnn");
    for (const text of ["the dog s", "the dog sa", "the dog sat"]) {
      app.state().setText(text, { isTyping: true });
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    app.state().chooseModel("story-lstm");
    app.state().chooseModel("story-rnn");
    app.state().setText("the dog sat on", { isTyping: true });
    await app.rest();
    expect(app.state()).toMatchObject({ modelId: "story-rnn", steps: 4, notices: [] });
    expect(drawnUnits()).toBe(6);
  });

  test("has its size in the menu, loaded or not", async () => {
    app = startTestApp();
    await app.rest();
    await until(() => app.state().entries.some((entry) => entry.id === "story-rnn" && entry.bytes > 0));
    const size = tinyModels.get("story-lstm")?.[2]?.bytes.byteLength;
    expect(app.state().entries.map(({ bytes }) => bytes)).toEqual([size, 1234, 0]);
  });
});

describe("a model that was opened but is not shown", () => {
  test("since its description could not be posted: the one before answers the next sentence, and all that was drawn stays", async () => {
    app = startTestApp({
      engine: createTestEngine(tinyModels, {
        cannotSend: (reply) => reply.kind === "opened" && reply.model.config.id === "mine",
      }),
    });
    await app.rest();
    await until(() => app.state().ghost !== null);
    const before = app.state();
    app.state().openFiles(own());
    await until(() => titles().length > 0);
    expect({ ...app.state(), notices: [] }).toEqual({ ...before, notices: [] });
    app.state().setText("the dog");
    await app.rest();
    expect(drawnUnits()).toBe(8);
    expect(app.state().runProblem).toBeNull();
  });

  test("since another was chosen meanwhile, which is not there: the one that is drawn answers the next sentence", async () => {
    app = startTestApp();
    await app.rest();
    app.state().openFiles(own());
    app.state().chooseModel("story-stateless");
    await until(() => titles().length > 0);
    expect(app.state()).toMatchObject({ modelId: "story-lstm", status: { kind: "ready" } });
    app.state().setText("the dog");
    await until(() => !app.state().isBusy);
    expect(app.state().runProblem).toBeNull();
    await app.rest();
    expect(drawnUnits()).toBe(8);
  });

  test("since there is no room for its frames: all is as it was", async () => {
    app = startTestApp();
    await app.rest();
    const { reset } = app.buffer;
    const before = app.buffer.trace();
    Object.assign(app.buffer, {
      reset: (layout: Parameters<typeof reset>[0]) => reset({ ...layout, units: 2 ** 40 }),
    });
    app.state().openFiles(own());
    await until(() => titles().length > 0);
    expect(app.buffer.trace()).toBe(before);
    expect(app.state()).toMatchObject({ modelId: "story-lstm", status: { kind: "ready" }, steps: 3 });
    app.state().setText("the dog");
    await app.rest();
    expect(drawnUnits()).toBe(8);
  });
});

describe("the first model", () => {
  test("that cannot be fetched can be tried again", async () => {
    const models = new Map<string, readonly NamedBytes[]>();
    app = startTestApp({ engine: createTestEngine(models) });
    await until(() => app.state().status.kind === "failed");
    expect(app.state()).toMatchObject({ model: null, isBusy: false, text: "the cat sat" });
    models.set("story-lstm", tinyModels.get("story-lstm") ?? []);
    app.state().retryModel();
    await app.rest();
    expect(app.buffer.trace()?.steps).toBe(3);
  });
});

describe("notices", () => {
  test("are raised once for the same trouble and go when dismissed", async () => {
    app = startTestApp();
    await app.rest();
    app.state().notify("info", { title: "a", detail: "first" });
    app.state().notify("info", { title: "b", detail: "" });
    app.state().notify("info", { title: "a", detail: "second" });
    expect(app.state().notices.map(({ problem }) => problem)).toEqual([
      { title: "b", detail: "" },
      { title: "a", detail: "second" },
    ]);
    app.state().dismiss(app.state().notices[0]?.id ?? 0);
    expect(titles()).toEqual(["a"]);
  });
});
