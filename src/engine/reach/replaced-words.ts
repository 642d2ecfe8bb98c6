import type { Slowly } from "../gradients/progress.ts";
import type { Kernels } from "../kernels/kernels.ts";
import type { Model } from "../model.ts";
import { createRandom } from "../random.ts";
import { drawOther, measureReplaced, type Replacement } from "./replaced.ts";

/** What of a prediction each word of a text carries: what is gone, in bits, when other words stand in its place. */
export interface WordsReplaced {
  /** Mean over the other words of the divergence of the prediction after step `at`, bits ≥ 0: (at), entry t − 1 of step t. */
  readonly bits: Float64Array;
  /** Other words that were tried at each place. */
  readonly draws: number;
}

/** Steps that all of it may take, about: longer texts get fewer draws. */
const STEPS = 24_000;
const MOST_DRAWS = 8;

/**
 * Puts other words, drawn from `pool`, in the place of every word up to step `at`, one at a time, and compares what the model expects
 * after `at`. Yields how much is done, 0 … 1. @throws RangeError for a step that the text has not, a pool of one word alone
 */
export function* measureWordsReplaced(
  model: Model,
  ids: Int32Array,
  { at, pool, seed }: { readonly at: number; readonly pool: Int32Array; readonly seed: number },
  kernels: Kernels,
): Slowly<WordsReplaced> {
  if (!(at >= 1 && at <= ids.length)) throw new RangeError(`step ${at} of ${ids.length}`);
  const random = createRandom(seed);
  const draws = Math.max(1, Math.min(MOST_DRAWS, Math.floor((2 * STEPS) / at ** 2)));
  const read = ids.subarray(0, at);
  const replacements = Array.from({ length: at * draws }, (_, n): Replacement => {
    const step = Math.floor(n / draws) + 1;
    return { at: step, id: drawOther(pool, read[step - 1] as number, random) };
  });
  const plan = { replacements, layer: 0, reach: at, lagsOf: (step: number) => [at - step] };
  const found = yield* measureReplaced(model, read, plan, kernels);
  const bits = Float64Array.from({ length: at }, (_, word) => {
    const own = found.bits.subarray(word * draws, (word + 1) * draws);
    return own.reduce((sum, each) => sum + each, 0) / draws;
  });
  return { bits, draws };
}
