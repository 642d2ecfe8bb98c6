const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** `⁻⁵` */
export function superscript(exponent: number): string {
  const digits = Array.from(String(Math.abs(exponent)), (digit) => SUPERSCRIPTS[Number(digit)]).join("");
  return exponent < 0 ? `⁻${digits}` : digits;
}

/** A norm from its logarithm: two decimals from 0.1 to 100, three from 0.01, else `2.8·10⁻⁵`; `0` for −Infinity. */
export function formatNorm(log10: number): string {
  if (log10 === -Infinity) return "0";
  if (!Number.isFinite(log10)) return Number.isNaN(log10) ? "NaN" : "∞";
  if (log10 >= -2 && log10 < 2) return (10 ** log10).toFixed(log10 < -1 ? 3 : 2);
  const exponent = Math.floor(log10);
  const digits = (10 ** (log10 - exponent)).toFixed(1);
  // 9.96 rounds to the next power.
  return digits === "10.0" ? `1.0·10${superscript(exponent + 1)}` : `${digits}·10${superscript(exponent)}`;
}

/** `10⁻²`, `10`, `1` for one. */
export function formatPower(exponent: number): string {
  return exponent === 0 ? "1" : exponent === 1 ? "10" : `10${superscript(exponent)}`;
}
