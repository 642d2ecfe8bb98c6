import { type Trace, viewSignal } from "../trace.ts";
import { keepingGate } from "./half-life.ts";

/** What is left of a value where it counts as rewritten: so much or less. */
export const HALF = 0.5;

/**
 * From every word s of a text but the last: the least n with Π_{k=s+1..s+n} f_k ≤ ½, f being what the keeping gate keeps; where the text
 * ends before that, the words that are left, `isAtLeast` 1. A gate above 1 counts as 1. @param gates f at every word (N), in order
 */
export function holdsFrom(gates: ArrayLike<number>): { readonly words: Int32Array; readonly isAtLeast: Uint8Array } {
  const starts = Math.max(0, gates.length - 1);
  const words = new Int32Array(starts);
  const isAtLeast = new Uint8Array(starts);
  const gateAt = (word: number) => Math.min(1, gates[word] as number);
  // What is kept from word s to word end. A start that gives way takes its own factor out: a gate of ½ or less ends the hold at once, so
  // that nothing small is ever divided by.
  let kept = 1;
  let end = 0;
  for (let s = 0; s < starts; s++) {
    if (end <= s) {
      end = s;
      kept = 1;
    } else kept /= gateAt(s);
    while (kept > HALF && end + 1 < gates.length) kept *= gateAt(++end);
    words[s] = end - s;
    isAtLeast[s] = kept > HALF ? 1 : 0;
  }
  return { words, isAtLeast };
}

/**
 * 90th percentile of every unit's holds over the words of a trace, in words (H): how long it holds where it holds. What was cut off counts
 * as it is known. Null for a cell without a keeping gate, and for fewer than two words.
 */
export function longHolds(trace: Trace, layer: number): Float64Array | null {
  const name = keepingGate(trace.layout);
  if (name === null || trace.steps < 2) return null;
  const { values, offset, stepStride, steps, units } = viewSignal(trace, layer, name);
  const gates = new Float32Array(steps);
  return Float64Array.from({ length: units }, (_, unit) => {
    for (let t = 1; t <= steps; t++) gates[t - 1] = values[offset + t * stepStride + unit] as number;
    const { words } = holdsFrom(gates);
    return words.sort()[Math.ceil(0.9 * words.length) - 1] as number;
  });
}
