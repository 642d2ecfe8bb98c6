/**
 * Numbers values · 2^exponent, so that gradients of hundreds of steps neither underflow nor overflow. Multiplying by powers of two
 * rounds nothing. −Infinity where all values are 0.
 */
export interface Scaled {
  readonly values: Float64Array;
  exponent: number;
}

/** Zeros. */
export function createScaled(length: number): Scaled {
  return { values: new Float64Array(length), exponent: -Infinity };
}

/** Brings the largest value into [0.5, 1), without changing what is meant. NaN and infinities stay as they are. */
export function normalize(scaled: Scaled): void {
  const exponent = binaryExponent(largestOf(scaled.values, 0, scaled.values.length));
  if (exponent === -Infinity) {
    scaled.exponent = -Infinity;
  } else if (exponent !== 0) {
    // In two factors: one alone would leave the range where the values are subnormal.
    const half = Math.trunc(exponent / 2);
    multiply(scaled.values, 2 ** -half);
    multiply(scaled.values, 2 ** (half - exponent));
    scaled.exponent += exponent;
  }
}

/** Adds source · 2^exponent into `target` from index `at` on. */
export function addScaled(target: Scaled, at: number, source: Float64Array, exponent: number): void {
  if (exponent === -Infinity) return;
  if (exponent > target.exponent) {
    multiply(target.values, 2 ** (target.exponent - exponent));
    target.exponent = exponent;
  }
  const factor = 2 ** (exponent - target.exponent);
  for (let k = 0; k < source.length; k++)
    target.values[at + k] = (target.values[at + k] as number) + (source[k] as number) * factor;
}

/** Writes values · 2^shift as float32, so that the largest is in [0.5, 1), into `out` from index `at` on; returns −shift. 0 for zeros. */
export function roundScaled(values: Float64Array, out: Float32Array, at: number): number {
  const exponent = binaryExponent(largestOf(values, 0, values.length));
  const shift = exponent === -Infinity ? 0 : exponent;
  const factor = 2 ** -shift;
  for (let k = 0; k < values.length; k++) out[at + k] = (values[k] as number) * factor;
  return shift;
}

/** Euclidean norm of `values` from index `start` to `end`; their squares neither underflow nor overflow. */
export function normOf(values: ArrayLike<number>, start: number, end: number): number {
  const largest = largestOf(values, start, end);
  if (!(largest > 0 && largest < Infinity)) return largest;
  let sum = 0;
  for (let k = start; k < end; k++) sum += ((values[k] as number) / largest) ** 2;
  return largest * Math.sqrt(sum);
}

/** A length, plain and as its logarithm: the plain one underflows to 0 (or overflows) where the logarithm stays finite. */
export interface Length {
  readonly plain: number;
  /** −Infinity for 0. */
  readonly log10: number;
}

/** 2^exponent, which many lengths share. */
export function powerOfTwo(exponent: number): Length {
  return { plain: 2 ** exponent, log10: exponent * LOG10_OF_2 };
}

const LOG10_OF_2 = Math.log10(2);

/** value · 2^exponent, value ≥ 0. @param power 2^exponent, where it is at hand */
export function scaledLength(value: number, exponent: number, power = powerOfTwo(exponent)): Length {
  if (value === 0) return { plain: 0, log10: -Infinity };
  return { plain: value * power.plain, log10: Math.log10(value) + power.log10 };
}

function largestOf(values: ArrayLike<number>, start: number, end: number): number {
  let largest = 0;
  for (let k = start; k < end; k++) {
    const size = Math.abs(values[k] as number);
    // Not `size > largest`: NaN must come out, so that nothing passes it over.
    if (!(size <= largest)) largest = size;
    if (Number.isNaN(size)) return size;
  }
  return largest;
}

/** The e that puts largest · 2^−e into [0.5, 1), −Infinity for 0, 0 for what is not finite. */
export function binaryExponent(largest: number): number {
  if (largest === 0) return -Infinity;
  if (!Number.isFinite(largest)) return 0;
  let exponent = Math.floor(Math.log2(largest)) + 1;
  // log2 rounds up just below a power of two.
  if (largest * 2 ** -exponent < 0.5) exponent--;
  return exponent;
}

function multiply(values: Float64Array, factor: number): void {
  for (let k = 0; k < values.length; k++) values[k] = (values[k] as number) * factor;
}
