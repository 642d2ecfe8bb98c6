/** What changed between two texts: `removed` at `start` was replaced by `inserted`. */
export interface Edit {
  /** UTF-16 offset. */
  readonly start: number;
  readonly removed: string;
  readonly inserted: string;
  /** Whether something that stood there before still follows. */
  readonly isInside: boolean;
}

/** The smallest single replacement that leads from `before` to `after`; the common beginning is taken first. */
export function findEdit(before: string, after: string): Edit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let tail = 0;
  while (tail < shorter - start && before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail))
    tail++;
  return {
    start,
    removed: before.slice(start, before.length - tail),
    inserted: after.slice(start, after.length - tail),
    isInside: tail > 0,
  };
}

/** 0-based index of the first entry that differs; the shorter length where one list continues the other. */
export function firstDifference<T>(before: readonly T[], after: readonly T[], isSame: (a: T, b: T) => boolean): number {
  const shorter = Math.min(before.length, after.length);
  let index = 0;
  while (index < shorter && isSame(before[index] as T, after[index] as T)) index++;
  return index;
}
