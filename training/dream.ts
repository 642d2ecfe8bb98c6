import { mkdirSync, writeFileSync } from "node:fs";
import { bytes } from "virtual:kernels/plain";
import { finish } from "../src/engine/gradients/progress.ts";
import type { Kernels } from "../src/engine/kernels/kernels.ts";
import { createSimdKernels } from "../src/engine/kernels/simd.ts";
import type { Model } from "../src/engine/model.ts";
import { type Writing, writeText } from "../src/engine/own-text.ts";
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

/** The text of `writeText`, story after story. */
export function dream(model: Model, kernels: Kernels, recipe: Omit<Writing, "mayEnd">): Uint16Array {
  return Uint16Array.from(finish(writeText(model, kernels, { ...recipe, mayEnd: true })));
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
