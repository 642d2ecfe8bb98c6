import type { SignalSpec } from "../../engine/cell.ts";
import { type SignalView, type Trace, viewSignal } from "../../engine/trace.ts";
import type { Domain } from "./ramps.ts";

/** What the mathematics bounds is drawn on that bound; other values start on −1 … 1. */
const UNIT: Domain = { low: -1, high: 1 };

/** Share of the values that the domain of an unbounded signal must hold. */
const HELD = 0.99;

/**
 * The domain of a signal's colours: its mathematical range where it has one, 0 … 1 for gates and −1 … 1 for tanh; for an unbounded
 * signal −m … m, m being the next whole number above the 99th percentile of |value| over all units and words of this trace, at
 * least 1. Take it when the sentence has settled, so that colours do not change meaning while it is typed or played.
 */
export function domainOf(signal: SignalSpec, trace: Trace | null, layer: number): Domain {
  const [low, high] = signal.range;
  if (Number.isFinite(low) && Number.isFinite(high))
    return signal.role === "gate" ? { low, high } : symmetric(Math.max(-low, high));
  const view = findSignal(trace, layer, signal.name);
  return view === null ? UNIT : symmetric(wholeBound(view));
}

/** The window on a signal, or null where the trace does not have it (yet): between two models trace and cell may differ. */
export function findSignal(trace: Trace | null, layer: number, name: string): SignalView | null {
  const isThere = trace !== null && layer < trace.layout.layers && trace.layout.signals.some((signal) => signal.name === name);
  return isThere ? viewSignal(trace, layer, name) : null;
}

function symmetric(high: number): Domain {
  return { low: -high, high };
}

/** Smallest whole number m ≥ 1 for which 99 % of the values lie in [−m, m]. */
export function wholeBound({ values, offset, stepStride, steps, units }: SignalView): number {
  const counts: number[] = [];
  for (let t = 1; t <= steps; t++) {
    const start = offset + t * stepStride;
    for (let u = 0; u < units; u++) {
      const bound = Math.max(1, Math.ceil(Math.abs(values[start + u] as number)));
      if (Number.isFinite(bound)) counts[bound] = (counts[bound] ?? 0) + 1;
    }
  }
  const needed = HELD * counts.reduce((sum, count) => sum + count, 0);
  let held = 0;
  for (let bound = 1; bound < counts.length; bound++) {
    held += counts[bound] ?? 0;
    if (held >= needed) return bound;
  }
  return 1;
}
