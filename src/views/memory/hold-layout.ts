import type { Hold } from "../../engine/analysis/hold-spread.ts";
import { countOf } from "../../engine/count-of.ts";

/** Ends of an axis of holds, in words: what lies beyond stands at the end, which says so. */
export interface HoldAxis {
  readonly shortest: number;
  readonly longest: number;
  /** A doubling apart. */
  readonly ticks: readonly number[];
  /** Columns of dots. */
  readonly columns: number;
}

const SHORTEST = 1;
/** The axis ends between these, so that it looks alike for most models. */
const LEAST_END = 8;
const MOST_END = 64;
/** Columns in a doubling. */
const COLUMNS = 10;

/** The axis on which these holds stand: one word to the doubling that holds the longest, 8 … 64. */
export function holdAxis(holds: ArrayLike<number>): HoldAxis {
  const most = Array.from(holds).reduce((top, value) => (Number.isFinite(value) ? Math.max(top, value) : top), 0);
  const longest = Math.min(MOST_END, Math.max(LEAST_END, 2 ** Math.ceil(Math.log2(Math.max(most, 1)))));
  const doublings = Math.log2(longest / SHORTEST);
  return {
    shortest: SHORTEST,
    longest,
    ticks: Array.from({ length: doublings + 1 }, (_, k) => SHORTEST * 2 ** k),
    columns: doublings * COLUMNS + 1,
  };
}

/** A unit as a dot: its column, and how many dots stand under it. */
export interface Dot {
  readonly unit: number;
  readonly column: number;
  readonly row: number;
}

/** Column of a hold in words, 0 … columns − 1, on a logarithmic axis. */
export function columnOf(hold: number, { shortest, longest }: HoldAxis): number {
  const within = Math.min(longest, Math.max(shortest, hold));
  return Math.round(Math.log2(within / shortest) * COLUMNS);
}

/** One dot a unit, stacked from the axis upwards; the shorter hold is nearer to it. */
export function stackDots(holds: ArrayLike<number>, axis: HoldAxis): readonly Dot[] {
  const heights = new Int32Array(axis.columns);
  return Array.from(holds, (hold, unit) => ({ unit, hold }))
    .sort((a, b) => a.hold - b.hold || a.unit - b.unit)
    .map(({ unit, hold }) => {
      const column = columnOf(hold, axis);
      const row = heights[column] as number;
      heights[column] = row + 1;
      return { unit, column, row };
    });
}

/** `8 words`, `≥ 4 words` where the text ended before, `over 1,000 words`. */
export function formatHold({ words, isAtLeast }: Hold, noun: string): string {
  if (words > 1000) return `over 1,000 ${noun}s`;
  return `${isAtLeast ? "≥ " : ""}${countOf(words, noun)}`;
}
