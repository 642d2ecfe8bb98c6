import { afterEach, describe, expect, test } from "vitest";
import type { NamedBytes } from "../../src/engine/formats/format.ts";
import { LABEL_LETTERS } from "../../src/engine/limits.ts";
import { createTestEngine, until } from "../worker/in-process-engine.ts";
import { makeTinyModel } from "../worker/tiny-model.ts";
import { startTestApp, type TestApp, tinyModels } from "./test-app.ts";

let app: TestApp;
afterEach(() => app.stop());

const own = (): NamedBytes[] => makeTinyModel({ id: "mine", cell: "lstm", seed: 9, units: 4 });
const opened = () => app.state().entries.filter(({ origin }) => origin === "opened");
const titles = () => app.state().notices.map((notice) => notice.problem.title);
const drawnUnits = () => app.buffer.trace()?.layout.units;

describe("the reader's own file", () => {
  test("becomes an entry of the menu that can be left and come back to", async () => {
    app = startTestApp();
    await app.rest();
    app.state().openFiles(own());
    await until(() => app.state().modelId === "mine");
    await app.rest();
    expect(app.state().entries.at(-1)).toMatchObject({ id: "mine", origin: "opened" });
    expect(drawnUnits()).toBe(4);
    app.state().chooseModel("story-lstm");
    await app.rest();
    expect(drawnUnits()).toBe(8);
    app.state().chooseModel("mine");
    await app.rest();
    expect(drawnUnits()).toBe(4);
  });

  test("whose function its weights do not tell is opened with a doubt, every other with a word at most", async () => {
    app = startTestApp();
    await app.rest();
    const open = async (id: string, files: readonly NamedBytes[]) => {
      app.state().openFiles(files);
      await until(() => app.state().modelId === id);
      await app.rest();
      return app.state().notices.map(({ kind, problem }) => `${kind}: ${problem.title}. ${problem.detail}`);
    };
    const weightsOf = (cell: "rnn" | "lstm") => {
      const [, , weights] = makeTinyModel({ id: "mine", cell, seed: 9, units: 4 }) as [NamedBytes, NamedBytes, NamedBytes];
      return [{ ...weights, name: `${cell}.safetensors` }];
    };
    expect(await open("rnn", weightsOf("rnn"))).toEqual([expect.stringMatching(/^doubt: rnn is open. Taken as tanh/)]);
    app.state().dismiss(app.state().notices[0]?.id ?? 0);
    expect(await open("lstm", weightsOf("lstm"))).toEqual([expect.stringMatching(/^info: lstm is open/)]);
  });

  test("that does not fit changes nothing and raises a problem", async () => {
    app = startTestApp();
    await app.rest();
    await until(() => app.state().ghost !== null);
    const before = app.state();
    const [config, , weights] = own() as [NamedBytes, NamedBytes, NamedBytes];
    app.state().openFiles([config, { name: "model.safetensors", bytes: weights.bytes.slice(0, 400) }]);
    await until(() => titles().length > 0);
    expect(app.state().notices).toMatchObject([{ kind: "problem" }]);
    expect({ ...app.state(), notices: [], entries: [] }).toEqual({ ...before, notices: [], entries: [] });
    app.state().setText("the dog");
    await app.rest();
    expect(app.buffer.trace()?.steps).toBe(2);
  });

  test("of the same name as another is told apart, in the menu and to the engine, and keeps its name when it is read again", async () => {
    app = startTestApp();
    await app.rest();
    const labels = () => opened().map(({ label }) => label);
    for (const id of ["mine", "mine-2", "mine-3"]) {
      app.state().openFiles(own());
      await until(() => app.state().modelId === id);
      await app.rest();
    }
    expect(labels()).toEqual(["mine", "mine 2", "mine 3"]);
    expect(app.state().model?.config).toMatchObject({ id: "mine-3", label: "mine 3" });
    app.state().chooseModel("mine-2");
    await app.rest();
    app.engine.kill();
    await app.rest();
    expect(app.state().model?.config).toMatchObject({ id: "mine-2", label: "mine 2" });
  });

  test("has a label of a line, whatever its config says", async () => {
    app = startTestApp();
    await app.rest();
    const labelled = async (label: string, id = "m".repeat(100_000)) => {
      const [config, ...rest] = own() as [NamedBytes, ...NamedBytes[]];
      const stated = { ...JSON.parse(new TextDecoder().decode(config.bytes)), id, label };
      const before = app.state().entries.length;
      app.state().openFiles([{ name: "config.json", bytes: new TextEncoder().encode(JSON.stringify(stated)).buffer }, ...rest]);
      await until(() => app.state().entries.length > before);
      return app.state().entries.at(-1);
    };
    const long = await labelled("x".repeat(1_000_000));
    expect(long?.label).toMatch(/^x+…$/);
    expect(long?.label.length).toBeLessThanOrEqual(LABEL_LETTERS);
    expect(long?.id.length).toBeLessThanOrEqual(LABEL_LETTERS);
    expect((await labelled("fits".padEnd(LABEL_LETTERS - 5, "s"), "a"))?.label).toHaveLength(LABEL_LETTERS - 5);
    expect((await labelled(" \n\u0000 ", "blank"))?.label).toBe("blank");
    expect((await labelled("\u202egnp.exe\n", "turned"))?.label).toBe("gnp.exe");
    expect(await labelled(" ", "\u0000 ")).toMatchObject({ id: "model", label: "model" });
    await app.rest();
  });

  test("can be closed: its files go, and where it is shown a shipped model takes its place under the same sentence", async () => {
    app = startTestApp();
    await app.rest();
    for (const id of ["mine", "mine-2"]) {
      app.state().openFiles(own());
      await until(() => app.state().modelId === id);
      await app.rest();
    }
    app.state().setText("the dog sat");
    app.state().closeModel("mine");
    await until(() => opened().length === 1);
    expect(app.state()).toMatchObject({ modelId: "mine-2", text: "the dog sat" });
    await app.rest();
    app.state().closeModel("mine-2");
    await until(() => opened().length === 0);
    await app.rest();
    expect(app.state()).toMatchObject({ modelId: "story-lstm", text: "the dog sat", notices: [] });
    expect(drawnUnits()).toBe(8);
    // Nothing of it is left: the name is free again.
    app.state().openFiles(own());
    await until(() => app.state().modelId === "mine");
    await app.rest();
  });

  test("stays where it is to be closed and no other can be had; a shipped one cannot be closed", async () => {
    const models = new Map(tinyModels);
    app = startTestApp({ engine: createTestEngine(models) });
    await app.rest();
    app.state().openFiles(own());
    await until(() => app.state().modelId === "mine");
    await app.rest();
    models.clear();
    app.state().closeModel("mine");
    await until(() => titles().length > 0);
    expect(app.state()).toMatchObject({ modelId: "mine", status: { kind: "ready" } });
    expect(opened()).toHaveLength(1);
    app.state().closeModel("story-lstm");
    app.state().closeModel("nothing");
    expect(opened()).toHaveLength(1);
    app.state().setText("the dog");
    await app.rest();
    expect(drawnUnits()).toBe(4);
  });

  test("under the name of another model gets one of its own", async () => {
    app = startTestApp();
    await app.rest();
    app.state().openFiles(makeTinyModel({ id: "story-lstm", cell: "lstm", seed: 9, units: 4 }));
    await until(() => app.state().modelId === "story-lstm-2");
    await app.rest();
    app.state().chooseModel("story-lstm");
    await app.rest();
    expect(drawnUnits()).toBe(8);
  });
});
