import type { SignalView, Trace, TraceLayout } from "../../engine/trace.ts";
import { findSignal } from "../shared/value-domain.ts";

/** Finds a signal's mean over all units, a view of one unit: kept from one call to the next, and computed anew from step `from` on alone. */
export type MeanFinder = (trace: Trace | null, layer: number, signal: string, from: number | null) => SignalView | null;

/** A finder that knows nothing yet. */
export function createMeanFinder(): MeanFinder {
  let means = new Float32Array(1);
  let known: { readonly layout: TraceLayout; readonly layer: number; readonly signal: string; readonly steps: number } | null =
    null;
  return (trace, layer, signal, from) => {
    const view = findSignal(trace, layer, signal);
    if (view === null || trace === null) {
      known = null;
      return null;
    }
    const { steps } = view;
    const isSame = known?.layout === trace.layout && known.layer === layer && known.signal === signal;
    const first = isSame && known !== null ? Math.min(from ?? Infinity, known.steps + 1) : 1;
    if (means.length <= steps) {
      const longer = new Float32Array(Math.max(64, 2 * steps));
      longer.set(means);
      means = longer;
    }
    for (let step = first; step <= steps; step++) means[step] = meanAt(view, step);
    known = { layout: trace.layout, layer, signal, steps };
    return { values: means, offset: 0, stepStride: 1, steps, units: 1 };
  };
}

/** Mean of all units at a step. */
export function meanAt({ values, offset, stepStride, units }: SignalView, step: number): number {
  const start = offset + step * stepStride;
  let sum = 0;
  for (let unit = 0; unit < units; unit++) sum += values[start + unit] as number;
  return sum / units;
}
