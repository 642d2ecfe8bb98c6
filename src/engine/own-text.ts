import type { Slowly } from "./gradients/progress.ts";
import type { Kernels } from "./kernels/kernels.ts";
import type { Model } from "./model.ts";
import { createRandom } from "./random.ts";
import { compileModel, writeStart } from "./run.ts";
import { type SamplingOptions, sampleToken } from "./sampling.ts";
import { vocabularyOf } from "./tokenizer.ts";
import { frameLength } from "./trace.ts";

/** How a model writes a text by itself. */
export interface Writing {
  readonly words: number;
  readonly seed: number;
  readonly options: SamplingOptions;
  /** Whether it may end a story (the start token again) and begin the next; else that token is never drawn. */
  readonly mayEnd: boolean;
}

/** Words that are drawn between two reports of progress. */
const STRIDE = 8;

/**
 * Ids of a text that the model writes by itself: it begins after the start token, every word is drawn from what it expects. The unknown
 * word is never drawn. The same seed writes the same text. Yields how much is done, 0 … 1. @throws RangeError without a readout
 */
export function* writeText(model: Model, kernels: Kernels, { words, seed, options, mayEnd }: Writing): Slowly<Int32Array> {
  const { stepBlock, readLogits } = compileModel(model, kernels);
  const length = frameLength(model.layout);
  const values = new Float32Array(2 * length);
  const random = createRandom(seed);
  const ids = new Int32Array(words);
  const { unknown, hasUnknown } = vocabularyOf(model);
  writeStart(model, stepBlock, values);
  for (let word = 0; word < words; word++) {
    const logits = readLogits({ layout: model.layout, values, steps: 0 }, 0, 1);
    if (hasUnknown) logits[unknown] = -Infinity;
    if (!mayEnd && model.start !== null) logits[model.start] = -Infinity;
    const id = sampleToken(logits, random, options);
    ids[word] = id;
    stepBlock(values, 1, Int32Array.of(id), 0, 1);
    values.copyWithin(0, length, 2 * length);
    if (word % STRIDE === STRIDE - 1) yield (word + 1) / words;
  }
  return ids;
}
