import type { Ledger } from "../../engine/analysis/write-ledger.ts";

export const OTHERS = -1;

/** What is left, at one word, of what one word wrote into the unit: a rectangle between two values. */
export interface Band {
  /** The word that wrote it, 0 the start token, `OTHERS` for several whose parts are too small to be seen. */
  readonly source: number;
  /** Values between which it stands; what was written positive is stacked upwards from 0, what was written negative downwards. */
  readonly low: number;
  readonly high: number;
}

/**
 * Stacked parts of every step 1 … T (entry t − 1), the oldest nearest to zero; those smaller than `least` stand together as one band at
 * the end of either stack.
 */
export function stackBands({ steps, parts }: Ledger, least = 0): readonly (readonly Band[])[] {
  return Array.from({ length: steps }, (_, k) => {
    const row = parts.subarray((k + 1) * (steps + 1), (k + 1) * (steps + 1) + k + 2);
    let [above, below] = [0, 0];
    let [smallAbove, smallBelow] = [0, 0];
    const bands: Band[] = [];
    const stack = (source: number, part: number) => {
      if (part === 0) return;
      const from = part > 0 ? above : below;
      bands.push({ source, low: Math.min(from, from + part), high: Math.max(from, from + part) });
      if (part > 0) above += part;
      else below += part;
    };
    row.forEach((part, source) => {
      if (Math.abs(part) >= least) stack(source, part);
      else if (part > 0) smallAbove += part;
      else smallBelow += part;
    });
    stack(OTHERS, smallAbove);
    stack(OTHERS, smallBelow);
    return bands;
  });
}

/** What the plot spans. */
export interface Extent {
  readonly low: number;
  readonly high: number;
}

/** From the furthest that a stack reaches down to the furthest it reaches up, each rounded up to a tidy number; 0 … 1 at least. */
export function extentOf(columns: readonly (readonly Band[])[]): Extent {
  let [down, up] = [0, 0];
  for (const bands of columns) {
    for (const { low, high } of bands) {
      down = Math.max(down, -low);
      up = Math.max(up, high);
    }
  }
  return down === 0 && up === 0 ? { low: 0, high: 1 } : { low: -tidy(down), high: tidy(up) };
}

/** The least 1, 2, 3, 5 · 10^n that is not below a size; 0 for 0. */
function tidy(size: number): number {
  if (size === 0) return 0;
  const unit = 10 ** Math.floor(Math.log10(size));
  return [1, 2, 3, 5].map((factor) => factor * unit).find((round) => round >= size) ?? 10 * unit;
}

/** Parts of step t, entry s of word s; entry 0 of what the start token left. Adds up to C_t. */
export function partsAt({ steps, parts }: Ledger, step: number): Float64Array {
  return parts.slice(step * (steps + 1), step * (steps + 1) + step + 1);
}

/** C_t of every step 1 … T: entry t − 1 the sum of its parts. */
export function sumsOf(ledger: Ledger): readonly number[] {
  return Array.from({ length: ledger.steps }, (_, k) => partsAt(ledger, k + 1).reduce((sum, part) => sum + part, 0));
}
