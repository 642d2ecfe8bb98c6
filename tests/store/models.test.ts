import { afterEach, describe, expect, test } from "vitest";
import type { NamedBytes } from "../../src/engine/formats/format.ts";
import { comparedWith, relativesOf, stories } from "../../src/store/catalog.ts";
import { gallery } from "../../src/store/gallery.ts";
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
    const size = tinyModels.get("story-lstm")?.[2]?.bytes.byteLength;
    const sizes = () => new Map(app.state().entries.map(({ id, bytes }) => [id, bytes]));
    expect(sizes().get("story-lstm")).toBe(size);
    expect(Math.min(...sizes().values())).toBeGreaterThan(500);
  });
});

describe("the gallery", () => {
  test("a small network comes with the moment that shows it, in one step that Back undoes; its twin reads the same words", async () => {
    app = startTestApp();
    await app.rest();
    const { length } = app.address.entries();
    app.state().chooseModel("keep");
    await app.rest();
    const { text, step, unit, stage, model } = app.state();
    expect(text).toMatch(/^keep /);
    expect({ step, unit, stage, units: model?.config.units }).toEqual({ step: 5, unit: 0, stage: "update", units: 4 });
    expect(app.state().tokens.every(({ known }) => known)).toBe(true);
    expect(app.address.entries().length).toBe(length + 1);
    app.state().setText("keep blue the dog say");
    await app.rest();
    app.state().chooseModel("keep-rnn");
    await app.rest();
    expect(app.state()).toMatchObject({ text: "keep blue the dog say", modelId: "keep-rnn" });
  });

  test("words of the stories come back with a story model; a model of the reader's own takes the words that stand there", async () => {
    app = startTestApp();
    await app.rest();
    app.state().chooseModel("count");
    await app.rest();
    expect(app.state().text).toBe("aaaaaaaabbbbbbbb");
    app.state().openFiles(own());
    await until(() => app.state().modelId === "mine");
    expect(app.state().text).toBe("aaaaaaaabbbbbbbb");
    app.state().setText("the cat");
    app.state().chooseModel("story-rnn");
    await app.rest();
    expect(app.state().text).toBe("the cat");
    app.state().chooseModel("depth");
    await app.rest();
    app.state().chooseModel("story-lstm");
    await app.rest();
    expect(app.state().text).toMatch(/^Lily saw a dog/);
  });

  test("an address that names a small network alone opens it at its moment; what it says besides is kept", async () => {
    app = startTestApp({ fragment: "#model=depth&t=3" });
    await app.rest();
    expect(app.state()).toMatchObject({ modelId: "depth", text: "((()())())", step: 3, unit: 0, stage: "update", notices: [] });
  });

  test("is compared with its twin, the stories with each other", async () => {
    app = startTestApp();
    await app.rest();
    expect(relativesOf(app.state())).toEqual(["story-lstm", "story-rnn", "story-stateless"]);
    expect(comparedWith(app.state())).toEqual(["story-lstm", "story-rnn"]);
    app.state().chooseModel("letters-rnn");
    await app.rest();
    expect(comparedWith(app.state())).toEqual(["letters-lstm", "letters-rnn"]);
  });

  test.each(gallery.filter(({ family }) => family !== stories))(
    "$id knows every word of its sentence, and the moment is in it",
    async ({ id, opens }) => {
      app = startTestApp({ fragment: `#model=${id}` });
      await app.rest();
      const { tokens, step, unit, model, notices } = app.state();
      expect(tokens.filter(({ known }) => !known)).toEqual([]);
      expect(step).toBe(opens?.step);
      if (opens?.unit !== undefined) expect(unit).toBe(opens.unit);
      // What the menu says of its size is what it is.
      expect(app.state().entries.find((entry) => entry.id === id)?.note).toContain(` ${model?.config.units} units`);
      expect(notices).toEqual([]);
    },
  );
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
