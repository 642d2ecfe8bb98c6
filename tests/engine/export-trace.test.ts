import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { describeDistribution } from "../../src/engine/distribution.ts";
import { writeTrace } from "../../src/engine/export-trace.ts";
import { typescriptKernels as kernels } from "../../src/engine/kernels/typescript.ts";
import type { Model } from "../../src/engine/model.ts";
import { createRun } from "../../src/engine/run.ts";
import { tokenize, vocabularyOf } from "../../src/engine/tokenizer.ts";
import { valueAt, viewSignal } from "../../src/engine/trace.ts";
import { openOrThrow, readBytes, readNamed } from "./files.ts";
import { createRandomModel } from "./random-model.ts";

const folder = "tests/golden/two-layer-lstm";

function exportText(model: Model, text: string) {
  const tokens = tokenize(text, vocabularyOf(model));
  const run = createRun(model, kernels);
  run.replace(
    0,
    tokens.map((token) => token.id),
  );
  run.advance(tokens.length);
  const trace = run.trace();
  const distributions = tokens.map((_, at) => describeDistribution(run.logits(at + 1), at + 1, tokens[at + 1]?.id ?? null));
  const pieces = writeTrace({ config: model.config, words: model.words, text, tokens, trace, distributions });
  return { trace, exported: JSON.parse([...pieces].join("")) };
}

/** Where two JSON values differ: numbers by more than 2e-6 · max(1, |x|), everything else at all. */
function differences(found: unknown, expected: unknown, path = "trace"): string[] {
  if (typeof expected === "number" && typeof found === "number") {
    const isClose = Math.abs(found - expected) <= 2e-6 * Math.max(1, Math.abs(expected));
    return isClose ? [] : [`${path}: ${found} found, ${expected} needed`];
  }
  if (typeof expected === "object" && expected !== null && typeof found === "object" && found !== null) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(found)]);
    const at = (value: object, key: string) => (value as Record<string, unknown>)[key];
    return [...keys].flatMap((key) => differences(at(found, key), at(expected, key), `${path}.${key}`));
  }
  return found === expected ? [] : [`${path}: ${found} found, ${expected} needed`];
}

describe("an exported trace", () => {
  test("of a two-layer LSTM language model is PyTorch's, key by key", () => {
    const weights = readBytes(`${folder}/two-layer-lstm.safetensors`);
    const about = JSON.parse(readBytes(`${folder}/about.json`).toString()) as { sha256: string };
    expect(createHash("sha256").update(weights).digest("hex")).toBe(about.sha256);
    const { model, found } = openOrThrow([readNamed(`${folder}/two-layer-lstm.safetensors`), readNamed(`${folder}/vocab.json`)]);
    expect(found).toBe("LSTM, 2 layers of 16 units, 60 words");
    const expected = JSON.parse(readBytes(`${folder}/expected-trace.json`).toString()) as { text: string };
    const { exported } = exportText(model, expected.text);
    expect(differences(exported, expected)).toEqual([]);
    // Key by key in the documented order, too.
    expect(Object.keys(exported)).toEqual(Object.keys(expected));
    exported.layers[1].hiddenState[16][15] += 5e-6;
    expect(differences(exported, expected)).toHaveLength(1);
  });

  test.each(["lstm", "rnn", "feed-forward"])("of %s reads back to the same float32", (cell) => {
    const model = createRandomModel({ cell, layers: 2, units: 5, inputs: 3, vocabulary: 8, seed: 2, start: 1 });
    const { trace, exported } = exportText(model, "3 7 0 5");
    expect(exported.tokens[1]).toEqual({ text: "#7", id: 7, known: true });
    for (const name of exported.signals) {
      for (let layer = 0; layer < 2; layer++) {
        const view = viewSignal(trace, layer, name);
        for (let step = 1; step <= 4; step++) {
          for (let unit = 0; unit < 5; unit++) {
            expect(Math.fround(exported.layers[layer][name][step - 1][unit])).toBe(valueAt(view, step, unit));
          }
        }
      }
    }
    const first = viewSignal(trace, 1, "hiddenState");
    expect(exported.initial[1].hiddenState.map(Math.fround)).toEqual([0, 1, 2, 3, 4].map((unit) => valueAt(first, 0, unit)));
  });

  test("of an empty sentence is a valid file", () => {
    const model = createRandomModel({ cell: "lstm", layers: 1, units: 2, inputs: 3, vocabulary: 8, seed: 2 });
    const { exported } = exportText(model, "");
    expect(exported).toMatchObject({ text: "", tokens: [], next: [], initial: [{ cellState: [0, 0], hiddenState: [0, 0] }] });
    expect(exported.layers[0].forgetGate).toEqual([]);
  });
});
