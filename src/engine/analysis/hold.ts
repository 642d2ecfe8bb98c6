import { type Trace, viewSignal } from "../trace.ts";
import { stateSignal } from "./activity.ts";
import { keepingGate } from "./half-life.ts";
import { HALF, holdsFrom } from "./hold-lengths.ts";
import { type HoldSpread, spreadHolds } from "./hold-spread.ts";

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
