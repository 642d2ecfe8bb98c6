import type { Random } from "./random.ts";
import { highestIds, softmax } from "./softmax.ts";

/** How the next word is drawn: temperature first, then the k likeliest, then the likeliest that together reach p. */
export interface SamplingOptions {
  /** Above 0; 1 is the model's own. */
  readonly temperature?: number;
  /** Only the k likeliest words; off by default. */
  readonly topK?: number;
  /** Only the likeliest words whose probabilities reach p together, the crossing one included; off by default. */
  readonly topP?: number;
}

/** Draws the id of a next word. The same seed and logits draw the same word. */
export function sampleToken(logits: Float32Array, random: Random, options: SamplingOptions = {}): number {
  const probabilities = softmax(logits, options.temperature ?? 1);
  const isWhole = options.topK === undefined && options.topP === undefined;
  const ids = isWhole ? [...probabilities.keys()] : keptIds(probabilities, options);
  let kept = 0;
  for (const id of ids) kept += probabilities[id] as number;
  let left = random() * kept;
  for (const id of ids) {
    left -= probabilities[id] as number;
    if (left < 0) return id;
  }
  // Rounding may leave a crumb: the last word that has a chance at all.
  return ids.findLast((id) => (probabilities[id] as number) > 0) as number;
}

function keptIds(probabilities: Float64Array, { topK, topP }: SamplingOptions): number[] {
  const ids = highestIds(probabilities, Math.max(1, topK ?? probabilities.length));
  if (topP === undefined) return ids;
  let total = 0;
  for (const id of ids) total += probabilities[id] as number;
  let reached = 0;
  const end = ids.findIndex((id) => {
    reached += (probabilities[id] as number) / total;
    return reached >= topP;
  });
  return end < 0 ? ids : ids.slice(0, end + 1);
}
