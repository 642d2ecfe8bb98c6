/** Median and quartiles of curves, k = 0 … reach; and of how many. */
export interface Quartiles {
  readonly low: Float64Array;
  readonly median: Float64Array;
  readonly high: Float64Array;
  /** Curves that reach so far. */
  readonly count: Int32Array;
}

/** Of rows (rows, width): each column by itself, what is NaN is left out; NaN where nothing is left. */
export function quartilesOf(rows: Float64Array, width: number): Quartiles {
  const empty = () => new Float64Array(width).fill(Number.NaN);
  const found = { low: empty(), median: empty(), high: empty(), count: new Int32Array(width) };
  for (let k = 0; k < width; k++) {
    const column: number[] = [];
    for (let at = k; at < rows.length; at += width) {
      const value = rows[at] as number;
      if (!Number.isNaN(value)) column.push(value);
    }
    const sorted = Float64Array.from(column).sort();
    found.count[k] = sorted.length;
    found.low[k] = quantile(sorted, 0.25);
    found.median[k] = quantile(sorted, 0.5);
    found.high[k] = quantile(sorted, 0.75);
  }
  return found;
}

/** The value below which a share of sorted values lies, between two of them on the line that joins them (Hyndman & Fan 1996, type 7). */
function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const low = sorted[Math.floor(place)] ?? Number.NaN;
  const high = sorted[Math.ceil(place)] ?? Number.NaN;
  // −∞ is a value: a gradient that is gone.
  return low === high ? low : low + (high - low) * (place - Math.floor(place));
}
