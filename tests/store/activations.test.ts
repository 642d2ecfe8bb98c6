import { afterEach, describe, expect, test } from "vitest";
import { until } from "../worker/in-process-engine.ts";
import { startTestApp, type TestApp } from "./test-app.ts";

let app: TestApp;
afterEach(() => app.stop());

const start = async (fragment: string) => {
  app = startTestApp({ fragment });
  await app.rest();
};

describe("a swapped function", () => {
  test("is run while the view is shown, and dropped with its numbers by a model that has no such block", async () => {
    await start("#view=activations&s=the+cat+sat&fn=forgetGate:relu");
    await until(() => app.state().swapped !== null, "swapped");
    expect(app.state().swapped?.after.gates[0]?.least).toBeGreaterThanOrEqual(0);
    app.state().chooseModel("story-rnn");
    await app.rest();
    await until(() => app.state().swap === null, "dropped");
    expect(app.state().swapped).toBeNull();
    app.clock.advance(1000);
    expect(app.address.read()).not.toContain("fn=");
  });

  test("stays with a model that has the block", async () => {
    await start("#view=activations&s=the+cat+sat&fn=hiddenState:relu&model=story-rnn");
    await until(() => app.state().swapped !== null, "swapped");
    app.state().setText("the cat sat on the mat");
    await app.rest();
    await until(() => app.state().swapped?.before.means[0]?.length === 6, "the longer sentence");
    expect(app.state().swap).toEqual({ signal: "hiddenState", activation: "relu" });
  });

  test("is told to be of other words until it is run on those that stand there", async () => {
    await start("#view=activations&s=the+cat+sat&fn=forgetGate:relu");
    await until(() => app.state().swapped !== null && !app.state().isSwapping, "swapped");
    app.state().setText("the cat sat on");
    expect(app.state().isSwapping).toBe(true);
    await until(() => !app.state().isSwapping, "swapped anew");
    expect(app.state().swapped?.before.means[0]?.length).toBe(4);
    app.state().swapFunction(null);
    expect(app.state()).toMatchObject({ swapped: null, isSwapping: false });
  });

  test("that another view's questions made stale is run when the reader comes back", async () => {
    await start("#view=activations&s=the+cat+sat");
    app.state().swapFunction({ signal: "forgetGate", activation: "relu" });
    app.state().set({ view: "gradients" });
    await until(() => app.state().studies.length > 0, "studied");
    await until(() => app.engine.replies.some(({ kind }) => kind === "swapped"), "answered");
    app.state().set({ view: "activations" });
    await until(() => app.state().swapped !== null, "swapped");
  });

  test("that the address names for a model without it is ignored, with a line", async () => {
    await start("#view=activations&s=the+cat&fn=forgetGate:relu&model=story-rnn");
    await until(() => app.state().swap === null, "ignored");
    expect(app.state().notices.some(({ problem }) => problem.detail.includes("fn=forgetGate:relu"))).toBe(true);
  });
});
