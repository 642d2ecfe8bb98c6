import { sigmoidSlope } from "./gradients/calculus.ts";

/**
 * p = softmax(logits / temperature), float64 (V), adding up to 1. The highest logit is subtracted first, so nothing overflows.
 * `temperature` is above 0; 1 is the model's own.
 */
export function softmax(logits: Float32Array, temperature = 1): Float64Array {
  const probabilities = new Float64Array(logits.length);
  const highest = highestOf(logits);
  let total = 0;
  for (let id = 0; id < logits.length; id++) {
    const weight = Math.exp(((logits[id] as number) - highest) / temperature);
    probabilities[id] = weight;
    total += weight;
  }
  for (let id = 0; id < logits.length; id++) probabilities[id] = (probabilities[id] as number) / total;
  return probabilities;
}

/**
 * Softmax as a function of one logit while all others are held: p(z) = σ((z − r) / τ), r = τ · ln Σ of the others' e^(z_j / τ), with its
 * derivative p (1 − p) / τ. `others` is r: the logit at which the word has an even chance; −Infinity where it is the only word.
 */
export function softmaxOfOne(
  logits: Float32Array,
  id: number,
  temperature = 1,
): { readonly value: (z: number) => number; readonly slope: (z: number) => number; readonly others: number } {
  let highest = -Infinity;
  for (let k = 0; k < logits.length; k++) if (k !== id && (logits[k] as number) > highest) highest = logits[k] as number;
  let total = 0;
  for (let k = 0; k < logits.length; k++) if (k !== id) total += Math.exp(((logits[k] as number) - highest) / temperature);
  const others = total === 0 ? -Infinity : highest + temperature * Math.log(total);
  const value = (z: number) => 1 / (1 + Math.exp((others - z) / temperature));
  return { value, slope: (z) => sigmoidSlope((z - others) / temperature) / temperature, others };
}

/** −Σ p log2 p: 0 where one word is certain, log2 V where all are alike. */
export function entropyBits(probabilities: Float64Array): number {
  let nats = 0;
  for (const p of probabilities) if (p > 0) nats -= p * Math.log(p);
  return Math.max(0, nats / Math.LN2);
}

/** −log2 p of one word, from the logits: finite where its probability underflows. */
export function surpriseBits(logits: Float32Array, id: number, temperature = 1): number {
  return surpriseNats(logits, id, temperature) / Math.LN2;
}

/** −ln p of one word: the loss of a language model. */
export function surpriseNats(logits: Float32Array | Float64Array, id: number, temperature = 1): number {
  const highest = highestOf(logits);
  let total = 0;
  for (let k = 0; k < logits.length; k++) total += Math.exp(((logits[k] as number) - highest) / temperature);
  return Math.log(total) - ((logits[id] as number) - highest) / temperature;
}

/** Ids of the `count` highest values, highest first; of equal values the lower id. */
export function highestIds(values: Float32Array | Float64Array, count: number): number[] {
  const ids: number[] = [];
  for (let id = 0; id < values.length; id++) {
    const value = values[id] as number;
    if (ids.length === count && value <= (values[ids[count - 1] as number] as number)) continue;
    let place = ids.length;
    while (place > 0 && (values[ids[place - 1] as number] as number) < value) place--;
    ids.splice(place, 0, id);
    if (ids.length > count) ids.pop();
  }
  return ids;
}

function highestOf(logits: Float32Array | Float64Array): number {
  let highest = -Infinity;
  for (const logit of logits) if (logit > highest) highest = logit;
  return highest;
}
