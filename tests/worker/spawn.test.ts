import { afterEach, describe, expect, test } from "vitest";
import type { Reply, Request } from "../../src/worker/protocol.ts";
import type { EngineHealth, EngineLine } from "../../src/worker/spawn.ts";
import { createTestClock } from "../store/test-app.ts";
import { createTestEngine, modelsBase, type TestEngine, until } from "./in-process-engine.ts";
import { makeTinyModel } from "./tiny-model.ts";

const models = new Map([["tiny", makeTinyModel({ id: "tiny", cell: "lstm", seed: 3 })]]);
const open: Request = {
  kind: "open",
  request: 1,
  source: { kind: "shipped", id: "tiny", base: `${modelsBase}tiny/` },
};

let line: EngineLine;
afterEach(() => line.stop());

/** A line whose news and replies are kept. */
function spawn(engine: TestEngine): { readonly health: EngineHealth["kind"][]; readonly replies: Reply[] } {
  line = engine.spawn();
  const health: EngineHealth["kind"][] = [];
  const replies: Reply[] = [];
  line.onHealth(({ kind }) => health.push(kind));
  line.endpoint.listen((reply) => replies.push(reply));
  return { health, replies };
}

/** Answers, without the progress before them. */
const answered = (replies: readonly Reply[]) => replies.filter(({ kind }) => kind !== "progress" && kind !== "advanced");

describe("the line to the engine", () => {
  test("starts another thread when one dies, and asks it what the first one was asked", async () => {
    const engine = createTestEngine(models);
    const { health, replies } = spawn(engine);
    line.endpoint.send(open);
    engine.kill();
    expect(health).toEqual(["restarted"]);
    expect(engine.threads()).toBe(2);
    await until(() => answered(replies).length > 0);
    expect(answered(replies)).toMatchObject([{ kind: "opened", request: 1 }]);
  });

  test("tells an engine that was started anew of the model and the words before it asks again", async () => {
    const engine = createTestEngine(models);
    const { health, replies } = spawn(engine);
    line.endpoint.send(open);
    await until(() => answered(replies).length === 1);
    line.endpoint.send({ kind: "show", opening: 1 });
    line.endpoint.send({ kind: "run", run: 1, from: 0, ids: Int32Array.of(4, 5, 6) });
    await until(() => replies.some((reply) => reply.kind === "chunk" && reply.isLast));
    line.endpoint.send({ kind: "logits", request: 2, run: 1, step: 3 });
    await until(() => replies.at(-1)?.kind === "logits");
    const before = replies.at(-1);
    const heard = replies.length;

    engine.kill();
    line.endpoint.send({ kind: "logits", request: 3, run: 1, step: 3 });
    await until(() => replies.length > heard);
    expect(replies.slice(heard)).toEqual([{ ...before, request: 3 }]);
    expect(health).toEqual(["restarted", "restored"]);
  });

  test("computes a run that was under way once more, with what was typed since", async () => {
    const engine = createTestEngine(models);
    const { replies } = spawn(engine);
    line.endpoint.send(open);
    await until(() => answered(replies).length === 1);
    line.endpoint.send({ kind: "show", opening: 1 });
    line.endpoint.send({ kind: "run", run: 1, from: 0, ids: Int32Array.of(4, 5, 6) });
    engine.kill();
    line.endpoint.send({ kind: "run", run: 2, from: 2, ids: Int32Array.of(7, 8) });
    await until(() => replies.some((reply) => reply.kind === "chunk" && reply.isLast));
    const chunks = replies.filter((reply) => reply.kind === "chunk");
    expect(chunks.every(({ run }) => run === 2)).toBe(true);
    expect(chunks.at(-1)?.computed).toBe(4);
  });

  test("notices a thread that ended without a word, and leaves one alone that is only quiet", async () => {
    const clock = createTestClock();
    const engine = createTestEngine(models, { after: clock.after });
    const { health, replies } = spawn(engine);
    line.endpoint.send(open);
    await until(() => answered(replies).length === 1);
    line.endpoint.send({ kind: "show", opening: 1 });
    clock.advance(60_000);
    expect(health).toEqual([]);

    engine.close();
    line.endpoint.send({ kind: "speed", request: 2 });
    clock.advance(5000);
    expect(health).toEqual([]);
    clock.advance(20_000);
    expect(health).toEqual(["restarted"]);
    expect(engine.threads()).toBe(2);
    await until(() => replies.at(-1)?.kind === "measured");
  });

  test("notices a thread that ends in the middle of a long answer, however much it had told of it", async () => {
    const clock = createTestClock();
    let told = 0;
    const engine = createTestEngine(models, {
      after: clock.after,
      faults: {
        toPage: ({ kind }) => {
          if (kind === "progress" && ++told === 2) engine.close();
          return null;
        },
      },
    });
    const { health, replies } = spawn(engine);
    line.endpoint.send(open);
    await until(() => told >= 2);
    clock.advance(25_000);
    expect(health).toEqual(["restarted"]);
    await until(() => answered(replies).length === 1);
  });

  test("leaves an engine alone that computes for long and says that it is there", async () => {
    const clock = createTestClock();
    let release = (): void => undefined;
    const engine = createTestEngine(models, { after: clock.after, delayMs: 0, until: new Promise<void>((go) => (release = go)) });
    const { health, replies } = spawn(engine);
    line.endpoint.send(open);
    for (let minute = 1; minute <= 20; minute++) {
      clock.advance(5000);
      await until(() => engine.replies.filter(({ kind }) => kind === "alive").length === minute);
      await until(() => replies.length === 0);
    }
    expect(health).toEqual([]);
    release();
    await until(() => answered(replies).length === 1);
  });

  test.each(["toEngine", "toPage"] as const)("asks again what got lost on its way %s", async (way) => {
    const clock = createTestClock();
    let isLost = false;
    const lose = () => {
      const wasLost = isLost;
      isLost = true;
      return wasLost ? null : "lost";
    };
    const engine = createTestEngine(models, {
      after: clock.after,
      faults: way === "toEngine" ? { toEngine: lose } : { toPage: ({ kind }) => (kind === "opened" ? lose() : null) },
    });
    const { replies } = spawn(engine);
    line.endpoint.send(open);
    await until(() => isLost);
    clock.advance(5000);
    await until(() => answered(replies).length === 1);
    expect(engine.threads()).toBe(2);
  });

  test("gives up on an engine that dies three times in a row, until it is asked again", async () => {
    const engine = createTestEngine(new Map(), { breaks: true });
    const { health, replies } = spawn(engine);
    line.endpoint.send(open);
    await until(() => health.length === 3);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(health).toEqual(["restarted", "restarted", "gone"]);
    expect(replies).toMatchObject([{ kind: "failed", request: 1 }]);
    expect(engine.threads()).toBe(3);
    line.endpoint.send({ ...open, request: 2 });
    expect(engine.threads()).toBe(4);
  });

  test("comes back with its model after it was given up", async () => {
    const engine = createTestEngine(models);
    const { health, replies } = spawn(engine);
    line.endpoint.send(open);
    await until(() => answered(replies).length === 1);
    line.endpoint.send({ kind: "show", opening: 1 });
    for (let death = 0; death < 4; death++) engine.kill();
    expect(health.at(-1)).toBe("gone");
    line.endpoint.send({ kind: "run", run: 1, from: 0, ids: Int32Array.of(4, 5) });
    await until(() => replies.some((reply) => reply.kind === "chunk" && reply.isLast));
    expect(health.at(-1)).toBe("restored");
  });

  test("gives up a question that no engine survives, and lives on with its model", async () => {
    const engine = createTestEngine(models, { faults: { toEngine: ({ kind }) => (kind === "speed" ? "breaks" : null) } });
    const { health, replies } = spawn(engine);
    line.endpoint.send(open);
    await until(() => answered(replies).length === 1);
    line.endpoint.send({ kind: "show", opening: 1 });
    line.endpoint.send({ kind: "speed", request: 2 });
    await until(() => answered(replies).length === 2);
    expect(replies.at(-1)).toMatchObject({ kind: "failed", request: 2 });
    await until(() => health.at(-1) === "restored");
    line.endpoint.send({ kind: "run", run: 1, from: 0, ids: Int32Array.of(4, 5) });
    await until(() => replies.at(-1)?.kind === "chunk");
  });

  test("says why no thread can be started, to every question", async () => {
    const engine = createTestEngine(models, { faults: { start: () => true } });
    const { health, replies } = spawn(engine);
    line.endpoint.send(open);
    expect(health).toEqual(["gone"]);
    expect(replies).toMatchObject([
      {
        kind: "failed",
        request: 1,
        problem: { title: "The engine cannot be started here", detail: expect.stringContaining("workers are forbidden here") },
      },
    ]);
  });
});
