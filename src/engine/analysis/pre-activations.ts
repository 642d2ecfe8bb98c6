import type { CellType } from "../cell.ts";
import { type Trace, valueAt, viewSignal } from "../trace.ts";

/**
 * What a block's function was given: z = memory + word + bias, (T, H) row-major, words 1 … T of one layer.
 * @param bias b_ih + b_hh of the layer (G·H)
 * @throws RangeError for a block or layer that is not there
 */
export function readPreActivations(
  trace: Trace,
  cell: Pick<CellType, "blocks">,
  { layer, block, bias }: { readonly layer: number; readonly block: number; readonly bias: Float32Array },
): Float32Array {
  const { layout, steps } = trace;
  const { units } = layout;
  if (cell.blocks[block] === undefined) throw new RangeError(`block ${block} of ${cell.blocks.length}`);
  const parts = layout.signals.filter(({ part }) => part?.block === block).map(({ name }) => viewSignal(trace, layer, name));
  const values = new Float32Array(steps * units);
  for (let step = 1; step <= steps; step++) {
    for (let unit = 0; unit < units; unit++) {
      let z = bias[block * units + unit] as number;
      for (const part of parts) z += valueAt(part, step, unit);
      values[(step - 1) * units + unit] = z;
    }
  }
  return values;
}

/** Counts of values in equal bins from `low` to `high`; a value on a border counts above it, `high` itself in the last bin. */
export interface Histogram {
  readonly low: number;
  readonly high: number;
  readonly counts: Int32Array;
  /** Values that lie outside. */
  readonly below: number;
  readonly above: number;
}

export function countBins(values: ArrayLike<number>, low: number, high: number, bins: number): Histogram {
  const counts = new Int32Array(bins);
  let below = 0;
  let above = 0;
  for (let k = 0; k < values.length; k++) {
    const value = values[k] as number;
    if (value < low) below++;
    else if (value > high) above++;
    else {
      const bin = Math.min(bins - 1, Math.floor(((value - low) / (high - low)) * bins));
      counts[bin] = (counts[bin] as number) + 1;
    }
  }
  return { low, high, counts, below, above };
}

/** Values of a squashing function count as saturated beyond a tenth of its range from its ends: σ below 0.1 or above 0.9, |tanh| above 0.9. */
export function isSaturated(value: number, [low, high]: readonly [low: number, high: number]): boolean {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return false;
  if (low < 0) return Math.abs(value) > 0.9 * high;
  return value < 0.1 || value > 0.9;
}

/** Share of the values of a function that are saturated, 0 … 1; NaN for none. */
export function saturatedShare(
  preActivations: ArrayLike<number>,
  { value, range }: { readonly value: (z: number) => number; readonly range: readonly [low: number, high: number] },
): number {
  let saturated = 0;
  for (let k = 0; k < preActivations.length; k++) if (isSaturated(value(preActivations[k] as number), range)) saturated++;
  return saturated / preActivations.length;
}

/**
 * log10 of the mean over units of Π_{k=t+1..T} φ'(z_k): what the slopes alone leave of a gradient on its way back from the last word to
 * word t, (T), entry t − 1; 0 at the last. −Infinity where no unit passes anything on.
 * @param preActivations (T, H)
 */
export function slopeProducts(preActivations: Float32Array, units: number, slope: (z: number) => number): Float64Array {
  const steps = preActivations.length / units;
  const products = new Float64Array(steps);
  const logs = new Float64Array(units);
  for (let step = steps - 1; step >= 1; step--) {
    for (let unit = 0; unit < units; unit++) {
      logs[unit] = (logs[unit] as number) + Math.log10(slope(preActivations[step * units + unit] as number));
    }
    products[step - 1] = meanOfPowers(logs);
  }
  return products;
}

/** log10 of the mean of 10^log, from the largest down, so that nothing underflows. */
function meanOfPowers(logs: Float64Array): number {
  const largest = logs.reduce((most, log) => Math.max(most, log), -Infinity);
  if (largest === -Infinity) return -Infinity;
  return largest + Math.log10(logs.reduce((sum, log) => sum + 10 ** (log - largest), 0) / logs.length);
}
