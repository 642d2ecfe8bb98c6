import { formatNorm } from "./powers.ts";

/** U+2212: as wide as a plus, unlike the hyphen of the keyboard. */
export const MINUS = "−";

/** From here on numbers are printed as powers of ten: `1.2·10⁶`. */
export const HUGE = 1e6;

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

/** A probability, 0 … 1: `21%` from 10 % up, `4.7%` below, `<0.1%` at the end; from 99 % on cut, not rounded: `99.9%`. */
export function formatProbability(probability: number): string {
  const percent = probability * 100;
  if (percent < 0.1) return "<0.1%";
  if (percent >= 99 && percent < 100) return `${fixed(Math.floor(10 * percent) / 10, 1)}%`;
  const oneDecimal = fixed(percent, 1);
  return Number(oneDecimal) < 10 ? `${oneDecimal}%` : `${fixed(percent, 0)}%`;
}

/** A probability that is never rounded away: `21%`, `4.7%`, `0.1%`, below that `2.0·10⁻⁷`; `0` for none. */
export function formatChance(probability: number): string {
  return probability >= 0.001 ? formatProbability(probability) : formatNorm(Math.log10(probability));
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

function fixed(value: number, decimals: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return "∞";
  return value < HUGE ? value.toFixed(decimals) : formatNorm(Math.log10(value));
}
