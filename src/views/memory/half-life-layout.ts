/** Ends of an axis of half-lives, in words: what lies beyond stands at the end, which says so. */
export interface HalfLifeAxis {
  readonly shortest: number;
  readonly longest: number;
  /** A doubling apart. */
  readonly ticks: readonly number[];
  /** Columns of dots. */
  readonly columns: number;
}

const SHORTEST = 0.125;
/** The axis ends between these, so that it looks alike for most models. */
const LEAST_END = 8;
const MOST_END = 64;
/** Columns in a doubling. */
const COLUMNS = 10;

/** The axis on which these half-lives stand: an eighth of a word to the doubling that holds the longest, 8 … 64. */
export function halfLifeAxis(halfLives: ArrayLike<number>): HalfLifeAxis {
  const most = Array.from(halfLives).reduce((top, value) => (Number.isFinite(value) ? Math.max(top, value) : top), 0);
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

/** Column of a half-life in words, 0 … columns − 1, on a logarithmic axis. */
export function columnOf(halfLife: number, { shortest, longest }: HalfLifeAxis): number {
  const within = Math.min(longest, Math.max(shortest, halfLife));
  return Math.round(Math.log2(within / shortest) * COLUMNS);
}

/** One dot a unit, stacked from the axis upwards; the shorter half-life is nearer to it. */
export function stackDots(halfLives: ArrayLike<number>, axis: HalfLifeAxis): readonly Dot[] {
  const heights = new Int32Array(axis.columns);
  return Array.from(halfLives, (halfLife, unit) => ({ unit, halfLife }))
    .sort((a, b) => a.halfLife - b.halfLife || a.unit - b.unit)
    .map(({ unit, halfLife }) => {
      const column = columnOf(halfLife, axis);
      const row = heights[column] as number;
      heights[column] = row + 1;
      return { unit, column, row };
    });
}

/** `8.1 words`, `over 1,000 words`. */
export function formatHalfLife(words: number): string {
  if (words > 1000) return "over 1,000 words";
  return `${words < 9.95 ? words.toFixed(1) : Math.round(words)} words`;
}

/** A tick in words: fractions as signs. */
export function formatTick(tick: number): string {
  return { 0.125: "⅛", 0.25: "¼", 0.5: "½" }[tick] ?? String(tick);
}
