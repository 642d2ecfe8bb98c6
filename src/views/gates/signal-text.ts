import type { SignalSpec } from "../../engine/cell.ts";
import { formatCount, formatGate, formatSigned } from "../shared/format.ts";
import type { Domain } from "../shared/ramps.ts";
import type { CellReading } from "./cell-reading.ts";

/** A value of a signal as it is printed: a gate without a sign, everything else with one. */
export function formatValue(signal: Pick<SignalSpec, "role">, value: number, decimals = 2): string {
  return signal.role === "gate" ? formatGate(value, decimals) : formatSigned(value, decimals);
}

/** What a cell is called, short: `unit 47, sat, 0.87`; `unit 47, sat, hidden` while its number is to be guessed. */
export function describeCell(signal: SignalSpec, unit: number, { word, value, isCovered }: CellReading): string {
  return `unit ${unit}, ${word}, ${isCovered ? "hidden" : formatValue(signal, value)}`;
}

/** What the live region says of a cell: `forget gate, unit 47, sat, 0.87`. */
export function speakCell(signal: SignalSpec, unit: number, reading: CellReading): string {
  return `${signal.label}, ${describeCell(signal, unit, reading)}`;
}

/** The sentence under a histogram: `keeps 0.64 on average`, `mean size 0.49`. @param mean of |value| over all units */
export function describeMean(signal: SignalSpec, mean: number): string {
  if (signal.role !== "gate") return `mean size ${formatGate(mean)}`;
  return signal.reading === undefined ? `${formatGate(mean)} on average` : `${signal.reading} ${formatGate(mean)} on average`;
}

/** What the dots in a heatmap say: `9 beyond ±3`. @param count of drawn values that the colours do not reach */
export function describeBeyond(signal: SignalSpec, { low, high }: Domain, count: number): string {
  const bound = low === -high ? `±${formatGate(high, 0)}` : `${formatEnd(signal, low)} to ${formatEnd(signal, high)}`;
  return `${formatCount(count)} beyond ${bound}`;
}

/** The end of a colour scale: `0`, `1`, `+2`, `−2`. */
export function formatEnd(signal: Pick<SignalSpec, "role">, end: number): string {
  return formatValue(signal, end, 0);
}

/** A number as it is copied: the fewest digits that read back to the same float32. */
export function formatExactly(value: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return String(short);
  }
  return String(Number(value.toPrecision(9)));
}
