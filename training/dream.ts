import { mkdirSync, writeFileSync } from "node:fs";
import { bytes } from "virtual:kernels/plain";
import type { Kernels } from "../src/engine/kernels/kernels.ts";
import { createSimdKernels } from "../src/engine/kernels/simd.ts";
import type { Model } from "../src/engine/model.ts";
import { createRandom } from "../src/engine/random.ts";
import { compileModel, writeStart } from "../src/engine/run.ts";
import { type SamplingOptions, sampleToken } from "../src/engine/sampling.ts";
import { vocabularyOf } from "../src/engine/tokenizer.ts";
import { frameLength } from "../src/engine/trace.ts";
import { openShipped } from "./open-model.ts";

/** What is dreamt, and how. Stated in memory.json. */
export const dreamRecipe = {
  model: "story-lstm",
  words: 102_400,
  seed: 7,
  options: { temperature: 1, topK: 200, topP: 0.95 },
} as const;

/** Plain SIMD rounds alike on every machine, relaxed SIMD need not. */
export const dreamKernels: Kernels = createSimdKernels("SIMD", bytes);

/**
 * Ids of a text that the model writes by itself: it begins after the start token, every word is drawn from what it expects, and where it
 * ends a story (the start token again) it begins the next. The unknown word is never drawn. The same seed writes the same text.
 */
export function dream(
  model: Model,
  kernels: Kernels,
  { words, seed, options }: { readonly words: number; readonly seed: number; readonly options: SamplingOptions },
): Uint16Array {
  const { stepBlock, readLogits } = compileModel(model, kernels);
  const length = frameLength(model.layout);
  const values = new Float32Array(2 * length);
  const random = createRandom(seed);
  const ids = new Uint16Array(words);
  const unknown = vocabularyOf(model).unknown;
  writeStart(model, stepBlock, values);
  for (let word = 0; word < words; word++) {
    const logits = readLogits({ layout: model.layout, values, steps: 0 }, 0, 1);
    if (vocabularyOf(model).hasUnknown) logits[unknown] = -Infinity;
    const id = sampleToken(logits, random, options);
    ids[word] = id;
    stepBlock(values, 1, Int32Array.of(id), 0, 1);
    values.copyWithin(0, length, 2 * length);
  }
  return ids;
}

/** Writes the text that the page searches and maps, as little-endian uint16 ids, and prints how it begins. */
export function main(): void {
  const model = openShipped(dreamRecipe.model);
  const ids = dream(model, dreamKernels, dreamRecipe);
  const folder = `public/memory/${dreamRecipe.model}`;
  mkdirSync(folder, { recursive: true });
  const bytesOfIds = new Uint8Array(ids.length * 2);
  const view = new DataView(bytesOfIds.buffer);
  ids.forEach((id, k) => {
    view.setUint16(2 * k, id, true);
  });
  writeFileSync(`${folder}/dream.bin`, bytesOfIds);
  const words = Array.from(ids.subarray(0, 120), (id) => model.words?.[id] ?? `#${id}`);
  process.stdout.write(`${ids.length} words, seed ${dreamRecipe.seed}: ${words.join(" ")}\n`);
}
