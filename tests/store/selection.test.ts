import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { lstm } from "../../src/engine/cells/lstm.ts";
import { nextStage } from "../../src/store/selection.ts";
import { startTestApp, type TestApp } from "./test-app.ts";

let app: TestApp;
afterEach(() => app.stop());

describe("the selection", () => {
  test("is pinned inside what there is", async () => {
    app = startTestApp();
    await app.rest();
    app.state().pin({ unit: 99, step: 99, layer: 7, stage: "nowhere" });
    expect(app.state()).toMatchObject({ unit: 7, step: 3, layer: 0, stage: "softmax", unitIsAutomatic: false });
    app.state().pin({ unit: -4, step: -4 });
    expect(app.state()).toMatchObject({ unit: 0, step: 1 });
  });

  test("follows the last word until a word is pinned, and again after Last", async () => {
    app = startTestApp();
    await app.rest();
    app.state().setText("the cat sat on the");
    expect(app.state().step).toBe(5);
    app.state().pin({ step: 2 });
    app.state().setText("the cat sat on");
    expect(app.state().step).toBe(2);
    app.state().lastStep();
    app.state().setText("the cat");
    expect(app.state().step).toBe(2);
    app.state().setText("the cat sat on the");
    expect(app.state().step).toBe(5);
    await app.rest();
  });

  test("steps back into a sentence that got shorter, and begins anew after an empty one", async () => {
    app = startTestApp();
    await app.rest();
    app.state().pin({ step: 3 });
    app.state().setText("the cat");
    expect(app.state()).toMatchObject({ step: 2, stepIsAutomatic: false });
    app.state().setText("");
    expect(app.state()).toMatchObject({ step: 0, stepIsAutomatic: true });
    await app.rest();
    app.state().setText("the cat sat");
    expect(app.state().step).toBe(3);
    await app.rest();
  });

  test("walks through all stages of all words and stops at the ends", async () => {
    app = startTestApp({ fragment: "#s=the+cat&t=1&stage=forget" });
    await app.rest();
    const walked: string[] = [];
    do walked.push(`${app.state().step} ${app.state().stage}`);
    while (app.state().moveStage(1));
    const stages = lstm.stages.map(({ id }) => id);
    expect(walked).toEqual([1, 2].flatMap((step) => stages.map((stage) => `${step} ${stage}`)));
    expect(app.state().moveStage(1)).toBe(false);
    const back: string[] = [];
    do back.push(`${app.state().step} ${app.state().stage}`);
    while (app.state().moveStage(-1));
    expect(back).toEqual([...walked].reverse());
  });

  test("moves by words and keeps the stage", async () => {
    app = startTestApp({ fragment: "#s=the+cat+sat&t=2&stage=update" });
    await app.rest();
    expect(app.state().moveStep(1)).toBe(true);
    expect(app.state().moveStep(1)).toBe(false);
    app.state().firstStep();
    expect(app.state()).toMatchObject({ step: 1, stage: "update" });
    expect(app.state().moveStep(-1)).toBe(false);
  });

  test("compares up to three further units, the oldest leaving first, and drops one that is chosen again", async () => {
    app = startTestApp();
    await app.rest();
    for (const unit of [1, 2, 3, 4]) app.state().compareUnit(unit);
    expect(app.state().comparedUnits).toEqual([2, 3, 4]);
    app.state().compareUnit(3);
    app.state().compareUnit(99);
    expect(app.state().comparedUnits).toEqual([2, 4]);
  });

  test("falls back to what another model has", async () => {
    app = startTestApp();
    await app.rest();
    app.state().pin({ unit: 7, stage: "update" });
    app.state().compareUnit(6);
    app.state().chooseModel("story-rnn");
    await app.rest();
    expect(app.state()).toMatchObject({ modelId: "story-rnn", unit: 5, stage: "softmax", comparedUnits: [] });
  });

  test("never leaves the words and stages, whatever is walked", () => {
    fc.assert(
      fc.property(fc.nat(4), fc.array(fc.constantFrom<1 | -1>(1, -1)), (steps, directions) => {
        let at = { step: Math.min(1, steps), stage: "forget" };
        for (const direction of directions) at = nextStage(at, { steps, stages: lstm.stages }, direction) ?? at;
        expect(at.step).toBeGreaterThanOrEqual(Math.min(1, steps));
        expect(at.step).toBeLessThanOrEqual(steps);
        expect(lstm.stages.some(({ id }) => id === at.stage)).toBe(true);
      }),
    );
  });
});

describe("a sentence at rest", () => {
  test("gives the automatic unit and the order of the rows of the whole sentence", async () => {
    app = startTestApp({ fragment: "#s=the+cat+sat+on+the+mat" });
    await app.rest();
    const { unit, unitOrder } = app.state();
    expect(unit).toBe(unitOrder[0]);
    app.state().set({ order: "index" });
    expect(app.state().unitOrder).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    app.state().pin({ unit: 3 });
    app.state().commitText();
    expect(app.state().unit).toBe(3);
  });
});

describe("settings", () => {
  test("keep the temperature and the speed within what is offered", async () => {
    app = startTestApp();
    app.state().set({ temperature: 99 });
    expect(app.state().temperature).toBe(5);
    app.state().setPlayback({ speed: 3, isLooping: true });
    expect(app.state()).toMatchObject({ speed: 1, isLooping: true });
    await app.rest();
  });

  test("remember the theme and the shortcuts between visits", async () => {
    const kept = new Map<string, string>();
    const memory = {
      read: (key: string) => kept.get(key) ?? null,
      write: (key: string, value: string | null) => void (value === null ? kept.delete(key) : kept.set(key, value)),
    };
    app = startTestApp({ memory });
    app.state().set({ theme: "dark", hasShortcuts: false });
    app.stop();
    app = startTestApp({ memory });
    expect(app.state()).toMatchObject({ theme: "dark", hasShortcuts: false });
    await app.rest();
  });
});
