import type { Shown } from "../analysis/shown-state.ts";
import { type CodedSignal, codedValue, LARGEST_CODE } from "./corpus-trace.ts";

/** A place in the corpus, 0-based, and how alike its state is. */
export interface NearContext {
  readonly word: number;
  /** Cosine, −1 … 1. */
  readonly cosine: number;
}

/**
 * The contexts whose state points most nearly the same way as `state` (H), the nearest first, earlier ones first among equals.
 * @param from words before this one are left out: the state has not yet come to rest there; @param shown what is compared of a value
 */
export function nearestContexts(
  { codes, scales }: CodedSignal,
  state: ArrayLike<number>,
  count: number,
  { from = 0, shown = (value) => value }: { readonly from?: number; readonly shown?: Shown } = {},
): readonly NearContext[] {
  const units = scales.length;
  const words = codes.length / units;
  const dots = new Float64Array(words);
  const squares = new Float64Array(words);
  let own = 0;
  for (let u = 0; u < units; u++) {
    const scale = scales[u] as number;
    const weight = shown(state[u] as number);
    own += weight ** 2;
    const values = Float64Array.from({ length: 2 * LARGEST_CODE + 1 }, (_, at) => shown((at - LARGEST_CODE) * scale));
    const row = u * words;
    for (let word = from; word < words; word++) {
      const value = values[(codes[row + word] as number) + LARGEST_CODE] as number;
      dots[word] = (dots[word] as number) + weight * value;
      squares[word] = (squares[word] as number) + value * value;
    }
  }
  const size = Math.sqrt(own);
  const cosineAt = (word: number) => {
    const length = size * Math.sqrt(squares[word] as number);
    return length > 0 ? (dots[word] as number) / length : 0;
  };
  return largest(words, count, (word) => (word < from ? -Infinity : cosineAt(word))).map(({ word, value }) => ({
    word,
    cosine: value,
  }));
}

/** A context in which a unit stands out. */
export interface StrongContext {
  readonly word: number;
  readonly value: number;
}

/** Words that two contexts are apart at least, so that one event is not listed twice. */
const APART = 10;

/** The contexts at which a unit is largest (`sign` 1) or smallest (−1), at least ten words apart, the strongest first. */
export function strongestContexts(signal: CodedSignal, unit: number, sign: 1 | -1, count: number): readonly StrongContext[] {
  const words = signal.codes.length / signal.scales.length;
  const row = unit * words;
  const found: StrongContext[] = [];
  const taken: number[] = [];
  // Far more candidates than are wanted, since neighbours of a taken one drop out.
  for (const { word } of largest(words, count * APART * 4, (at) => sign * (signal.codes[row + at] as number))) {
    if (taken.some((other) => Math.abs(other - word) < APART)) continue;
    taken.push(word);
    found.push({ word, value: codedValue(signal, unit, word) });
    if (found.length === count) break;
  }
  return found;
}

/** The `count` largest of `length` values, the largest first, lower indices first among equals. */
function largest(length: number, count: number, valueAt: (word: number) => number) {
  const best: { word: number; value: number }[] = [];
  let least = -Infinity;
  for (let word = 0; word < length; word++) {
    const value = valueAt(word);
    if (!(value > least) && best.length >= count) continue;
    if (value === -Infinity) continue;
    let at = best.length;
    while (at > 0 && (best[at - 1] as { value: number }).value < value) at--;
    best.splice(at, 0, { word, value });
    if (best.length > count) best.pop();
    if (best.length === count) least = (best.at(-1) as { value: number }).value;
  }
  return best;
}
