import type { SignalView } from "../trace.ts";

/** How many powers of ten below the largest value can be told from zero. */
export const DECADES = 6;

/** A scale that is logarithmic on both sides of zero: ±10^top is ±1, ±10^(top − DECADES) and everything nearer to zero is 0. */
export interface SymmetricLog {
  /** Exponent of ten at the end of the scale. */
  readonly top: number;
}

/** The scale whose end is the next power of ten at or above the largest logarithm; of zeros it ends at 1. */
export function symmetricLogFor(largestLog10: number): SymmetricLog {
  return { top: Number.isFinite(largestLog10) ? Math.ceil(largestLog10 - 1e-9) : 0 };
}

/** Place of a signed value, given as ±10^log10, on the scale: −1 … 1. NaN stays NaN. */
export function placeOn({ top }: SymmetricLog, sign: number, log10: number): number {
  if (Number.isNaN(log10) || Number.isNaN(sign)) return Number.NaN;
  const size = Math.max(0, Math.min(1, 1 + (log10 - top) / DECADES));
  return size === 0 ? 0 : Math.sign(sign) * size;
}

/** A signed number as value · 2^exponent, in a trace that has an exponent a step and layer. */
export interface ScaledView {
  readonly view: SignalView;
  /** Exponent of step t (of the layer that the view is of). */
  readonly exponentOf: (step: number) => number;
}

/** log10 |value · 2^exponent| of one unit at step t; −Infinity for 0. */
export function logOf({ view, exponentOf }: ScaledView, step: number, unit: number): number {
  const value = view.values[view.offset + step * view.stepStride + unit] as number;
  return Math.log10(Math.abs(value)) + exponentOf(step) * Math.log10(2);
}

/** The largest logarithm over all units and steps 1 … T. −Infinity where all are 0. */
export function largestLog(scaled: ScaledView): number {
  const { steps, units } = scaled.view;
  let largest = -Infinity;
  for (let step = 1; step <= steps; step++)
    for (let unit = 0; unit < units; unit++) largest = Math.max(largest, logOf(scaled, step, unit));
  return largest;
}

/** All numbers as places on the scale: a view of (T + 1, H), row 0 as 0, to be drawn with the domain −1 … 1. */
export function placeAll(scaled: ScaledView, scale: SymmetricLog): SignalView {
  const { view } = scaled;
  const { steps, units } = view;
  const values = new Float32Array((steps + 1) * units);
  for (let step = 1; step <= steps; step++) {
    for (let unit = 0; unit < units; unit++) {
      const value = view.values[view.offset + step * view.stepStride + unit] as number;
      values[step * units + unit] = placeOn(scale, value, logOf(scaled, step, unit));
    }
  }
  return { values, offset: 0, stepStride: units, steps, units };
}
