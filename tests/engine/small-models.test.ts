import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { typescriptKernels as kernels } from "../../src/engine/kernels/typescript.ts";
import type { Model } from "../../src/engine/model.ts";
import { createRandom } from "../../src/engine/random.ts";
import { createRun } from "../../src/engine/run.ts";
import { tokenize, vocabularyOf } from "../../src/engine/tokenizer.ts";
import { type Trace, valueAt, viewSignal } from "../../src/engine/trace.ts";
import { openSmall, readBytes } from "./files.ts";

/** tests/golden/small.json, written by training/golden_small.py: all states and logits over the start of each model's sample. */
interface SmallGolden {
  readonly id: string;
  readonly sha256: string;
  readonly ids: readonly number[];
  /** (T + 1, S, H) */
  readonly states: readonly number[];
  /** (T + 1, V) */
  readonly logits: readonly number[];
  readonly float32Error: number;
}

const { models } = JSON.parse(readBytes("tests/golden/small.json").toString()) as { models: readonly SmallGolden[] };

/** All units of a signal after a step. */
const signalAt = (trace: Trace, name: string, step: number): number[] => {
  const view = viewSignal(trace, 0, name);
  return Array.from({ length: view.units }, (_, unit) => valueAt(view, step, unit));
};

/** The text read from the start; rows of a signal by step, 1 … T. */
function read(model: Model, text: string) {
  const tokens = tokenize(text, vocabularyOf(model));
  expect(tokens.every(({ known }) => known)).toBe(true);
  const run = createRun(model, kernels);
  run.replace(
    0,
    tokens.map(({ id }) => id),
  );
  run.advance(tokens.length);
  return {
    words: tokens.map(({ text: word }) => word),
    /** (T) */
    of: (signal: string, unit: number) => tokens.map((_, k) => signalAt(run.trace(), signal, k + 1)[unit] as number),
    likeliest: (step: number) => {
      const chances = run.probabilitiesOf(step, 1);
      return model.words?.[chances.indexOf(Math.max(...chances))];
    },
  };
}

describe.each(models)("$id", ({ id, sha256, ids, states, logits, float32Error }) => {
  const model = openSmall(id);

  test("is the file that the values came from, and its config names it", () => {
    const weights = readBytes(`public/small/${id}/model.safetensors`);
    expect(createHash("sha256").update(weights).digest("hex")).toBe(sha256);
    expect(model.config.provenance?.sha256).toBe(sha256);
  });

  test("is at most three times as far from float64 as PyTorch's own float32", () => {
    const run = createRun(model, kernels);
    run.replace(0, ids);
    run.advance(ids.length);
    const names = model.cell.id === "lstm" ? ["cellState", "hiddenState"] : ["hiddenState"];
    const own = Array.from({ length: ids.length + 1 }, (_, step) =>
      names.flatMap((name) => signalAt(run.trace(), name, step)),
    ).flat();
    const found = run.logitsOf(0, ids.length + 1);
    expect(own.length).toBe(states.length);
    expect(found.length).toBe(logits.length);
    // A network of units that are all saturated loses nothing to rounding: a float32 of the size of its logits may always be lost.
    const allowed = Math.max(3 * float32Error, 2 ** -20);
    for (const [at, value] of own.entries()) expect(Math.abs(value - (states[at] as number))).toBeLessThanOrEqual(allowed);
    for (const [at, value] of found.entries()) expect(Math.abs(value - (logits[at] as number))).toBeLessThanOrEqual(allowed);
  });
});

describe("what the small networks do", () => {
  test.each(["keep", "keep-rnn"])("%s says the kept colour, whatever stands between", (id) => {
    const model = openSmall(id);
    const random = createRandom(5);
    const fillers = ["the", "dog", "ran", "home", "red", "blue"];
    for (let round = 0; round < 20; round++) {
      const kept = random() < 0.5 ? "red" : "blue";
      const between = Array.from({ length: 1 + Math.floor(random() * 30) }, () => fillers[Math.floor(random() * 6)]);
      const { words, likeliest } = read(model, `keep ${kept} ${between.join(" ")} say`);
      expect(likeliest(words.length)).toBe(kept);
    }
  });

  test("keep holds the colour in one unit: written behind keep, its sign the colour's, its gate open until the next keep", () => {
    const { of } = read(openSmall("keep"), "keep red the blue dog red say ran home keep blue the red dog say");
    const cell = of("cellState", 0);
    const [first, second] = [cell.slice(1, 9), cell.slice(10)];
    expect(new Set(first.map(Math.sign)).size).toBe(1);
    expect(new Set(second.map(Math.sign))).toEqual(new Set([-Math.sign(first[0] as number)]));
    for (const part of [first, second]) expect(Math.max(...part) - Math.min(...part)).toBeLessThan(0.05);
    const gate = of("forgetGate", 0);
    expect(Math.min(...gate.slice(1, 9), ...gate.slice(10))).toBeGreaterThan(0.95);
    expect(Math.max(gate[0] as number, gate[9] as number)).toBeLessThan(0.6);
  });

  test.each(["count", "count-rnn"])("%s ends after as many b as a, from one to ten", (id) => {
    const model = openSmall(id);
    for (let n = 1; n <= 10; n++) {
      const { likeliest } = read(model, "a".repeat(n) + "b".repeat(n));
      for (let step = n + 1; step <= 2 * n; step++) expect(likeliest(step), `${n}, ${step}`).toBe(step < 2 * n ? "b" : "|");
    }
  });

  test("count's cell rises by nearly one at every a and falls by nearly one at every b", () => {
    const cell = read(openSmall("count"), "aaaaaaaabbbbbbbb").of("cellState", 0);
    cell.slice(1).forEach((value, k) => {
      const change = (value - (cell[k] as number)) * (k + 1 < 8 ? 1 : -1);
      expect(change).toBeGreaterThan(0.9);
      expect(change).toBeLessThan(1.1);
    });
  });

  test("depth's cell is the number of open brackets, but for a constant", () => {
    const text = "((()())())(()((())))()";
    const cell = read(openSmall("depth"), text).of("cellState", 0);
    let depth = 0;
    const offsets = [...text].map((bracket, at) => {
      depth += bracket === "(" ? 1 : -1;
      return (cell[at] as number) - depth;
    });
    expect(Math.max(...offsets) - Math.min(...offsets)).toBeLessThan(0.35);
  });
});
