/** A decade axis in whole powers of ten. */
export interface LogScale {
  readonly low: number;
  readonly high: number;
  /** Exponents with a line, at most five, from the top. */
  readonly ticks: readonly number[];
}

/** What the axis spans at least: a curve that hardly falls looks flat, and the axis stands still while a slider is dragged. */
const LOWEST = -3;
const HIGHEST = 1.5;
/** Where it must reach further it does so by as many decades at a time. */
const STRIDE = 2;
/** Paper between a curve and the edge, in decades. */
const MARGIN = 0.2;
const MOST_TICKS = 5;
const DISTANCES = [1, 2, 5, 10, 20, 50, 100, 200, 500] as const;

/** Spans every finite value, and at least from a thousandth to thirty. */
export function logScale(values: Iterable<number>): LogScale {
  let low = LOWEST;
  let high = HIGHEST;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value - MARGIN);
    high = Math.max(high, value + MARGIN);
  }
  low = LOWEST - STRIDE * Math.ceil((LOWEST - low) / STRIDE);
  high = HIGHEST + STRIDE * Math.ceil((high - HIGHEST) / STRIDE);
  return { low, high, ticks: ticksBetween(low, high) };
}

/** Multiples of the least distance at which there are five at most. */
function ticksBetween(low: number, high: number): readonly number[] {
  for (const every of DISTANCES) {
    const first = Math.floor(high / every);
    const count = first - Math.ceil(low / every) + 1;
    if (count <= MOST_TICKS) return Array.from({ length: count }, (_, place) => (first - place) * every);
  }
  return [0];
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
