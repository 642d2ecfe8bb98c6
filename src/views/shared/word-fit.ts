/** How words stand beside each other, level at their columns. Widths are those of the words as drawn, px. */

/** A level word may stand out of the row of columns by 6 px at either end. */
const OVERHANG = 6;
const SPACING = 2;
/** What is no wider is a letter: letters may stand close. px before the scale. */
const LETTER = 14;
/** Longer words would be cut when they are turned, too: to turn the axis would not help them. px before the scale. */
const LONGEST_TURNED = 58;
/** One word in so many may be long without turning the others. */
const LONG_IN = 8;

/**
 * The narrowest column, px, in which words stand level: no two touch, and those at the ends hardly stand out. Words that are too long
 * even when turned do not count, as long as they are few: each is cut where its neighbours begin.
 */
export function levelColumn(widths: readonly number[], scale: number): number {
  const long = longWords(widths, scale);
  let needed = 0;
  widths.forEach((width, k) => {
    if (long.has(k)) return;
    const next = widths[k + 1];
    if (k === 0 || next === undefined) needed = Math.max(needed, width - 2 * OVERHANG * scale);
    if (next === undefined || long.has(k + 1)) return;
    const spacing = Math.max(width, next) <= LETTER * scale ? 0 : SPACING;
    needed = Math.max(needed, (width + next) / 2 + spacing * scale);
  });
  return needed;
}

/** Whether a word as wide as this, px in letters of 13 px times scale, would be cut if it were turned. */
export function isTooLongTurned(width: number, scale: number): boolean {
  return width > LONGEST_TURNED * scale;
}

function longWords(widths: readonly number[], scale: number): ReadonlySet<number> {
  const long = widths.flatMap((width, k) => (isTooLongTurned(width, scale) ? [k] : []));
  return new Set(long.length <= Math.max(1, Math.floor(widths.length / LONG_IN)) ? long : []);
}

/**
 * Room of a level word in columns of `col` px: as far as its neighbours begin, at least its own column.
 * @param beside widths of the words before and after it; null at an end, where it may stand out a little.
 */
export function levelRoom(col: number, beside: readonly [before: number | null, after: number | null], scale: number): number {
  const own = col - 2 * SPACING * scale;
  const rooms = beside.map((width) =>
    width === null ? col + 2 * OVERHANG * scale : 2 * (col - SPACING * scale) - Math.min(width, own),
  );
  return Math.max(own, Math.min(...rooms));
}

/** Left edge of a word, px from the first column's, that is shown whole over its column at `centre`: within `view`, with its caret in sight. */
export function wholeLeft(centre: number, width: number, view: number, caret: number): number {
  if (width <= view) return Math.max(0, Math.min(view - width, centre - width / 2));
  return Math.max(view - width, Math.min(0, view - CARET_MARGIN - caret));
}

const CARET_MARGIN = 8;
