import type { Trace } from "../trace.ts";
import { stateSignal } from "./activity.ts";
import { valuesOfUnit } from "./hold.ts";

/**
 * Of these units the one that acts most over the words of a trace: whose state, through tanh, changes most from one word to another; among
 * equals the first. Null where none changes. Values beyond ±2 are nearly alike to what reads them.
 */
export function mostActing(trace: Trace, layer: number, units: readonly number[]): number | null {
  const state = stateSignal(trace.layout);
  if (state === null || trace.steps === 0) return null;
  let best: number | null = null;
  let most = LEAST;
  for (const unit of units) {
    if (unit >= trace.layout.units) continue;
    let [low, high] = [0, 0];
    for (const value of valuesOfUnit(trace, layer, state, unit)) {
      const shown = Math.tanh(value);
      low = Math.min(low, shown);
      high = Math.max(high, shown);
    }
    if (high - low > most) [best, most] = [unit, high - low];
  }
  return best;
}

/** A unit that changes less says nothing in a sentence. */
const LEAST = 0.2;
