import { type Trace, viewSignal } from "../trace.ts";
import { stateSignal } from "./activity.ts";
import { keepingGate } from "./half-life.ts";

/** How many words until half of what a unit held is gone. */
export interface Hold {
  /** Whole words; 1 where the next word already takes half of it. */
  readonly words: number;
  /** The text ends too early to tell how long it is: at least so many words. */
  readonly isAtLeast: boolean;
}

/** Of the holds from every word of a text, the median and the 90th percentile. */
export interface HoldSpread {
  readonly median: Hold;
  readonly ninetieth: Hold;
  /** Holds that were measured. */
  readonly count: number;
}

/** Less than this of what was held is as good as rewritten. */
const HALF = 0.5;

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
 * Median and 90th percentile (nearest rank) of holds. What the end of the text cut off may be any longer: where that could change the
 * percentile, it is told as at least what is known of it. Null for none. @param isCounted which of the holds are taken; all where left out
 */
export function spreadHolds(
  { words, isAtLeast }: ReturnType<typeof holdsFrom>,
  isCounted: (start: number) => boolean = () => true,
): HoldSpread | null {
  const known: number[] = [];
  const whole: number[] = [];
  words.forEach((length, start) => {
    if (!isCounted(start)) return;
    known.push(length);
    whole.push(isAtLeast[start] === 1 ? Infinity : length);
  });
  if (known.length === 0) return null;
  const ascending = (a: number, b: number) => a - b;
  known.sort(ascending);
  // Infinity less itself is no number.
  whole.sort((a, b) => (a === b ? 0 : a - b));
  const percentile = (share: number): Hold => {
    const place = Math.ceil(share * known.length) - 1;
    return { words: known[place] as number, isAtLeast: known[place] !== whole[place] };
  };
  return { median: percentile(0.5), ninetieth: percentile(0.9), count: known.length };
}

/** A state in which a unit holds what it forgets in the other. */
export type HoldingSide = "positive" | "negative";

/** How long a unit holds. */
export interface UnitHold extends HoldSpread {
  /** Where it holds at least twice as long, and two words or more, on one side of zero than on the other (medians): that side, and its holds. */
  readonly side: { readonly name: HoldingSide; readonly spread: HoldSpread; readonly other: HoldSpread } | null;
}

/** Holds on a side are compared from so many on. */
const LEAST_HOLDS = 5;

/** Hold of a unit over a text, from its gate and its state at every word (N); null where there is no word to hold for. */
export function holdOf(gates: ArrayLike<number>, states: ArrayLike<number>): UnitHold | null {
  const holds = holdsFrom(gates);
  const whole = spreadHolds(holds);
  if (whole === null) return null;
  const positive = spreadHolds(holds, (word) => (states[word] as number) > 0);
  const negative = spreadHolds(holds, (word) => (states[word] as number) < 0);
  return { ...whole, side: sideOf(positive, negative) };
}

function sideOf(positive: HoldSpread | null, negative: HoldSpread | null): UnitHold["side"] {
  if (positive === null || negative === null) return null;
  if (Math.min(positive.count, negative.count) < LEAST_HOLDS) return null;
  const name = positive.median.words >= negative.median.words ? "positive" : "negative";
  const [spread, other] = name === "positive" ? [positive, negative] : [negative, positive];
  return spread.median.words >= Math.max(2, 2 * other.median.words) ? { name, spread, other } : null;
}

/** Hold of one unit over the words of a trace; null for a cell without a keeping gate, and for fewer than two words. */
export function measureHold(trace: Trace, layer: number, unit: number): UnitHold | null {
  const gates = keptByUnit(trace, layer, unit);
  const state = stateSignal(trace.layout);
  return gates === null || state === null ? null : holdOf(gates, valuesOfUnit(trace, layer, state, unit));
}

/** Median hold of every unit over the words of a trace, in words (H); null as above. For ordering: what was cut off counts as it is known. */
export function medianHolds(trace: Trace, layer: number): Float64Array | null {
  if (keepingGate(trace.layout) === null || trace.steps < 2) return null;
  return Float64Array.from({ length: trace.layout.units }, (_, unit) => {
    const gates = keptByUnit(trace, layer, unit) as Float32Array;
    return spreadHolds(holdsFrom(gates))?.median.words ?? 0;
  });
}

/** Since when a unit has held what it holds. */
export interface HeldSince {
  /** The word at which it was last rewritten, from 1; 0: before the first word. */
  readonly step: number;
  /** Words since: 0 where the word itself rewrote it. */
  readonly words: number;
  /** What of the state after `step` is still there: Π f since, above ½. */
  readonly kept: number;
}

/**
 * The last word at which a unit was rewritten, seen from step t: the earliest s with Π_{k=s+1..t} f_k > ½, so that more than half of what
 * stood in it after s is there yet, and of what stood before s is not. Null for a cell without a keeping gate, or a step beyond the trace.
 */
export function heldSince(trace: Trace, layer: number, unit: number, step: number): HeldSince | null {
  const gates = keptByUnit(trace, layer, unit);
  if (gates === null || step < 1 || step > trace.steps) return null;
  return lastWrite(gates, step);
}

/** As `heldSince`, from f at the words 1 … T (T). */
export function lastWrite(gates: ArrayLike<number>, step: number): HeldSince {
  let kept = 1;
  let since = step;
  while (since > 0) {
    const next = kept * Math.min(1, gates[since - 1] as number);
    if (!(next > HALF)) break;
    kept = next;
    since--;
  }
  return { step: since, words: step - since, kept };
}

/** The last word at which more than half of what stood in the unit after word `from` (0 … T) is still there. @param gates as above */
export function heldUntil(gates: ArrayLike<number>, from: number): number {
  let kept = 1;
  let until = from;
  while (until < gates.length) {
    kept *= Math.min(1, gates[until] as number);
    if (!(kept > HALF)) break;
    until++;
  }
  return until;
}

/** What the keeping gate of a unit keeps at the words 1 … T (T); null for a cell without one. */
export function keptByUnit(trace: Trace, layer: number, unit: number): Float32Array | null {
  const name = keepingGate(trace.layout);
  return name === null ? null : valuesOfUnit(trace, layer, name, unit);
}

/** A signal of one unit at the words 1 … T (T). @throws RangeError for an unknown signal or layer */
export function valuesOfUnit(trace: Trace, layer: number, name: string, unit: number): Float32Array {
  const { values, offset, stepStride, steps } = viewSignal(trace, layer, name);
  return Float32Array.from({ length: steps }, (_, k) => values[offset + (k + 1) * stepStride + unit] as number);
}
