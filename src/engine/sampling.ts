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

/**
 * Probabilities (V) with which a next word is drawn, adding up to 1: 0 for what top-k and top-p leave out. Never leaves out the
 * likeliest; of equally likely words the lower id goes first.
 */
export function filterProbabilities(logits: Float32Array, options: SamplingOptions = {}): Float64Array {
  const probabilities = softmax(logits, options.temperature ?? 1);
  if (options.topK === undefined && options.topP === undefined) return probabilities;
  const ids = keptIds(probabilities, options);
  const kept = ids.reduce((sum, id) => sum + (probabilities[id] as number), 0);
  const filtered = new Float64Array(probabilities.length);
  for (const id of ids) filtered[id] = (probabilities[id] as number) / kept;
  return filtered;
}

/** Draws the id of a next word. The same seed and logits draw the same word. */
export function sampleToken(logits: Float32Array, random: Random, options: SamplingOptions = {}): number {
  const probabilities = filterProbabilities(logits, options);
  let left = random();
  for (let id = 0; id < probabilities.length; id++) {
    left -= probabilities[id] as number;
    if (left < 0) return id;
  }
  // Rounding may leave a crumb: the last word that has a chance at all.
  return probabilities.findLastIndex((probability) => probability > 0);
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
