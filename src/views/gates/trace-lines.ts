import { curveMonotoneX, line } from "d3";
import type { SignalView } from "../../engine/trace.ts";

/** Values of a unit trace that its height spans. `low` is 0 unless something drawn goes below it, then −`high`. */
export interface TraceRange {
  readonly low: number;
  readonly high: number;
}

/** One unit of one signal. */
export interface TracedUnit {
  readonly view: SignalView;
  readonly unit: number;
}

/** 0 … 1, or up to the next whole number that holds every value over the whole sentence; symmetric once one of them is negative. */
export function traceRange(traced: readonly TracedUnit[]): TraceRange {
  let most = 1;
  let hasNegative = false;
  for (const { view, unit } of traced) {
    for (let step = 1; step <= view.steps; step++) {
      const value = view.values[view.offset + step * view.stepStride + unit] as number;
      if (!Number.isFinite(value)) continue;
      most = Math.max(most, Math.abs(value));
      hasNegative ||= value < 0;
    }
  }
  const high = Math.ceil(most);
  return { low: hasNegative ? -high : 0, high };
}

/** y of a value in a plot whose top is `high` and whose bottom, `height` px below, is `low`. */
export function yOf(value: number, { low, high }: TraceRange, height: number): number {
  return ((high - value) / (high - low)) * height;
}

/**
 * The line of a unit through steps first … last as SVG path data, smooth without overshoot (monotone). A value that is no number
 * leaves a gap. @param xOf px of a step's centre
 */
export function tracePath(
  { view, unit }: TracedUnit,
  [first, last]: readonly [number, number],
  xOf: (step: number) => number,
  yOfValue: (value: number) => number,
): string {
  const numberAt = (step: number) => view.values[view.offset + step * view.stepStride + unit] as number;
  const steps = Array.from({ length: Math.max(0, Math.min(last, view.steps) - first + 1) }, (_, index) => first + index);
  const path = line<number>()
    .defined((step) => Number.isFinite(numberAt(step)))
    .x(xOf)
    .y((step) => yOfValue(numberAt(step)))
    .curve(curveMonotoneX)
    .digits(2);
  return path(steps) ?? "";
}

/**
 * Moves labels apart so that two are never closer than `gap`, keeping their order and, as far as they fit, within low … high.
 * @param wanted where each would stand, in any order
 */
export function spreadLabels(wanted: readonly number[], gap: number, low: number, high: number): readonly number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a] as number) - (wanted[b] as number) || a - b);
  const placed = [...wanted];
  let above = low - gap;
  for (const index of order) {
    placed[index] = Math.max(placed[index] as number, above + gap);
    above = placed[index] as number;
  }
  let below = high + gap;
  for (const index of order.reverse()) {
    placed[index] = Math.min(placed[index] as number, below - gap);
    below = placed[index] as number;
  }
  return placed;
}
