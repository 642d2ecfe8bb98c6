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
  /** What letters and their distances are magnified by: 1, more for a projector. */
  readonly scale: number;
}

/** Room left for numbers, and below for the ticks of x. For a projector the curves are lower, so that four fit a window. */
export function chartSize(width: number, scale = 1): ChartSize {
  const curve = scale > 1 ? 118 : 168;
  return { width, left: 36 * scale, right: 4, top: 14 * scale, curve: curve * scale, gap: 12 * scale, bars: 52 * scale, scale };
}

export function heightOf({ top, curve, gap, bars, scale }: ChartSize): number {
  return top + curve + gap + bars + 22 * scale;
}

/** Where the inputs stand on their ground. */
export function baseOf({ top, curve, gap, bars }: ChartSize): number {
  return top + curve + gap + bars;
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

/** The input at a px of the chart: `xOf` the other way round. */
export function inputAt(px: number, { low, high }: Interval, { width, left, right }: ChartSize): number {
  return low + ((px - left) / (width - left - right)) * (high - low);
}

/** The word, from 1, at which a unit's input is nearest to z; of equals the first. 0 for none. @param inputs (T, H) */
export function nearestStep(inputs: Float32Array, units: number, unit: number, z: number): number {
  let nearest = 0;
  let distance = Infinity;
  for (let k = 0; k * units < inputs.length; k++) {
    const away = Math.abs((inputs[k * units + unit] as number) - z);
    if (away < distance) [nearest, distance] = [k + 1, away];
  }
  return nearest;
}

/** The inputs of one unit, (T): a copy. @param inputs (T, H) */
export function unitColumn(inputs: Float32Array, units: number, unit: number): Float32Array {
  return Float32Array.from({ length: inputs.length / units }, (_, k) => inputs[k * units + unit] as number);
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
  const base = baseOf(size);
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

/** How far a logit may be moved, from the highest that the model gave: down, and up. */
export const LOGIT_REACH: Interval = { low: -12, high: 8 };

/** What the axis of the logits spans: all of them, and `also` what is to be seen beside them, in whole numbers. */
export function logitInterval(logits: ArrayLike<number>, also: readonly number[]): Interval {
  let [low, high] = [Infinity, -Infinity];
  for (const logit of [...Array.from(logits), ...also]) {
    if (!Number.isFinite(logit)) continue;
    low = Math.min(low, logit);
    high = Math.max(high, logit);
  }
  return low > high ? { low: -1, high: 1 } : { low: Math.floor(low), high: Math.max(Math.floor(low) + 1, Math.ceil(high)) };
}

/** The logit that gives a share of the whole, 0 … 1, all others held; bounded, since certainty would take an infinite one. */
export function logitOf(
  share: number,
  { others, temperature, bounds }: { readonly others: number; readonly temperature: number; readonly bounds: Interval },
): number {
  const p = Math.min(0.9999, Math.max(0.0001, share));
  const logit = others + temperature * Math.log(p / (1 - p));
  return Math.min(bounds.high, Math.max(bounds.low, Math.round(logit * 100) / 100));
}
