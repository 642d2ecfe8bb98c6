import { formatChance, formatSigned, MINUS } from "../shared/format.ts";
import { formatNorm } from "../shared/powers.ts";

/** A share, 0 …: as a probability down to 0.1 %, below as a power; from twice up as a multiple. */
export function formatShare(share: number): string {
  if (share >= 1000) return `${formatNorm(Math.log10(share))} ×`;
  if (share >= 1.95) return `${share.toFixed(share < 9.95 ? 1 : 0)} ×`;
  if (share === 0) return "0%";
  return formatChance(share);
}

/** A gain in a narrow cell: `.42`, `1.3`, `12`. */
export function formatGain(gain: number): string {
  if (!Number.isFinite(gain)) return "";
  if (gain >= 9.95) return gain < 1000 ? gain.toFixed(0) : formatNorm(Math.log10(gain));
  if (gain >= 0.995) return gain.toFixed(1);
  return gain.toFixed(2).replace(/^0/, "");
}

/** A mean gain, to two decimals: `.89`, `1.03`. */
export function formatMeanGain(gain: number): string {
  return gain >= 0.995 && gain < 9.95 ? gain.toFixed(2) : formatGain(gain);
}

/** Words of a half-life: `8.3 words`. */
export function formatHalfLife(words: number): string {
  return `${words < 10 ? words.toFixed(1) : words.toFixed(0)} words`;
}

/** A slider's value with its sign where it can be negative. */
export function formatBias(bias: number): string {
  return formatSigned(bias, 1);
}

/** A signed number in a narrow cell: `.42`, `−1.3`; `.00` where it rounds to zero. */
export function formatSignedNorm(value: number): string {
  const size = formatGain(Math.abs(value));
  return value < 0 && Number(size) !== 0 ? `${MINUS}${size}` : size;
}

/** What integration left over, relative: `0.3%`, below a thousandth as a power. */
export function formatResidual(residual: number): string {
  return residual < 0.001 ? formatNorm(Math.log10(residual)) : `${(residual * 100).toFixed(1)}%`;
}
