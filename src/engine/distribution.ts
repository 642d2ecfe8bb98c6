import { entropyBits, highestIds, softmax, surpriseBits } from "./softmax.ts";

/** What a model expects after a step: its likeliest words, how undecided it is, and how surprised by what followed. */
export interface StepDistribution {
  /** 1 … T: the distribution after this word. */
  readonly step: number;
  /** Likeliest first. */
  readonly top: readonly { readonly id: number; readonly probability: number }[];
  /** 0 … log2 V. */
  readonly entropyBits: number;
  /** −log2 p of the word that follows; null after the last. */
  readonly surpriseBits: number | null;
}

/** Describes the distribution that `logits` (V) give after `step`, at the model's own temperature. `following` is the id of the next word, null after the last. */
export function describeDistribution(
  logits: Float32Array,
  step: number,
  following: number | null,
  options: { readonly count?: number; readonly temperature?: number } = {},
): StepDistribution {
  const temperature = options.temperature ?? 1;
  const probabilities = softmax(logits, temperature);
  return {
    step,
    top: highestIds(probabilities, options.count ?? 10).map((id) => ({ id, probability: probabilities[id] as number })),
    entropyBits: entropyBits(probabilities),
    surpriseBits: following === null ? null : surpriseBits(logits, following, temperature),
  };
}
