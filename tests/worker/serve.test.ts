import { afterEach, describe, expect, test } from "vitest";
import type { NamedBytes } from "../../src/engine/formats/format.ts";
import type { Reply, Request } from "../../src/worker/protocol.ts";
import type { EngineLine } from "../../src/worker/spawn.ts";
import { createTestEngine, modelsBase, type TestEngine, until } from "./in-process-engine.ts";
import { makeTinyModel } from "./tiny-model.ts";

type Of<Kind extends Reply["kind"]> = Extract<Reply, { kind: Kind }>;

const models = new Map<string, readonly NamedBytes[]>([
  ["a", makeTinyModel({ id: "a", cell: "lstm", seed: 3 })],
  ["b", makeTinyModel({ id: "b", cell: "rnn", seed: 4, units: 5 })],
]);
const frameNumbers = 8 * 14;

let line: EngineLine;
let engine: TestEngine;
afterEach(() => line.stop());

function start(options: Parameters<typeof createTestEngine>[1] = {}): void {
  engine = createTestEngine(models, options);
  line = engine.spawn();
}

const send = (request: Request) => line.endpoint.send(request);
const of = <Kind extends Reply["kind"]>(kind: Kind) => engine.replies.filter((reply) => reply.kind === kind) as Of<Kind>[];
const ids = (length: number, seed = 0) => Int32Array.from({ length }, (_, k) => 2 + ((k * 7 + seed) % 20));
const open = async (id = "a", request = 1) => {
  send({ kind: "open", request, source: { kind: "shipped", id, base: `${modelsBase}${id}/` } });
  await until(() => of("opened").some((reply) => reply.request === request));
  send({ kind: "show", opening: request });
};
const run = async (number: number, from: number, words: Int32Array) => {
  send({ kind: "run", run: number, from, ids: words });
  await until(() => of("chunk").some((reply) => reply.run === number && reply.isLast));
  return of("chunk").filter((reply) => reply.run === number);
};

describe("an opened model", () => {
  test("is described, with bytes that came counted to the last", async () => {
    start();
    await open();
    const size = models.get("a")?.find((file) => file.name === "model.safetensors")?.bytes.byteLength as number;
    expect(of("opened")[0]?.model).toMatchObject({ hasReadout: true, config: { cell: "lstm", units: 8 } });
    const weights = of("progress").filter((reply) => reply.part === "weights");
    expect(weights.at(-1)).toMatchObject({ received: size, total: size });
    expect(of("progress")[0]?.part).toBe("vocabulary");
  });

  test("that is not there is refused and leaves the one before in place", async () => {
    start();
    await open();
    send({ kind: "open", request: 2, source: { kind: "shipped", id: "x", base: `${modelsBase}x/` } });
    await until(() => of("failed").length > 0);
    expect(of("failed")[0]).toMatchObject({ request: 2, problem: { title: "x/config.json could not be fetched" } });
    expect(await run(1, 0, ids(3))).not.toEqual([]);
  });

  test("is asked from when it is shown; until then the one before answers", async () => {
    start();
    await open();
    send({ kind: "open", request: 2, source: { kind: "files", files: models.get("b") ?? [], others: [], name: null } });
    await until(() => of("opened").length === 2);
    expect((await run(1, 0, ids(3)))[0]?.chunk.values).toHaveLength(2 * frameNumbers);
    send({ kind: "show", opening: 2 });
    expect((await run(2, 0, ids(3)))[0]?.chunk.values.length).not.toBe(2 * frameNumbers);
  });

  test("whose description cannot be posted changes nothing: the one before answers, with its own numbers", async () => {
    start({ cannotSend: (reply) => reply.kind === "opened" && reply.request === 2 });
    await open();
    const before = (await run(1, 0, ids(3))).map(({ chunk }) => chunk.values);
    send({ kind: "open", request: 2, source: { kind: "files", files: models.get("b") ?? [], others: [], name: null } });
    await until(() => of("failed").some((reply) => reply.request === 2));
    send({ kind: "show", opening: 2 });
    expect((await run(2, 0, ids(3))).map(({ chunk }) => chunk.values)).toEqual(before);
  });

  test("does not win over one that was asked for later", async () => {
    start({ delayMs: 200 });
    send({ kind: "open", request: 1, source: { kind: "shipped", id: "a", base: `${modelsBase}a/` } });
    send({ kind: "open", request: 2, source: { kind: "files", files: models.get("b") ?? [], others: [], name: null } });
    await until(() => of("failed").some((reply) => reply.request === 1));
    expect(of("opened").map((reply) => reply.model.config.id)).toEqual(["b"]);
  });
});

describe("a run", () => {
  test("sends its first columns at once and grows its chunks from there", async () => {
    start();
    await open();
    const chunks = await run(1, 0, ids(200));
    const frames = chunks.map(({ chunk }) => chunk.values.length / frameNumbers);
    // The initial frame comes along with step 1.
    expect(frames).toEqual([2, 4, 16, 64, 64, 51]);
    expect(chunks.map(({ chunk }) => chunk.first)).toEqual([0, 2, 6, 22, 86, 150]);
    expect(chunks.map(({ isLast }) => isLast)).toEqual([false, false, false, false, false, true]);
    expect(chunks.map(({ computed }) => computed)).toEqual([1, 5, 21, 85, 149, 200]);
  });

  test("computes only what stands behind the words that are kept, to the same bits as the whole", async () => {
    start();
    await open();
    await run(1, 0, ids(200));
    const [suffix, ...more] = await run(2, 199, ids(1, 5));
    expect(more).toEqual([]);
    expect(suffix).toMatchObject({ computed: 1, chunk: { first: 200 } });
    const whole = await run(3, 0, Int32Array.of(...ids(199), ...ids(1, 5)));
    expect(whole.at(-1)?.chunk.values.slice(-frameNumbers)).toEqual(suffix?.chunk.values);
  });

  test("of a shorter text ends at once with an empty chunk", async () => {
    start();
    await open();
    await run(1, 0, ids(5));
    const chunks = await run(2, 3, ids(0));
    expect(chunks).toMatchObject([{ isLast: true, computed: 0, chunk: { first: 4 } }]);
    expect(chunks[0]?.chunk.values.length).toBe(0);
  });

  test("of an empty text gives the state before the first word", async () => {
    start();
    await open();
    const [chunk] = await run(1, 0, ids(0));
    expect(chunk).toMatchObject({ isLast: true, chunk: { first: 0 } });
    expect(chunk?.chunk.values.length).toBe(frameNumbers);
    expect(chunk?.chunk.values.some((value) => value !== 0)).toBe(true);
  });

  test("falls silent when it is superseded", async () => {
    start();
    await open();
    send({ kind: "run", run: 1, from: 0, ids: ids(5000) });
    await until(() => of("chunk").length >= 2);
    await run(2, 0, ids(3));
    const before = of("chunk").filter((reply) => reply.run === 1).length;
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(of("chunk").filter((reply) => reply.run === 1)).toHaveLength(before);
    expect(of("chunk").some((reply) => reply.run === 1 && reply.isLast)).toBe(false);
  });

  test("of 10,000 words looks up after at most 64 steps, and answers in between", async () => {
    start();
    await open();
    send({ kind: "run", run: 1, from: 0, ids: ids(10_000) });
    send({ kind: "logits", request: 2, run: 1, step: 1 });
    await until(() => of("chunk").at(-1)?.isLast === true);
    const chunks = of("chunk");
    expect(Math.max(...chunks.map(({ chunk }) => chunk.values.length / frameNumbers))).toBe(64);
    expect(engine.deferred()).toBe(chunks.length - 1);
    const place = engine.replies.findIndex((reply) => reply.kind === "logits");
    expect(place).toBeGreaterThan(0);
    expect(engine.replies.slice(place + 1).filter((reply) => reply.kind === "chunk").length).toBeGreaterThan(100);
  });

  test("with a word beyond the vocabulary fails as a value, and the next one is computed", async () => {
    start();
    await open();
    send({ kind: "run", run: 1, from: 0, ids: Int32Array.of(4, 999) });
    await until(() => of("failed").length > 0);
    expect(of("failed")[0]?.run).toBe(1);
    expect(await run(2, 0, ids(2))).toHaveLength(2);
  });

  test("that failed has no answers of the words before", async () => {
    start();
    await open();
    await run(1, 0, ids(3));
    send({ kind: "run", run: 2, from: 0, ids: Int32Array.of(4, 999) });
    send({ kind: "logits", request: 5, run: 2, step: 2 });
    await until(() => of("failed").some((reply) => reply.request === 5));
    expect(of("logits")).toEqual([]);
  });
});

describe("a question", () => {
  test("about words that have changed is refused", async () => {
    start();
    await open();
    await run(1, 0, ids(3));
    await run(2, 2, ids(1, 3));
    send({ kind: "logits", request: 7, run: 1, step: 2 });
    await until(() => of("failed").length > 0);
    expect(of("failed")[0]).toMatchObject({ request: 7 });
  });

  test("takes a number apart into terms that add up to it", async () => {
    start();
    await open();
    await run(1, 0, ids(3));
    const target = { kind: "part", layer: 0, step: 2, unit: 3, block: 1, part: "memory" } as const;
    send({ kind: "explain", request: 8, run: 1, target });
    await until(() => of("explained").length > 0);
    const explanation = of("explained")[0]?.explanation;
    if (explanation === undefined) throw new Error("no explanation");
    const sum = explanation.terms.reduce((total, term) => total + term.product, 0) as number;
    // The kernels add in float32; the terms are added in float64 here.
    expect(Math.abs(sum - explanation.total)).toBeLessThan(1e-6);
  });

  test("for every distribution is answered with whole probabilities and the surprise of the words that follow", async () => {
    start();
    await open();
    await run(1, 0, ids(20));
    send({ kind: "distributions", request: 9, run: 1 });
    await until(() => of("distributions").length > 0);
    const steps = of("distributions")[0]?.steps ?? [];
    expect(steps.map(({ step }) => step)).toEqual(Array.from({ length: 20 }, (_, k) => k + 1));
    expect(
      steps.every(
        ({ top }) => top.length === 10 && top.every((word, k) => k === 0 || word.probability <= (top[k - 1]?.probability ?? 0)),
      ),
    ).toBe(true);
    expect(steps.at(-1)?.surpriseBits).toBe(null);
    expect(steps[0]?.surpriseBits).toBeGreaterThan(0);
  });
});
