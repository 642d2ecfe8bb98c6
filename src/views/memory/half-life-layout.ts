/** The axis of half-lives: its ends in words; what lies beyond stands at the end, which says so. */
export const SHORTEST = 0.25;
export const LONGEST = 64;
/** Ticks in words, a doubling apart. */
export const TICKS = [0.25, 0.5, 1, 2, 4, 8, 16, 32, 64] as const;
/** Columns of dots in a doubling. */
const COLUMNS = 6;

/** A unit as a dot: its column, and how many dots stand under it. */
export interface Dot {
  readonly unit: number;
  readonly column: number;
  readonly row: number;
}

/** Columns of the whole axis. */
export const columnCount = Math.log2(LONGEST / SHORTEST) * COLUMNS + 1;

/** Column of a half-life in words, 0 … columnCount − 1, on a logarithmic axis. */
export function columnOf(halfLife: number): number {
  const within = Math.min(LONGEST, Math.max(SHORTEST, halfLife));
  return Math.round(Math.log2(within / SHORTEST) * COLUMNS);
}

/** One dot a unit, stacked from the axis upwards; the shorter half-life is nearer to it. */
export function stackDots(halfLives: ArrayLike<number>): readonly Dot[] {
  const heights = new Int32Array(columnCount);
  return Array.from(halfLives, (halfLife, unit) => ({ unit, halfLife }))
    .sort((a, b) => a.halfLife - b.halfLife || a.unit - b.unit)
    .map(({ unit, halfLife }) => {
      const column = columnOf(halfLife);
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
