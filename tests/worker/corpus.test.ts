import { afterEach, describe, expect, test } from "vitest";
import { ledgerShares, memoryHorizon } from "../../src/engine/analysis/write-ledger.ts";
import { placeOnPlane } from "../../src/engine/corpus/plane.ts";
import type { NamedBytes } from "../../src/engine/formats/format.ts";
import { typescriptKernels } from "../../src/engine/kernels/typescript.ts";
import { openFiles } from "../../src/engine/open-files.ts";
import { createRandom } from "../../src/engine/random.ts";
import { createRun } from "../../src/engine/run.ts";
import { valueAt, viewSignal } from "../../src/engine/trace.ts";
import { createEngineClient, type EngineClient, ProblemError } from "../../src/store/engine-client.ts";
import type { CorpusAnswer, CorpusQuestion } from "../../src/worker/corpus-protocol.ts";
import type { EngineLine } from "../../src/worker/spawn.ts";
import { createTestEngine, modelsBase, type TestEngine, until } from "./in-process-engine.ts";
import { makeTinyModel, tinyWords } from "./tiny-model.ts";

const files = makeTinyModel({ id: "a", cell: "lstm", seed: 3 });
const models = new Map<string, readonly NamedBytes[]>([["a", files]]);
const random = createRandom(9);
const ids = Int32Array.from({ length: 400 }, () => 2 + Math.floor(random() * (tinyWords.length - 2)));

let line: EngineLine;
let engine: TestEngine;
let client: EngineClient;
afterEach(() => {
  client.stop();
  line.stop();
});

const start = async () => {
  engine = createTestEngine(models);
  line = engine.spawn();
  client = createEngineClient(line.endpoint, { onChunk: () => {}, onRunFailed: () => {} });
  (await client.open({ kind: "shipped", id: "a", base: `${modelsBase}a/` }, () => {})).show();
};

const ask = async <Kind extends CorpusAnswer["kind"]>(question: CorpusQuestion, kind: Kind) => {
  const answer = await client.corpus(question);
  if (answer?.kind !== kind) throw new Error(`${answer?.kind} where ${kind} was asked`);
  return answer as Extract<CorpusAnswer, { kind: Kind }>;
};
const openCorpus = (signals = ["cellState", "hiddenState"]) =>
  ask({ kind: "open", source: { kind: "ids", ids: ids.slice() }, layer: 0, signals }, "opened");

const openTiny = () => {
  const opened = openFiles(files);
  if (!opened.ok) throw new Error(opened.problem.title);
  return opened.value;
};

/** The states of the corpus as a run of the whole gives them. */
const wholeRun = () => {
  const run = createRun(openTiny().model, typescriptKernels);
  run.replace(0, ids);
  run.advance(ids.length);
  return run.trace();
};

describe("a corpus", () => {
  test("is read with progress, and says what it takes and what its units do", async () => {
    await start();
    const opened = await openCorpus();
    expect(opened).toMatchObject({ units: 8, bytes: 400 * (8 * 2 + 4) });
    expect(opened.ids).toHaveLength(400);
    expect(opened.holds).toMatchObject({ words: 400 });
    expect(opened.holds?.ninetieth).toHaveLength(8);
    expect(opened.means.get("forgetGate")).toHaveLength(8);
  });

  test("answers which contexts lie nearest: a context's own state first, with cosine 1", async () => {
    await start();
    await openCorpus();
    const view = viewSignal(wholeRun(), 0, "hiddenState");
    const state = Float32Array.from({ length: 8 }, (_, unit) => valueAt(view, 124, unit));
    const { contexts } = await ask({ kind: "nearest", signal: "hiddenState", state, count: 5 }, "nearest");
    expect(contexts).toHaveLength(5);
    expect(contexts[0]?.word).toBe(123);
    expect(contexts[0]?.cosine).toBeGreaterThan(0.999);
  });

  test("answers what the model expected next in a near context, but where two words are as likely to within a byte", async () => {
    await start();
    await openCorpus();
    const view = viewSignal(wholeRun(), 0, "hiddenState");
    const stateAt = (word: number) => Float32Array.from({ length: 8 }, (_, unit) => valueAt(view, word + 1, unit));
    const { contexts } = await ask({ kind: "nearest", signal: "hiddenState", state: stateAt(123), count: 40 }, "nearest");
    const { model } = openTiny();
    const { bias, weights } = model.readout ?? { bias: new Float32Array(), weights: new Float32Array() };
    for (const { word, expects } of contexts) {
      const state = stateAt(word);
      const logits = Array.from(
        bias,
        (own, id) => own + state.reduce((sum, h, u) => sum + h * (weights[id * 8 + u] as number), 0),
      );
      expect(Math.max(...logits) - (logits[expects ?? -1] as number)).toBeLessThan(0.05);
    }
    expect(new Set(contexts.map(({ expects }) => expects)).size).toBeGreaterThan(1);
  });

  test("says how much of the cell is still of the word so many back, over its beginning", async () => {
    await start();
    const { horizon } = await openCorpus();
    const whole = memoryHorizon(ledgerShares(wholeRun(), 0));
    expect(horizon).toHaveLength(60);
    for (const [back, share] of (horizon ?? []).entries()) expect(share).toBeCloseTo(whole[back] as number, 6);
  });

  test("answers where a unit stands out, with its values around, and beside it a unit at random", async () => {
    await start();
    await openCorpus();
    const answer = await ask({ kind: "strongest", signal: "cellState", unit: 2, other: 5, count: 3, around: 2 }, "strongest");
    const view = viewSignal(wholeRun(), 0, "cellState");
    const values = Array.from({ length: 400 }, (_, word) => valueAt(view, word + 1, 2));
    expect(answer.high[0]?.value).toBeCloseTo(Math.max(...values), 1);
    expect(answer.low[0]?.value).toBeCloseTo(Math.min(...values), 1);
    for (const { word, value, first, values: around } of [...answer.high, ...answer.low])
      expect(around[word - first]).toBeCloseTo(value, 6);
    expect(answer.other).toHaveLength(3);
  });

  test("answers a pattern, what follows its matches, and how often a unit has which values", async () => {
    await start();
    await openCorpus();
    const view = viewSignal(wholeRun(), 0, "cellState");
    const above = Array.from({ length: 400 }, (_, word) => valueAt(view, word + 1, 1)).filter((value) => value >= 0.3).length;
    const pattern = {
      signal: "cellState",
      threshold: 0.3,
      length: 1,
      conditions: [{ offset: 0, unit: 1, reading: "high" as const }],
      leastUnits: 1,
      sparedWords: 0,
    };
    const { matches, next } = await ask({ kind: "match", pattern }, "match");
    // A value within half a byte of the threshold may fall on either side.
    expect(Math.abs(matches.total - above)).toBeLessThan(8);
    expect(matches.total).toBeGreaterThan(0);
    expect(matches.expected).toBeCloseTo(matches.total, 6);
    for (const { lift } of next) expect(lift).toBeGreaterThan(1);
    const { histogram, threshold } = await ask({ kind: "histogram", signal: "cellState", units: [1] }, "histogram");
    expect(histogram.counts.reduce((sum, count) => sum + count, 0)).toBe(400);
    expect(threshold).toBeGreaterThan(0);
  });

  test("answers with a map of its states, every point where the whole run has it to within a byte a unit", async () => {
    await start();
    await openCorpus();
    const { plane } = await ask({ kind: "plane", signal: "cellState" }, "plane");
    expect(plane.words).toHaveLength(400 - 20);
    const view = viewSignal(wholeRun(), 0, "cellState");
    for (const point of [0, 100, 379]) {
      const word = plane.words[point] as number;
      const state = Float32Array.from({ length: view.units }, (_, unit) => valueAt(view, word + 1, unit));
      const { x, y } = placeOnPlane(plane, state.map(Math.tanh));
      expect(x).toBeCloseTo(plane.placed.x[point] as number, 1);
      expect(y).toBeCloseTo(plane.placed.y[point] as number, 1);
    }
    expect(plane.explained[0]).toBeGreaterThanOrEqual(plane.explained[1] as number);
  });

  test("answers with the states of a text of its own", async () => {
    await start();
    const { words, states } = await ask({ kind: "states", text: "the cat sat", layer: 0 }, "states");
    expect(words).toEqual(["the", "cat", "sat"]);
    expect(states.get("hiddenState")).toHaveLength(3 * 8);
    expect(states.get("cellState")).toHaveLength(3 * 8);
  });

  test("may be the reader's own text; one without words is refused, and the corpus stays", async () => {
    await start();
    await openCorpus();
    const refused = client.corpus({ kind: "open", source: { kind: "text", text: " \n " }, layer: 0, signals: ["hiddenState"] });
    await expect(refused).rejects.toThrow(ProblemError);
    await expect(refused).rejects.toThrow("There are no words in this text");
    const kept = await ask({ kind: "histogram", signal: "hiddenState", units: [0] }, "histogram");
    expect(kept.histogram.counts.reduce((sum, count) => sum + count, 0)).toBe(400);
    const opened = await ask(
      { kind: "open", source: { kind: "text", text: "The cat sat. The dog sat!" }, layer: 0, signals: ["hiddenState"] },
      "opened",
    );
    expect(Array.from(opened.ids, (id) => tinyWords[id]).join(" ")).toBe("the cat sat . the dog sat !");
  });

  test("is superseded by a newer one, stopped when it is told so, and not there before it is opened", async () => {
    await start();
    expect(await client.corpus({ kind: "histogram", signal: "hiddenState", units: [0] })).toBeNull();
    const long = Int32Array.from({ length: 200_000 }, (_, k) => 2 + (k % 20));
    const openLong = () =>
      client.corpus({ kind: "open", source: { kind: "ids", ids: long }, layer: 0, signals: ["hiddenState"] });
    const first = openLong();
    const second = openCorpus();
    expect(await first).toBeNull();
    expect((await second).ids).toHaveLength(400);
    const advances = () => engine.replies.filter((reply) => reply.kind === "advanced" && reply.done > 0).length;
    const before = advances();
    const third = openLong();
    await until(() => advances() > before, "part of the text was read");
    await client.corpus({ kind: "cancel" });
    expect(await third).toBeNull();
  });
});
