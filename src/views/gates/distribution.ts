import type { SignalView } from "../../engine/trace.ts";
import type { Domain } from "../shared/ramps.ts";

/** Bars of a histogram in the gutter. */
export const BINS = 27;

/**
 * Counts the units of a step by value: bin b holds [low + b·w, low + (b + 1)·w); what lies beyond the domain is counted in the bin at
 * its end. Fills `bins` (BINS), allocates nothing.
 */
export function countValues(
  bins: Uint32Array,
  { values, offset, stepStride, units }: SignalView,
  step: number,
  domain: Domain,
): void {
  bins.fill(0);
  const start = offset + step * stepStride;
  for (let u = 0; u < units; u++) {
    const bin = binOf(values[start + u] as number, domain);
    bins[bin] = (bins[bin] as number) + 1;
  }
}

function binOf(value: number, { low, high }: Domain): number {
  const bin = Math.floor(((value - low) / (high - low)) * BINS);
  return Math.max(0, Math.min(BINS - 1, Number.isNaN(bin) ? 0 : bin));
}

/** Mean of |value| over all units of a step. */
export function meanSize({ values, offset, stepStride, units }: SignalView, step: number): number {
  const start = offset + step * stepStride;
  let sum = 0;
  for (let u = 0; u < units; u++) sum += Math.abs(values[start + u] as number);
  return sum / units;
}
