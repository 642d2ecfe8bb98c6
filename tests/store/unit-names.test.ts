import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Memory } from "../../src/store/edges.ts";
import { until } from "../worker/in-process-engine.ts";
import { startTestApp, type TestApp } from "./test-app.ts";

const KEY = "unit-names story-lstm";

let kept: Map<string, string>;
const memory: Memory = {
  read: (key) => kept.get(key) ?? null,
  write: (key, value) => void (value === null ? kept.delete(key) : kept.set(key, value)),
};
const stored = () => JSON.parse(kept.get(KEY) ?? "[]");
const apps: TestApp[] = [];
beforeEach(() => {
  kept = new Map();
});
afterEach(() => {
  for (const app of apps.splice(0)) app.stop();
});

/** A page on the same browser, with Memory opened. */
const open = async (fragment: string): Promise<TestApp> => {
  const app = startTestApp({ fragment, memory });
  apps.push(app);
  await app.rest();
  await app.state().openMemory();
  return app;
};
const follow = (app: TestApp, fragment: string) => {
  app.address.push(fragment);
  app.address.go(0);
};
const name = (app: TestApp, unit: number, own: string) =>
  app.state().remember({ unitNames: new Map([...app.state().unitNames, [unit, own]]) });
const shown = (app: TestApp) => [...app.state().unitNames].sort(([a], [b]) => a - b);
const offer = (app: TestApp) => app.state().notices.find(({ about }) => about === "unit names");
const press = (app: TestApp, label: string) => {
  const notice = offer(app);
  app.state().dismiss(notice?.id ?? 0);
  notice?.ways.find((way) => way.label === label)?.go();
};

describe("names of units", () => {
  test("travel in the address, and stay in the browser", async () => {
    const app = await open("#view=memory&s=the+cat+sat");
    name(app, 3, "animal subject");
    expect(app.address.read()).toContain("names=3%3Aanimal+subject");
    expect(stored()).toEqual([[3, "animal subject"]]);
    const again = await open("#view=memory&s=the+cat+sat");
    expect(shown(again)).toEqual([[3, "animal subject"]]);
  });

  test("survive a link that names none", async () => {
    const app = await open("#view=memory&s=the+cat+sat");
    name(app, 1, "mine");
    name(app, 2, "also");
    follow(app, "#view=memory&s=the+dog");
    await app.rest();
    expect(stored()).toEqual([
      [1, "mine"],
      [2, "also"],
    ]);
    expect(shown(app)).toEqual(stored());
  });

  test("survive a link that names other units, which are added", async () => {
    const app = await open("#view=memory&s=the+cat+sat");
    name(app, 1, "mine");
    follow(app, "#view=memory&names=3%3Atheirs");
    await app.rest();
    expect(stored()).toEqual([
      [1, "mine"],
      [3, "theirs"],
    ]);
    expect(offer(app)).toBeUndefined();
    const again = await open("#view=memory");
    expect(shown(again)).toEqual(stored());
  });

  test("survive a link that names the same unit otherwise: the other name is offered, and taken in one press", async () => {
    kept.set(KEY, JSON.stringify([[3, "mine"]]));
    const app = await open("#view=memory&names=3%3Atheirs%0A4%3Afour");
    expect(shown(app)).toEqual([
      [3, "mine"],
      [4, "four"],
    ]);
    expect(offer(app)?.problem.detail).toBe("Unit 3 is “theirs” there, “mine” here. Your names stay unless you take the others.");
    expect(offer(app)?.ways.map(({ label }) => label)).toEqual(["Keep mine", "Take those of the address"]);
    press(app, "Take those of the address");
    expect(shown(app)).toEqual([
      [3, "theirs"],
      [4, "four"],
    ]);
    expect(stored()).toEqual(shown(app));
    expect(offer(app)).toBeUndefined();
  });

  test("stay as they are where the reader keeps them", async () => {
    kept.set(KEY, JSON.stringify([[3, "mine"]]));
    const app = await open("#view=memory&names=3%3Atheirs");
    press(app, "Keep mine");
    expect(stored()).toEqual([[3, "mine"]]);
    expect(offer(app)).toBeUndefined();
  });

  test("survive Back, over a new name and over another view, and are not offered to whom they belonged", async () => {
    const app = await open("#view=memory&s=the+cat+sat");
    name(app, 1, "first");
    app.state().set({ view: "gates" });
    app.state().set({ view: "memory" });
    name(app, 1, "second");
    name(app, 2, "also");
    for (let steps = 0; steps < 4; steps++) app.address.go(-1);
    await app.rest();
    expect(stored()).toEqual([
      [1, "second"],
      [2, "also"],
    ]);
    expect(offer(app)).toBeUndefined();
  });

  test("survive a link that is followed in another view, before Memory was ever opened", async () => {
    kept.set(KEY, JSON.stringify([[1, "mine"]]));
    const app = startTestApp({ fragment: "#s=the+cat", memory });
    apps.push(app);
    await app.rest();
    follow(app, "#s=the+dog&names=1%3Atheirs%0A2%3Atwo");
    await app.rest();
    expect(stored()).toEqual([[1, "mine"]]);
    app.clock.advance(2000);
    expect(app.address.read()).toContain("names=");
    await app.state().openMemory();
    expect(shown(app)).toEqual([
      [1, "mine"],
      [2, "two"],
    ]);
  });

  test("survive a malformed list, which is told", async () => {
    kept.set(KEY, JSON.stringify([[1, "mine"]]));
    for (const names of ["names=", "names=x", "names=1", "names=%00", "names=-1:x", "names=1:a%0A%0A2:b"]) {
      const app = await open(`#view=memory&${names}`);
      expect(stored()).toEqual([[1, "mine"]]);
      expect(
        app
          .state()
          .notices.map(({ problem }) => problem.detail)
          .join(),
      ).toContain("names");
    }
  });

  test("of two pages of one browser do not delete each other", async () => {
    const one = await open("#view=memory");
    const two = await open("#view=memory");
    name(one, 1, "of one");
    name(two, 2, "of two");
    name(one, 3, "of one again");
    expect(stored()).toEqual([
      [1, "of one"],
      [2, "of two"],
      [3, "of one again"],
    ]);
    two.state().remember({ unitNames: new Map([...two.state().unitNames].filter(([unit]) => unit !== 2)) });
    expect(stored().map(([unit]: [number]) => unit)).toEqual([1, 3]);
  });

  test("are those of the model that is shown, also when it is changed in another view", async () => {
    kept.set("unit-names story-rnn", JSON.stringify([[5, "of the RNN"]]));
    const app = await open("#view=memory&s=the+cat");
    name(app, 1, "of the LSTM");
    app.state().set({ view: "gates" });
    app.state().chooseModel("story-rnn");
    await until(() => app.state().model?.config.cell === "rnn");
    expect(shown(app)).toEqual([[5, "of the RNN"]]);
    app.clock.advance(2000);
    expect(app.address.read()).not.toContain("LSTM");
    expect(stored()).toEqual([[1, "of the LSTM"]]);
  });
});
