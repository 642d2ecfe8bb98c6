import type { SignalSpec } from "../cell.ts";
import { frameLength, type Trace } from "../trace.ts";

/** Where a trace first holds something that is no number. */
export interface NotFinite {
  /** 0 (before the first word) … T. */
  readonly step: number;
  /** The first signal of its frame that has it. */
  readonly signal: SignalSpec;
}

/** The first value from step `from` (0 … T) on that is ∞ or NaN: its step and signal; null where there is none. */
export function firstNotFinite({ layout, values, steps }: Trace, from = 0): NotFinite | null {
  const length = frameLength(layout);
  const end = (steps + 1) * length;
  let at = from * length;
  while (at < end && Number.isFinite(values[at])) at++;
  if (at >= end) return null;
  const signal = layout.signals[Math.floor(at / layout.units) % layout.signals.length] as SignalSpec;
  return { step: Math.floor(at / length), signal };
}
