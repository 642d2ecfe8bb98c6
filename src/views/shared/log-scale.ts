import { formatPower } from "./powers.ts";

/** An axis of powers of ten. */
export interface LogScale {
  readonly low: number;
  readonly high: number;
  /** Exponents with a line, at most five, from the top; on a short axis those of 3, 0.3 … too. */
  readonly ticks: readonly number[];
}

/** What the axis spans at least: a curve that hardly falls looks flat, and 1 is always on it. */
const LOWEST = -0.75;
const HIGHEST = 0.5;
/** Where it must reach further it does so by whole decades down to here, then by two: it does not shift at every move of a slider. */
const NEAR = -5;
const STRIDE = 2;
/** Paper between a curve and the edge, in decades. */
const MARGIN = 0.15;
const MOST_TICKS = 5;
const DISTANCES = [1, 2, 5, 10, 20, 50, 100, 200, 500] as const;
/** Up to as many decades a line halfway, at 3, helps to read. */
const SHORT = 2;
const THREE = Math.log10(3);

/** Spans every finite value, and at least from 0.18 to three. */
export function logScale(values: Iterable<number>): LogScale {
  let [least, most] = [LOWEST, HIGHEST];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    least = Math.min(least, value - MARGIN);
    most = Math.max(most, value + MARGIN);
  }
  const low = least >= LOWEST ? LOWEST : least >= NEAR ? Math.floor(least) : NEAR - STRIDE * Math.ceil((NEAR - least) / STRIDE);
  const high =
    most <= HIGHEST
      ? HIGHEST
      : most <= HIGHEST + 1
        ? HIGHEST + 1
        : HIGHEST + 1 + STRIDE * Math.ceil((most - HIGHEST - 1) / STRIDE);
  return { low, high, ticks: ticksBetween(low, high) };
}

/** Multiples of the least distance at which there are five at most; a short axis has those of 3 between them. */
function ticksBetween(low: number, high: number): readonly number[] {
  if (high - low <= SHORT) {
    const whole = Array.from({ length: Math.ceil(high - low) + 1 }, (_, place) => Math.floor(high) - place);
    return whole.flatMap((power) => [power + THREE, power]).filter((tick) => tick >= low && tick <= high);
  }
  for (const every of DISTANCES) {
    const first = Math.floor(high / every);
    const count = first - Math.ceil(low / every) + 1;
    if (count <= MOST_TICKS) return Array.from({ length: count }, (_, place) => (first - place) * every);
  }
  return [0];
}

/** A tick's number: as a power of ten, on a short axis plain: `0.3`. */
export function formatTick(tick: number, { low, high }: LogScale): string {
  return high - low <= SHORT ? String(Number((10 ** tick).toPrecision(1))) : formatPower(tick);
}

/** Distance from the top of a plot of `height`: the highest value at 0. What lies outside is put on the edge. */
export function yOf(value: number, { low, high }: LogScale, height: number): number {
  return ((high - Math.min(high, Math.max(low, value))) / (high - low)) * height;
}

/** A path through the points whose value is finite; a gap where it is not. */
export function linePath(
  line: { readonly log10: Float64Array },
  xOf: (step: number) => number,
  scale: LogScale,
  height: number,
): string {
  let path = "";
  let isOpen = false;
  line.log10.forEach((value, at) => {
    if (!Number.isFinite(value)) {
      isOpen = false;
      return;
    }
    path += `${isOpen ? "L" : "M"}${xOf(at + 1).toFixed(1)},${yOf(value, scale, height).toFixed(1)}`;
    isOpen = true;
  });
  return path;
}

/** Distances of labels that would overlap are spread to `gap`, in their order, within 0 … `height`. Returns them in the order given. */
export function spread(places: readonly number[], gap: number, height: number): readonly number[] {
  const order = places.map((_, at) => at).sort((a, b) => (places[a] as number) - (places[b] as number));
  const found = [...places];
  let floor = -Infinity;
  for (const at of order) {
    found[at] = Math.max(found[at] as number, floor);
    floor = (found[at] as number) + gap;
  }
  let ceiling = height;
  for (const at of order.reverse()) {
    found[at] = Math.min(found[at] as number, ceiling);
    ceiling = (found[at] as number) - gap;
  }
  return found;
}
