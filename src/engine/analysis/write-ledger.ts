import { type Trace, type TraceLayout, viewSignal } from "../trace.ts";

/** Words up to which a ledger is kept: its size grows with their square. */
export const LEDGER_WORDS = 500;

/**
 * Who wrote what a cell holds. C_t = (Π_{k≤t} f_k) ⊙ C_0 + Σ_s (Π_{k=s+1..t} f_k) ⊙ i_s ⊙ C̃_s, exactly: unrolled from
 * C_t = f_t ⊙ C_{t−1} + i_t ⊙ C̃_t. Row-major (T + 1, T + 1): row t, entry s what is left at step t of what word s wrote, entry 0 what
 * is left of C_0 (what the start token left, or zero). Entries beyond t are 0, and row t adds up to C_t. float64.
 */
export interface Ledger {
  readonly steps: number;
  readonly parts: Float64Array;
}

/** True for cells with a memory that is kept by one gate and written by another. */
export function hasLedger({ signals }: TraceLayout): boolean {
  return ["forgetGate", "inputGate", "candidate", "cellState"].every((name) => signals.some((signal) => signal.name === name));
}

/** What every word wrote into one unit, and what is left of it later. @throws RangeError for a cell without such a memory, or more than `LEDGER_WORDS`. */
export function ledgerOfUnit(trace: Trace, layer: number, unit: number): Ledger {
  const { steps, read } = openLedger(trace, layer);
  const parts = new Float64Array((steps + 1) ** 2);
  parts[0] = read.cellState(0, unit);
  for (let t = 1; t <= steps; t++) {
    const row = t * (steps + 1);
    const kept = read.forgetGate(t, unit);
    for (let s = 0; s < t; s++) parts[row + s] = (parts[row - steps - 1 + s] as number) * kept;
    parts[row + t] = read.inputGate(t, unit) * read.candidate(t, unit);
  }
  return { steps, parts };
}

/**
 * Of all that the cell holds at step t, the share that word s wrote: Σ over units of |part|, divided by the same sum over all words. The
 * shape of a ledger; row t adds up to 1, or is 0 where the cell holds nothing. @throws RangeError as `ledgerOfUnit`
 */
export function ledgerShares(trace: Trace, layer: number): Ledger {
  const { steps, units, read } = openLedger(trace, layer);
  const width = steps + 1;
  const shares = new Float64Array(width ** 2);
  const own = new Float64Array(width);
  for (let unit = 0; unit < units; unit++) {
    own.fill(0);
    own[0] = Math.abs(read.cellState(0, unit));
    for (let t = 0; t <= steps; t++) {
      const kept = t === 0 ? 1 : read.forgetGate(t, unit);
      if (t > 0) own[t] = Math.abs(read.inputGate(t, unit) * read.candidate(t, unit));
      for (let s = 0; s <= t; s++) {
        if (s < t) own[s] = (own[s] as number) * Math.abs(kept);
        shares[t * width + s] = (shares[t * width + s] as number) + (own[s] as number);
      }
    }
  }
  for (let t = 0; t <= steps; t++) {
    const row = shares.subarray(t * width, t * width + t + 1);
    const sum = row.reduce((total, part) => total + part, 0);
    if (sum > 0) for (let s = 0; s <= t; s++) row[s] = (row[s] as number) / sum;
  }
  return { steps, parts: shares };
}

/**
 * How far memory reaches: entry d the mean, over the words that have a word d back, of the share that the word d back still has in the
 * cell (T). 0 is the word itself. @throws RangeError for shares of no word
 */
export function memoryHorizon({ steps, parts }: Ledger): Float64Array {
  if (steps === 0) throw new RangeError("there are no words");
  return Float64Array.from({ length: steps }, (_, back) => {
    let sum = 0;
    for (let t = back + 1; t <= steps; t++) sum += parts[t * (steps + 1) + t - back] as number;
    return sum / (steps - back);
  });
}

function openLedger(trace: Trace, layer: number) {
  const { layout, steps } = trace;
  if (!hasLedger(layout)) throw new RangeError("this cell has no memory with a forget and an input gate");
  if (steps > LEDGER_WORDS) throw new RangeError(`${steps} words are more than ${LEDGER_WORDS}`);
  const reader = (name: string) => {
    const { values, offset, stepStride } = viewSignal(trace, layer, name);
    return (step: number, unit: number) => values[offset + step * stepStride + unit] as number;
  };
  return {
    steps,
    units: layout.units,
    read: {
      forgetGate: reader("forgetGate"),
      inputGate: reader("inputGate"),
      candidate: reader("candidate"),
      cellState: reader("cellState"),
    },
  };
}
