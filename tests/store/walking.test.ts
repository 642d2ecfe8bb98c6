import { afterEach, describe, expect, test } from "vitest";
import { startTestApp, type TestApp } from "./test-app.ts";

let app: TestApp;
afterEach(() => app.stop());

describe("a sentence on its way to the page", () => {
  test("is there before its numbers are", async () => {
    app = startTestApp();
    await app.arrived;
    expect(app.state().tokens.map((token) => token.text)).toEqual(["the", "cat", "sat"]);
    expect(app.state()).toMatchObject({ status: { kind: "loading" }, isBusy: true });
    expect(app.state().step).toBe(3);
    await app.rest();
  });

  test("ends in a trace of all its words, at rest and settled", async () => {
    app = startTestApp();
    await app.rest();
    const { model, unitOrder, stage, steps, unit } = app.state();
    expect(model?.config.cell).toBe("lstm");
    expect(app.buffer.trace()?.steps).toBe(3);
    expect(steps).toBe(3);
    expect([...unitOrder].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(unit).toBe(unitOrder[0]);
    expect(stage).toBe("softmax");
  });
});
