import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { NamedBytes } from "../../src/engine/formats/format.ts";
import { runWords } from "../../src/engine/gradients/study.ts";
import { typescriptKernels as kernels } from "../../src/engine/kernels/typescript.ts";
import { measureSurprises } from "../../src/engine/prediction.ts";
import { createRun } from "../../src/engine/run.ts";
import { openShipped } from "../../src/engine/shipped-model.ts";
import { tokenize, vocabularyOf } from "../../src/engine/tokenizer.ts";
import { frameLength, signalIndex } from "../../src/engine/trace.ts";
import { named, openOrThrow, readBytes, readNamed } from "./files.ts";
import { finish } from "./gradients/finish.ts";

/** tests/golden/shipped.json, written by training/golden_shipped.py: chosen units and words of the shipped models in float64. */
interface ShippedModel {
  readonly id: string;
  readonly sha256: string;
  /** Name of the file of float64 values. */
  readonly values: string;
  readonly layers: number;
  readonly signals: readonly string[];
  readonly units: readonly number[];
  readonly words: readonly number[];
  /** PyTorch's own largest float32 error, a signal (and logits) each. */
  readonly float32Error: Readonly<Record<string, number>>;
  readonly sentences: readonly {
    readonly text: string;
    readonly words: readonly string[];
    readonly ids: readonly number[];
    /** Bits, a word each, in float64. */
    readonly surprises: readonly number[];
    readonly surpriseError: number;
  }[];
}

const { models } = JSON.parse(readBytes("tests/golden/shipped.json").toString()) as { models: readonly ShippedModel[] };

const filesOf = (id: string) =>
  ["model.safetensors", "config.json", "vocab.json"].map((name) => readNamed(`public/models/${id}/${name}`));

function openModel(id: string) {
  return openOrThrow(filesOf(id)).model;
}

describe.each(models)("$id", (golden) => {
  const model = openModel(golden.id);

  test("is the file that the values came from", () => {
    const weights = readBytes(`public/models/${golden.id}/model.safetensors`);
    expect(createHash("sha256").update(weights).digest("hex")).toBe(golden.sha256);
    expect(golden.sentences.length).toBeGreaterThanOrEqual(12);
  });

  test("reads every sentence as the training script does", () => {
    for (const { text, words, ids } of golden.sentences) {
      const tokens = tokenize(text, vocabularyOf(model));
      expect(tokens.map((token) => token.text)).toEqual(words);
      expect(tokens.map((token) => token.id)).toEqual(ids);
    }
  });

  test("is as surprised by every word as PyTorch: at most twice as far from float64 as its float32", () => {
    let largest = 0;
    for (const { ids, surprises } of golden.sentences) {
      const bits = finish(measureSurprises(runWords(model, Int32Array.from(ids))));
      expect(bits.length).toBe(surprises.length);
      surprises.forEach((wanted, k) => {
        largest = Math.max(largest, Math.abs((bits[k] as number) - wanted));
      });
    }
    expect(largest).toBeLessThanOrEqual(2 * Math.max(...golden.sentences.map(({ surpriseError }) => surpriseError)));
  });

  test("is at most twice as far from float64 as PyTorch's own float32", () => {
    const values = new Float64Array(Uint8Array.from(readBytes(`tests/golden/${golden.values}`)).buffer);
    const errors = new Map<string, number>();
    const note = (name: string, ours: number, theirs: number) => {
      errors.set(name, Math.max(errors.get(name) ?? 0, Math.abs(ours - theirs)));
    };
    const run = createRun(model, kernels);
    const { layout } = model;
    let at = 0;
    for (const { ids } of golden.sentences) {
      run.replace(0, ids);
      run.advance(ids.length);
      const trace = run.trace();
      const logits = run.logitsOf(0, ids.length + 1);
      for (let step = 0; step <= ids.length; step++) {
        for (let layer = 0; layer < golden.layers; layer++) {
          for (const name of golden.signals) {
            const start = step * frameLength(layout) + (layer * layout.signals.length + signalIndex(layout, name)) * layout.units;
            for (const unit of golden.units) note(name, trace.values[start + unit] as number, values[at++] as number);
          }
        }
        const first = step * model.config.vocabulary;
        for (const id of golden.words) note("logits", logits[first + id] as number, values[at++] as number);
      }
    }
    expect(at).toBe(values.length);
    expect([...errors.keys()].toSorted()).toEqual(Object.keys(golden.float32Error).toSorted());
    for (const [name, error] of errors) expect(error, name).toBeLessThanOrEqual(2 * (golden.float32Error[name] as number));
  });
});

test("every shipped model has its values", () => {
  expect(models.map((model) => model.id)).toEqual(["story-lstm", "story-rnn", "story-stateless"]);
});
describe("a model that ships", () => {
  test.each(models.map(({ id }) => id))("%s is opened without a search as it is with one, number for number", (id) => {
    const { model, ...about } = openOrThrow(filesOf(id));
    const direct = openShipped(filesOf(id));
    if (direct === null) throw new Error("it was not opened");
    const { cell, layers, embedding, readout, ...rest } = direct.model;
    expect({ ...about, found: direct.found, notes: direct.notes, bytes: direct.bytes }).toEqual(about);
    expect(rest).toEqual({
      ...rest,
      config: model.config,
      layout: model.layout,
      words: model.words,
      start: model.start,
    });
    expect(cell).toBe(model.cell);
    const numbers = (of: typeof model) => [
      of.embedding,
      ...of.layers.flatMap(({ inputWeights, recurrentWeights, bias }) => [inputWeights, recurrentWeights, bias]),
      of.readout?.bias ?? new Float32Array(),
    ];
    numbers(direct.model).forEach((found, at) => {
      expect(Buffer.from(found.buffer).equals(Buffer.from((numbers(model)[at] as Float32Array).buffer)), `tensor ${at}`).toBe(
        true,
      );
    });
    expect(layers.map(({ inputs, units }) => [inputs, units])).toEqual(model.layers.map(({ inputs, units }) => [inputs, units]));
    expect([readout?.weights === embedding, model.readout?.weights === model.embedding]).toEqual([true, true]);
  });

  test("is left to the search where its files are written in another way", () => {
    const [weights, config, vocabulary] = filesOf("story-rnn") as [NamedBytes, NamedBytes, NamedBytes];
    const told = JSON.parse(new TextDecoder().decode(config.bytes));
    const tell = (change: object) => named("config.json", JSON.stringify({ ...told, ...change }));
    expect(openShipped([weights, vocabulary])).toBeNull();
    expect(openShipped([weights, tell({ tied: false }), vocabulary])).toBeNull();
    expect(openShipped([weights, tell({ cell: "gru" }), vocabulary])).toBeNull();
    expect(openShipped([weights, tell({ layers: 2 }), vocabulary])).toBeNull();
    expect(openShipped([weights, tell({ cell: "feed-forward" }), vocabulary])).toBeNull();
  });
});
