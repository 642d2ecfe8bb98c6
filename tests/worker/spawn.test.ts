import { afterEach, describe, expect, test } from "vitest";
import type { EngineLine } from "../../src/worker/spawn.ts";
import { createTestClock } from "../store/test-app.ts";
import { createTestEngine, until } from "./in-process-engine.ts";

let line: EngineLine;
afterEach(() => line.stop());

describe("the line to the engine", () => {
  test("starts another thread when one dies, and says so", async () => {
    const engine = createTestEngine(new Map());
    line = engine.spawn();
    const deaths: boolean[] = [];
    line.onDeath((isBack) => deaths.push(isBack));
    engine.kill();
    expect(deaths).toEqual([true]);
    expect(engine.threads()).toBe(2);
    const replies: unknown[] = [];
    line.endpoint.listen((reply) => replies.push(reply));
    line.endpoint.send({ kind: "logits", request: 1, run: 0, step: 0 });
    await until(() => replies.length > 0);
    expect(replies).toMatchObject([{ kind: "failed", request: 1 }]);
  });

  test("notices a thread that ended without a word, and leaves one alone that is only quiet", async () => {
    const clock = createTestClock();
    const engine = createTestEngine(new Map(), { after: clock.after });
    line = engine.spawn();
    const deaths: boolean[] = [];
    line.onDeath((isBack) => deaths.push(isBack));
    let heard = 0;
    line.endpoint.listen(() => heard++);
    line.endpoint.send({ kind: "ping" });
    await until(() => heard === 1);
    clock.advance(60_000);
    expect(deaths).toEqual([]);

    engine.close();
    line.endpoint.send({ kind: "logits", request: 1, run: 0, step: 0 });
    clock.advance(5000);
    expect(deaths).toEqual([]);
    clock.advance(20_000);
    expect(deaths).toEqual([true]);
    expect(engine.threads()).toBe(2);
  });

  test("gives up on an engine that dies three times in a row, until it is asked again", async () => {
    const engine = createTestEngine(new Map(), { breaks: true });
    line = engine.spawn();
    const deaths: boolean[] = [];
    line.onDeath((isBack) => {
      deaths.push(isBack);
      if (isBack) line.endpoint.send({ kind: "logits", request: 1, run: 0, step: 0 });
    });
    line.endpoint.send({ kind: "logits", request: 1, run: 0, step: 0 });
    await until(() => deaths.length === 3);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(deaths).toEqual([true, true, false]);
    expect(engine.threads()).toBe(3);
    line.endpoint.send({ kind: "logits", request: 2, run: 0, step: 0 });
    expect(engine.threads()).toBe(4);
  });
});
