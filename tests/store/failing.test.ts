import { afterEach, describe, expect, test } from "vitest";
import type { Reply } from "../../src/worker/protocol.ts";
import { createTestEngine, until } from "../worker/in-process-engine.ts";
import { startTestApp, type TestApp, tinyModels } from "./test-app.ts";

let app: TestApp;
afterEach(() => app.stop());

/** The engine cannot post what this says, from when it is set. */
let cannotSend: (reply: Reply) => boolean;

const start = async (fragment: string) => {
  cannotSend = () => false;
  app = startTestApp({ fragment, engine: createTestEngine(tinyModels, { cannotSend: (reply) => cannotSend(reply) }) });
  await app.rest();
};
const noChunks = (reply: Reply) => reply.kind === "chunk";
const failed = () => until(() => app.state().runProblem !== null, "the run failed");

describe("a run that fails", () => {
  test("keeps the numbers of the words that still stand, and none of those that are gone", async () => {
    await start("#s=the+cat+sat+on");
    await until(() => app.state().ghost !== null && app.state().logits.has(4));
    const first = app.buffer.trace()?.values.slice(0, 3 * 8 * 14);
    cannotSend = noChunks;
    const { version } = app.state();
    app.state().setText("the cat ran on a mat");
    await failed();
    expect(app.state()).toMatchObject({ isBusy: false, steps: 2, changedFrom: 3, ghost: null });
    expect(app.state().version).toBeGreaterThan(version);
    expect(app.buffer.trace()?.steps).toBe(2);
    expect(app.buffer.trace()?.values.slice(0, 3 * 8 * 14)).toEqual(first);
    expect([...app.state().logits.keys()].filter((step) => step > 2)).toEqual([]);
    expect(app.state().runProblem?.title).toContain("could not be cloned");
  });

  test("is forgotten with the next edit, which is computed", async () => {
    await start("#s=the+cat+sat+on");
    cannotSend = noChunks;
    app.state().setText("a dog sat");
    await failed();
    cannotSend = () => false;
    app.state().setText("a dog sat on");
    expect(app.state()).toMatchObject({ isBusy: true, runProblem: null });
    await app.rest();
    await until(() => app.state().logits.has(4));
    expect(app.buffer.trace()?.steps).toBe(4);
  });

  test("is made good by choosing the model that is shown", async () => {
    await start("#s=the+cat+sat+on");
    cannotSend = noChunks;
    app.state().setText("a dog sat");
    await failed();
    cannotSend = () => false;
    app.state().chooseModel("story-lstm");
    await app.rest();
    expect(app.state()).toMatchObject({ steps: 3, runProblem: null });
  });

  test("while a model is on its way that is not there leaves nobody waiting", async () => {
    await start("#s=the+cat+sat+on");
    app.state().chooseModel("story-stateless");
    cannotSend = noChunks;
    app.state().setText("a dog sat");
    await until(() => app.state().status.kind === "ready" && app.state().notices.length > 0);
    await failed();
    expect(app.state()).toMatchObject({ isBusy: false, steps: 0 });
  });

  test("since the page has no room for its numbers ends as any other", async () => {
    await start("#s=the+cat+sat+on");
    const { reserve } = app.buffer;
    Object.assign(app.buffer, {
      reserve: () => {
        throw new RangeError("Invalid typed array length");
      },
    });
    app.state().setText("a dog sat");
    expect(app.state()).toMatchObject({ isBusy: false, steps: 0 });
    expect(app.state().runProblem?.title).toContain("Invalid typed array length");
    Object.assign(app.buffer, { reserve });
    app.state().setText("a dog");
    await app.rest();
  });

  test("leaves no next words where only those could not be had", async () => {
    await start("#s=the+cat+sat+on");
    await until(() => app.state().logits.has(4));
    cannotSend = (reply) => reply.kind === "logits";
    app.state().setText("a dog sat");
    await failed();
    expect(app.state().logits.size).toBe(0);
    expect(app.state()).toMatchObject({ isBusy: false, steps: 3 });
  });
});

describe("what a view has found for the words before goes with a run that fails", () => {
  test("gradients", async () => {
    await start("#view=gradients&s=the+cat+sat+on");
    await until(() => app.state().studies.length === 2 && !app.state().isStudying);
    cannotSend = (reply) => reply.kind === "chunk" || reply.kind === "studied";
    app.state().setText("a dog sat");
    await failed();
    expect(app.state().studies).toEqual([]);
    expect(app.state().spectra.size).toBe(0);
    // The sentence of before is studied anew when it comes back.
    cannotSend = () => false;
    app.state().setText("the cat sat on");
    await until(() => app.state().studies.length === 2);
  });

  test("predictions", async () => {
    await start("#view=predict&s=the+cat+sat+on");
    await until(() => app.state().predictions.length === 2);
    cannotSend = (reply) => reply.kind === "chunk" || reply.kind === "predicted";
    app.state().setText("a dog sat");
    await failed();
    expect(app.state()).toMatchObject({ predictions: [], integrals: null, branches: [] });
    cannotSend = () => false;
    app.state().setText("the cat sat on");
    await until(() => app.state().predictions.length === 2);
  });

  test("the sentence with another function", async () => {
    await start("#view=activations&s=the+cat+sat+on&fn=forgetGate:relu");
    await until(() => app.state().swapped !== null);
    cannotSend = (reply) => reply.kind === "chunk" || reply.kind === "swapped";
    app.state().setText("a dog sat");
    await failed();
    expect(app.state().swapped).toBeNull();
  });

  test("near contexts", async () => {
    const ids = Uint16Array.from({ length: 300 }, (_, k) => 2 + ((k * k + 5 * k) % 30));
    cannotSend = () => false;
    app = startTestApp({
      fragment: "#view=memory&s=the+cat+sat+on",
      engine: createTestEngine(tinyModels, { cannotSend: (reply) => cannotSend(reply) }),
      files: new Map([["memory/story-lstm/dream.bin", ids.buffer]]),
    });
    await app.rest();
    const { findings } = await app.state().openMemory();
    await until(() => findings.getState().nearest !== null);
    cannotSend = noChunks;
    app.state().setText("a dog sat");
    await failed();
    expect(findings.getState().nearest).toBeNull();
  });
});
