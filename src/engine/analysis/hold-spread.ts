import type { holdsFrom } from "./hold-lengths.ts";

/** How many words until half of what a unit held is gone. */
export interface Hold {
  /** Whole words; 1 where the next word already takes half of it. */
  readonly words: number;
  /** The text ends too early to tell how long it is: at least so many words. */
  readonly isAtLeast: boolean;
}

/** Of the holds from every word of a text, the median and the 90th percentile. */
export interface HoldSpread {
  readonly median: Hold;
  readonly ninetieth: Hold;
  /** Holds that were measured. */
  readonly count: number;
}

/**
 * Median and 90th percentile (nearest rank) of holds. What the end of the text cut off may be any longer: where that could change the
 * percentile, it is told as at least what is known of it. Null for none. @param isCounted which of the holds are taken; all where left out
 */
export function spreadHolds(
  { words, isAtLeast }: ReturnType<typeof holdsFrom>,
  isCounted: (start: number) => boolean = () => true,
): HoldSpread | null {
  const counted = Array.from(words.keys()).filter(isCounted);
  if (counted.length === 0) return null;
  const known = Float64Array.from(counted, (start) => words[start] as number).sort();
  const whole = Float64Array.from(counted, (start) => (isAtLeast[start] === 1 ? Infinity : (words[start] as number))).sort();
  const percentile = (share: number): Hold => {
    const place = Math.ceil(share * known.length) - 1;
    return { words: known[place] as number, isAtLeast: known[place] !== whole[place] };
  };
  return { median: percentile(0.5), ninetieth: percentile(0.9), count: known.length };
}
