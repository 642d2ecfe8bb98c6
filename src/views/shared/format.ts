/** U+2212: as wide as a plus, unlike the hyphen of the keyboard. */
export const MINUS = "−";

/** What float32 can tell apart below 1; more decimals would print noise. */
const MOST_DECIMALS = 7;

/** A gate, 0 … 1: `0.87`, without a sign. */
export function formatGate(value: number, decimals = 2): string {
  return fixed(Math.abs(value), decimals);
}

/** A signed value: `+0.91`, `−0.18`; what rounds to zero has no sign, `0.00`. */
export function formatSigned(value: number, decimals = 2): string {
  const size = fixed(Math.abs(value), decimals);
  if (Number.isNaN(value) || Number(size) === 0) return size;
  return (value < 0 ? MINUS : "+") + size;
}

/** A probability, 0 … 1: `21%` from 10 % up, `4.7%` below, `<0.1%` at the end. */
export function formatProbability(probability: number): string {
  const percent = probability * 100;
  if (percent < 0.1) return "<0.1%";
  const oneDecimal = fixed(percent, 1);
  return Number(oneDecimal) < 10 ? `${oneDecimal}%` : `${fixed(percent, 0)}%`;
}

/** Surprise or entropy: `1.7 bits`. */
export function formatBits(bits: number): string {
  return `${fixed(bits, 1)} bits`;
}

/** A size: `812 bytes`, `34 kB`, `0.3 MB`. Powers of ten, as downloads are counted. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 99_500) return `${fixed(bytes / 1000, 0)} kB`;
  return `${fixed(bytes / 1e6, 1)} MB`;
}

/** A whole number with a comma for the thousands: `4,096`. */
export function formatCount(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ",");
}

/**
 * The fewest decimals, two (or `least`) or more, at which the rounded parts add up to the rounded total. No part is bent to fit; where rounding
 * never agrees before float32 runs out, the answer is seven.
 */
export function decimalsThatAddUp(parts: readonly number[], total: number, least = 2): number {
  for (let decimals = least; decimals < MOST_DECIMALS; decimals++) {
    const sum = parts.reduce((soFar, part) => soFar + inLastPlace(part, decimals), 0);
    if (sum === inLastPlace(total, decimals)) return decimals;
  }
  return MOST_DECIMALS;
}

/** The value as printed, counted in units of its last decimal. */
function inLastPlace(value: number, decimals: number): number {
  return Math.round(Number(value.toFixed(decimals)) * 10 ** decimals);
}

function fixed(value: number, decimals: number): string {
  if (Number.isNaN(value)) return "NaN";
  return Number.isFinite(value) ? value.toFixed(decimals) : "∞";
}

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** `⁻⁵` */
export function superscript(exponent: number): string {
  const digits = Array.from(String(Math.abs(exponent)), (digit) => SUPERSCRIPTS[Number(digit)]).join("");
  return exponent < 0 ? `⁻${digits}` : digits;
}

/** A number from 0 to 1 in a narrow cell, from its logarithm: `1`, `.42`, `10⁻⁵`; `0` for −Infinity. */
export function formatPowerOfTen(log10: number): string {
  if (log10 === -Infinity) return "0";
  const value = 10 ** log10;
  if (value >= 0.995) return "1";
  return value >= 0.01 ? value.toFixed(2).replace(/^0/, "") : `10${superscript(Math.round(log10))}`;
}

/** A norm from its logarithm: two decimals from 0.01 to 100, else `2.8·10⁻⁵`; `0` for −Infinity. */
export function formatNorm(log10: number): string {
  if (log10 === -Infinity) return "0";
  if (!Number.isFinite(log10)) return Number.isNaN(log10) ? "NaN" : "∞";
  if (log10 >= -2 && log10 < 2) return (10 ** log10).toFixed(2);
  const exponent = Math.floor(log10);
  const digits = (10 ** (log10 - exponent)).toFixed(1);
  // 9.96 rounds to the next power.
  return digits === "10.0" ? `1.0·10${superscript(exponent + 1)}` : `${digits}·10${superscript(exponent)}`;
}

/** `10⁻²`, `10`, `1` for one. */
export function formatPower(exponent: number): string {
  return exponent === 0 ? "1" : exponent === 1 ? "10" : `10${superscript(exponent)}`;
}
