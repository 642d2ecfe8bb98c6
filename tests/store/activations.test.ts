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

  test("that the address names for a model without it is ignored, with a line", async () => {
    await start("#view=activations&s=the+cat&fn=forgetGate:relu&model=story-rnn");
    await until(() => app.state().swap === null, "ignored");
    expect(app.state().notices.some(({ problem }) => problem.detail.includes("fn=forgetGate:relu"))).toBe(true);
  });
});
