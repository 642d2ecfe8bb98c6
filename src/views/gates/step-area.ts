import type { SignalView } from "../../engine/trace.ts";

/** Values that the height of a step area spans; zero is one of them. */
export interface StoryRange {
  readonly low: number;
  readonly high: number;
}

/** One unit of one signal. */
export interface TracedUnit {
  readonly view: SignalView;
  readonly unit: number;
  /** The step at which its value is to be guessed. */
  readonly covered?: number | undefined;
}

/** Round numbers of a decade, that a scale may end at. */
const ROUND = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10] as const;

/** The next round number from |x| upwards, with its sign: 1.5 for 1.45. 0 for 0. */
export function roundOutwards(x: number): number {
  const size = Math.abs(x);
  if (size === 0 || !Number.isFinite(size)) return 0;
  const decade = 10 ** Math.floor(Math.log10(size));
  const share = ROUND.find((round) => round * decade >= size * (1 - 1e-9)) ?? 10;
  return Math.sign(x) * Number((share * decade).toPrecision(2));
}

/** From zero to the round numbers that hold every value over the whole sentence; 0 … 1 where there is none. */
export function storyRange(traced: readonly TracedUnit[]): StoryRange {
  let low = 0;
  let high = 0;
  for (const line of traced) {
    for (let step = 1; step <= line.view.steps; step++) {
      const value = unitValue(line, step);
      if (!Number.isFinite(value)) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return low === 0 && high === 0 ? { low: 0, high: 1 } : { low: roundOutwards(low), high: roundOutwards(high) };
}

/** y of a value in a plot whose top is `high` and whose bottom, `height` px below, is `low`. */
export function yOf(value: number, { low, high }: StoryRange, height: number): number {
  return ((high - value) / (high - low)) * height;
}

/** The ends of the scale and zero; an end whose label would stand closer to zero than `gap` px has none. */
export function storyTicks(range: StoryRange, height: number, gap: number): readonly number[] {
  const zero = yOf(0, range, height);
  return [range.high, 0, range.low].filter(
    (value, index, all) => all.indexOf(value) === index && (value === 0 || Math.abs(yOf(value, range, height) - zero) >= gap),
  );
}

/** The unit's value at a step; NaN where it is to be guessed. */
export function unitValue({ view, unit, covered }: TracedUnit, step: number): number {
  if (step === covered) return Number.NaN;
  return view.values[view.offset + step * view.stepStride + unit] as number;
}

/** Where a column lies and which part of it is filled, CSS pixels. */
export interface StepPlaces {
  readonly left: (step: number) => number;
  readonly col: number;
  /** Paper between two columns. */
  readonly gap: number;
  readonly y: (value: number) => number;
}

/** SVG paths of a step area: the bars above zero and below it, and the stepped line on top of them. */
export interface StepShapes {
  readonly above: string;
  readonly below: string;
  readonly line: string;
}

/**
 * One unit over steps first … last as bars from zero, as wide as a column less the paper between two, and a line that steps from value to
 * value in the middle of that paper. A value that is no number leaves a gap.
 */
export function stepArea(traced: TracedUnit, [first, last]: readonly [number, number], places: StepPlaces): StepShapes {
  const { left, col, gap, y } = places;
  const zero = y(0);
  let [above, below, line, isDrawing] = ["", "", "", false];
  for (let step = first; step <= Math.min(last, traced.view.steps); step++) {
    const value = unitValue(traced, step);
    const x = left(step);
    if (!Number.isFinite(value)) {
      isDrawing = false;
      continue;
    }
    const top = short(y(value));
    const bar = `M${short(x + gap / 2)} ${short(zero)}V${top}h${short(col - gap)}V${short(zero)}z`;
    if (value < 0) below += bar;
    else above += bar;
    line += `${isDrawing ? `V${top}` : `M${short(x)} ${top}`}H${short(x + col)}`;
    isDrawing = true;
  }
  return { above, below, line };
}

function short(px: number): number {
  return Math.round(px * 100) / 100;
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
