// e^x and what is made of it, element by element. Addresses and lengths are in float32; in place allowed.
import { FLOAT, loadLanes, multiplyAdd, storeLanes } from "./lanes.assembly";

// Constants are read from memory: one that stands in the code is made anew at every turn of a loop, by three instructions.
const ONE = memory.data<f32>([1]);
const TWO = memory.data<f32>([2]);
/** 1.5 · 2^23: added to a number it leaves the nearest integer in the lowest bits. */
const ROUND = memory.data<f32>([12582912]);
const EXPONENT_BIAS = memory.data<i32>([127]);
const LOG2_E = memory.data<f32>([1.4426951]);
/** −ln 2 in two parts, the first with few digits, so that its product with an integer is exact. */
const MINUS_LN2_HIGH = memory.data<f32>([-0.693359375]);
const MINUS_LN2_LOW = memory.data<f32>([2.1219444e-4]);
/** e^x is 0 below, ∞ above. */
const LOWEST = memory.data<f32>([-104]);
const HIGHEST = memory.data<f32>([89]);
const E0 = memory.data<f32>([1.98756915e-4]);
const E1 = memory.data<f32>([1.3981999507e-3]);
const E2 = memory.data<f32>([8.3334519073e-3]);
const E3 = memory.data<f32>([4.1665795894e-2]);
const E4 = memory.data<f32>([1.6666665459e-1]);
const E5 = memory.data<f32>([5.0000001201e-1]);
const T0 = memory.data<f32>([-5.70498872745e-3]);
const T1 = memory.data<f32>([2.06390887954e-2]);
const T2 = memory.data<f32>([-5.37397155531e-2]);
const T3 = memory.data<f32>([1.33314422036e-1]);
const T4 = memory.data<f32>([-3.33332819422e-1]);
/** Where the polynomial of tanh ends. */
const SMALL = memory.data<f32>([0.625]);
/** 1 − 2 / (e^x + 1) is 1 from here on. */
const FLAT = memory.data<f32>([40]);

function constant(at: usize): v128 {
  return v128.load_splat<f32>(at);
}

/** e^x for x in [−104, 89] to about an ulp: 2^n · e^r with |r| ≤ ln 2 / 2; the polynomial of Cephes' expf (Moshier 1992). */
function exponentialOfBounded(x: v128): v128 {
  const shifted = multiplyAdd(x, constant(LOG2_E), constant(ROUND));
  const n = f32x4.sub(shifted, constant(ROUND));
  const r = multiplyAdd(n, constant(MINUS_LN2_LOW), multiplyAdd(n, constant(MINUS_LN2_HIGH), x));
  let p = multiplyAdd(constant(E0), r, constant(E1));
  p = multiplyAdd(p, r, constant(E2));
  p = multiplyAdd(p, r, constant(E3));
  p = multiplyAdd(p, r, constant(E4));
  p = multiplyAdd(p, r, constant(E5));
  const e = f32x4.add(multiplyAdd(f32x4.mul(p, r), r, r), constant(ONE));
  // In two factors: one alone has no room for 2^−150 or 2^128.
  const whole = i32x4.sub(shifted, constant(ROUND));
  const half = i32x4.shr_s(whole, 1);
  return f32x4.mul(f32x4.mul(e, powerOfTwo(half)), powerOfTwo(i32x4.sub(whole, half)));
}

function powerOfTwo(n: v128): v128 {
  return i32x4.shl(i32x4.add(n, constant(EXPONENT_BIAS)), 23);
}

// Of pmin and pmax the first operand comes out where one is NaN.
function exponentialOf(x: v128): v128 {
  return exponentialOfBounded(f32x4.pmin(f32x4.pmax(x, constant(LOWEST)), constant(HIGHEST)));
}

function sigmoidOf(x: v128): v128 {
  const decay = exponentialOfBounded(f32x4.pmax(f32x4.neg(f32x4.abs(x)), constant(LOWEST)));
  const share = f32x4.div(constant(ONE), f32x4.add(constant(ONE), decay));
  // σ(−a) = e^−a / (1 + e^−a): right to the last digits where 1 − σ(a) has cancelled.
  return f32x4.mul(share, v128.bitselect(decay, constant(ONE), i32x4.shr_s(x, 31)));
}

/** e^−|x| / (1 + e^−|x|)². */
function sigmoidSlopeOf(x: v128): v128 {
  const decay = exponentialOfBounded(f32x4.pmax(f32x4.neg(f32x4.abs(x)), constant(LOWEST)));
  const whole = f32x4.add(constant(ONE), decay);
  return f32x4.div(decay, f32x4.mul(whole, whole));
}

/** Cephes' tanhf (Moshier 1992): a polynomial below 0.625, 1 − 2 / (e^2x + 1) above. */
function tanhOf(x: v128): v128 {
  const size = f32x4.abs(x);
  const z = f32x4.mul(x, x);
  let p = multiplyAdd(constant(T0), z, constant(T1));
  p = multiplyAdd(p, z, constant(T2));
  p = multiplyAdd(p, z, constant(T3));
  p = multiplyAdd(p, z, constant(T4));
  const small = multiplyAdd(f32x4.mul(p, z), x, x);
  const growth = exponentialOfBounded(f32x4.pmin(f32x4.add(size, size), constant(FLAT)));
  const large = f32x4.sub(constant(ONE), f32x4.div(constant(TWO), f32x4.add(growth, constant(ONE))));
  const sign = v128.xor(x, size);
  return v128.or(v128.bitselect(small, large, f32x4.lt(size, constant(SMALL))), sign);
}

export function exponential(x: usize, out: usize, length: usize): void {
  x *= FLOAT;
  out *= FLOAT;
  for (let n: usize = 0; n < length; n += 4) storeLanes(out + n * FLOAT, exponentialOf(v128.load(x + n * FLOAT)), length - n);
}

export function sigmoid(x: usize, out: usize, length: usize): void {
  x *= FLOAT;
  out *= FLOAT;
  for (let n: usize = 0; n < length; n += 4) storeLanes(out + n * FLOAT, sigmoidOf(v128.load(x + n * FLOAT)), length - n);
}

export function tanh(x: usize, out: usize, length: usize): void {
  x *= FLOAT;
  out *= FLOAT;
  for (let n: usize = 0; n < length; n += 4) storeLanes(out + n * FLOAT, tanhOf(v128.load(x + n * FLOAT)), length - n);
}

export function sigmoidSlope(x: usize, out: usize, length: usize): void {
  x *= FLOAT;
  out *= FLOAT;
  for (let n: usize = 0; n < length; n += 4) storeLanes(out + n * FLOAT, sigmoidSlopeOf(v128.load(x + n * FLOAT)), length - n);
}

/** tanh'(x) = 4 σ'(2x). */
export function tanhSlope(x: usize, out: usize, length: usize): void {
  x *= FLOAT;
  out *= FLOAT;
  for (let n: usize = 0; n < length; n += 4) {
    const value = v128.load(x + n * FLOAT);
    const slope = sigmoidSlopeOf(f32x4.add(value, value));
    storeLanes(out + n * FLOAT, f32x4.mul(slope, f32x4.splat(4)), length - n);
  }
}

export function softmax(x: usize, out: usize, rows: usize, columns: usize): void {
  x *= FLOAT;
  out *= FLOAT;
  for (let row: usize = 0; row < rows; row++) {
    const from = x + row * columns * FLOAT;
    const to = out + row * columns * FLOAT;
    const highest = highestOf(from, columns);
    // In float64, so that thousands of small shares are not lost beside a large one.
    let low = f64x2.splat(0);
    let high = low;
    for (let n: usize = 0; n < columns; n += 4) {
      const shares = exponentialOf(f32x4.sub(loadLanes(from + n * FLOAT, f32x4.splat(-Infinity), columns - n), highest));
      low = f64x2.add(low, f64x2.promote_low_f32x4(shares));
      high = f64x2.add(high, f64x2.promote_low_f32x4(v128.shuffle<f32>(shares, shares, 2, 3, 0, 1)));
      storeLanes(to + n * FLOAT, shares, columns - n);
    }
    const total = f64x2.add(low, high);
    const part = f32x4.splat(<f32>(1 / (f64x2.extract_lane(total, 0) + f64x2.extract_lane(total, 1))));
    for (let n: usize = 0; n < columns; n += 4) {
      storeLanes(to + n * FLOAT, f32x4.mul(v128.load(to + n * FLOAT), part), columns - n);
    }
  }
}

/** The highest of a row in every lane. NaN is passed over: the sum of the shares has it. */
function highestOf(from: usize, columns: usize): v128 {
  const whole = columns & ~15;
  let a = f32x4.splat(-Infinity);
  let b = a;
  let c = a;
  let d = a;
  for (let n: usize = 0; n < whole; n += 16) {
    const at = from + n * FLOAT;
    a = f32x4.pmax(a, v128.load(at));
    b = f32x4.pmax(b, v128.load(at, 16));
    c = f32x4.pmax(c, v128.load(at, 32));
    d = f32x4.pmax(d, v128.load(at, 48));
  }
  for (let n = whole; n < columns; n += 4) a = f32x4.pmax(a, loadLanes(from + n * FLOAT, a, columns - n));
  a = f32x4.pmax(f32x4.pmax(a, b), f32x4.pmax(c, d));
  a = f32x4.pmax(a, v128.shuffle<f32>(a, a, 2, 3, 0, 1));
  return f32x4.pmax(a, v128.shuffle<f32>(a, a, 1, 0, 3, 2));
}
