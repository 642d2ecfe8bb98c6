import type { Histogram } from "../../engine/analysis/pre-activations.ts";

/** A chart's lengths in CSS px: the curve above, the inputs below, on one x. */
export interface ChartSize {
  readonly width: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  /** Height of the curve's part, the paper below it, and the height of the inputs. */
  readonly curve: number;
  readonly gap: number;
  readonly bars: number;
}

/** Room left for numbers, and below for the ticks of x. */
export function chartSize(width: number): ChartSize {
  return { width, left: 36, right: 4, top: 14, curve: 168, gap: 12, bars: 52 };
}

export function heightOf({ top, curve, gap, bars }: ChartSize): number {
  return top + curve + gap + bars + 22;
}

/** A closed interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

const LEAST_REACH = 5;
const MOST_REACH = 12;
/** Share of the inputs that the axis reaches at least, on both sides together. */
const REACHED = 0.995;

/** Symmetric, in whole numbers, around nearly all inputs: from ±5 to ±12. */
export function inputInterval(values: ArrayLike<number>): Interval {
  const sizes = Array.from(values, Math.abs)
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  const reached = sizes[Math.min(sizes.length - 1, Math.floor(sizes.length * REACHED))] ?? 0;
  const reach = Math.max(LEAST_REACH, Math.min(MOST_REACH, Math.ceil(reached)));
  return { low: -reach, high: reach };
}

export function xOf(z: number, { low, high }: Interval, { width, left, right }: ChartSize): number {
  const bounded = Math.max(low, Math.min(high, z));
  return left + ((bounded - low) / (high - low)) * (width - left - right);
}

export function yOf(value: number, { low, high }: Interval, { top, curve }: ChartSize): number {
  const bounded = Math.max(low, Math.min(high, value));
  return top + ((high - bounded) / (high - low)) * curve;
}

/** A function as a path, sampled at every other px; it stops where it leaves the interval of y. */
export function curvePath(value: (z: number) => number, x: Interval, y: Interval, size: ChartSize): string {
  const steps = Math.max(2, Math.round((size.width - size.left - size.right) / 2));
  let path = "";
  for (let k = 0; k <= steps; k++) {
    const z = x.low + ((x.high - x.low) * k) / steps;
    const found = value(z);
    if (found < y.low - 1e-9 || found > y.high + 1e-9) continue;
    path += `${path === "" ? "M" : "L"}${xOf(z, x, size).toFixed(1)},${yOf(found, y, size).toFixed(1)}`;
  }
  return path;
}

/** A bar of the inputs: its edges, top and height. */
export interface Bar {
  readonly x: number;
  readonly width: number;
  readonly y: number;
  readonly height: number;
}

/** Heights go by the fullest bin; one that holds anything is a px high at least. */
export function histogramBars({ low, high, counts }: Histogram, x: Interval, size: ChartSize): readonly (Bar | null)[] {
  const most = counts.reduce((largest, count) => Math.max(largest, count), 1);
  const base = size.top + size.curve + size.gap + size.bars;
  return Array.from(counts, (count, bin) => {
    if (count === 0) return null;
    const from = xOf(low + ((high - low) * bin) / counts.length, x, size);
    const to = xOf(low + ((high - low) * (bin + 1)) / counts.length, x, size);
    const height = Math.max(1, (count / most) * size.bars);
    return { x: from + 0.5, width: Math.max(1, to - from - 1), y: base - height, height };
  });
}

/** Five ticks at most: whole numbers, zero among them. */
export function ticksOf({ low, high }: Interval): readonly number[] {
  const every = [1, 2, 4, 5, 10].find((distance) => (high - low) / distance <= 5) ?? 10;
  const first = Math.ceil(low / every);
  return Array.from({ length: Math.floor(high / every) - first + 1 }, (_, k) => (first + k) * every);
}

/** A logit that was dragged, within what the sliders hold. */
export const LOGITS: Interval = { low: -12, high: 12 };

/** Logits around their mean: softmax does not see what is added to all of them. */
export function centred(logits: readonly number[]): readonly number[] {
  const mean = logits.reduce((sum, logit) => sum + logit, 0) / Math.max(1, logits.length);
  return logits.map((logit) => logit - mean);
}
