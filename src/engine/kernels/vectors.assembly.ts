// Sums, products and lengths of vectors. Addresses and lengths are in float32; in place allowed but where it says otherwise.
import { FLOAT, loadLanes, multiplyAdd, storeLanes } from "./lanes.assembly";

/** The two do not overlap. */
export function copy(from: usize, to: usize, length: usize): void {
  from *= FLOAT;
  to *= FLOAT;
  const whole = length & ~3;
  for (let n: usize = 0; n < whole; n += 4) v128.store(to + n * FLOAT, v128.load(from + n * FLOAT));
  for (let n = whole; n < length; n++) f32.store(to + n * FLOAT, f32.load(from + n * FLOAT));
}

export function interleave(a: usize, b: usize, out: usize, rows: usize, columns: usize): void {
  for (let row: usize = 0; row < rows; row++) {
    const fromA = (a + row * columns) * FLOAT;
    const fromB = (b + row * columns) * FLOAT;
    const toA = (out + 2 * row * columns) * FLOAT;
    const toB = toA + columns * FLOAT;
    for (let n: usize = 0; n < columns; n += 4) storeLanes(toA + n * FLOAT, v128.load(fromA + n * FLOAT), columns - n);
    for (let n: usize = 0; n < columns; n += 4) storeLanes(toB + n * FLOAT, v128.load(fromB + n * FLOAT), columns - n);
  }
}

export function add(a: usize, b: usize, out: usize, length: usize): void {
  a *= FLOAT;
  b *= FLOAT;
  out *= FLOAT;
  for (let n: usize = 0; n < length; n += 4) {
    const at = n * FLOAT;
    storeLanes(out + at, f32x4.add(v128.load(a + at), v128.load(b + at)), length - n);
  }
}

export function sum(a: usize, b: usize, c: usize, out: usize, length: usize): void {
  a *= FLOAT;
  b *= FLOAT;
  c *= FLOAT;
  out *= FLOAT;
  for (let n: usize = 0; n < length; n += 4) {
    const at = n * FLOAT;
    storeLanes(out + at, f32x4.add(f32x4.add(v128.load(a + at), v128.load(b + at)), v128.load(c + at)), length - n);
  }
}

export function scale(x: usize, factor: f32, out: usize, length: usize): void {
  x *= FLOAT;
  out *= FLOAT;
  for (let n: usize = 0; n < length; n += 4) {
    storeLanes(out + n * FLOAT, f32x4.mul(v128.load(x + n * FLOAT), f32x4.splat(factor)), length - n);
  }
}

export function product(a: usize, b: usize, out: usize, length: usize): void {
  a *= FLOAT;
  b *= FLOAT;
  out *= FLOAT;
  for (let n: usize = 0; n < length; n += 4) {
    const at = n * FLOAT;
    storeLanes(out + at, f32x4.mul(v128.load(a + at), v128.load(b + at)), length - n);
  }
}

export function products(a: usize, b: usize, c: usize, d: usize, out: usize, length: usize): void {
  a *= FLOAT;
  b *= FLOAT;
  c *= FLOAT;
  d *= FLOAT;
  out *= FLOAT;
  for (let n: usize = 0; n < length; n += 4) {
    const at = n * FLOAT;
    const first = f32x4.mul(v128.load(a + at), v128.load(b + at));
    storeLanes(out + at, multiplyAdd(v128.load(c + at), v128.load(d + at), first), length - n);
  }
}

export function addProduct(a: usize, b: usize, out: usize, length: usize): void {
  a *= FLOAT;
  b *= FLOAT;
  out *= FLOAT;
  for (let n: usize = 0; n < length; n += 4) {
    const at = n * FLOAT;
    storeLanes(out + at, multiplyAdd(v128.load(a + at), v128.load(b + at), v128.load(out + at)), length - n);
  }
}

export function sigmoidBack(a: usize, b: usize, y: usize, out: usize, length: usize): void {
  a *= FLOAT;
  b *= FLOAT;
  y *= FLOAT;
  out *= FLOAT;
  for (let n: usize = 0; n < length; n += 4) {
    const at = n * FLOAT;
    const value = v128.load(y + at);
    const slope = f32x4.mul(value, f32x4.sub(f32x4.splat(1), value));
    storeLanes(out + at, f32x4.mul(f32x4.mul(v128.load(a + at), v128.load(b + at)), slope), length - n);
  }
}

export function tanhBack(a: usize, b: usize, y: usize, out: usize, length: usize): void {
  a *= FLOAT;
  b *= FLOAT;
  y *= FLOAT;
  out *= FLOAT;
  for (let n: usize = 0; n < length; n += 4) {
    const at = n * FLOAT;
    const value = v128.load(y + at);
    // (1 − y)(1 + y) is 1 − y² without its cancellation.
    const slope = f32x4.mul(f32x4.sub(f32x4.splat(1), value), f32x4.add(f32x4.splat(1), value));
    storeLanes(out + at, f32x4.mul(f32x4.mul(v128.load(a + at), v128.load(b + at)), slope), length - n);
  }
}

/** Of numbers without a sign the larger has the larger bits, and NaN the largest. */
export function largest(x: usize, length: usize): f32 {
  x *= FLOAT;
  const zero = f32x4.splat(0);
  let found = zero;
  for (let n: usize = 0; n < length; n += 4) {
    found = i32x4.max_s(found, f32x4.abs(loadLanes(x + n * FLOAT, zero, length - n)));
  }
  found = i32x4.max_s(found, v128.shuffle<f32>(found, found, 2, 3, 0, 1));
  found = i32x4.max_s(found, v128.shuffle<f32>(found, found, 1, 0, 3, 2));
  return f32x4.extract_lane(found, 0);
}

export function norm(x: usize, length: usize): f64 {
  return normOf(x * FLOAT, length);
}

export function norms(x: usize, out: usize, rows: usize, columns: usize): void {
  for (let row: usize = 0; row < rows; row++) f32.store((out + row) * FLOAT, <f32>normOf((x + row * columns) * FLOAT, columns));
}

/** In float64, where the square of no float32 underflows or overflows. */
function normOf(x: usize, length: usize): f64 {
  const zero = f32x4.splat(0);
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  for (let n: usize = 0; n < length; n += 4) {
    const values = loadLanes(x + n * FLOAT, zero, length - n);
    const first = f64x2.promote_low_f32x4(values);
    const second = f64x2.promote_low_f32x4(v128.shuffle<f32>(values, values, 2, 3, 0, 1));
    low = f64x2.add(low, f64x2.mul(first, first));
    high = f64x2.add(high, f64x2.mul(second, second));
  }
  const total = f64x2.add(low, high);
  return Math.sqrt(f64x2.extract_lane(total, 0) + f64x2.extract_lane(total, 1));
}

export function adam(
  weights: usize,
  gradient: usize,
  mean: usize,
  square: usize,
  length: usize,
  rate: f32,
  beta1: f32,
  rest1: f32,
  beta2: f32,
  rest2: f32,
  correction: f32,
  epsilon: f32,
): void {
  weights *= FLOAT;
  gradient *= FLOAT;
  mean *= FLOAT;
  square *= FLOAT;
  for (let n: usize = 0; n < length; n += 4) {
    const at = n * FLOAT;
    const left = length - n;
    const g = v128.load(gradient + at);
    const m = multiplyAdd(f32x4.splat(rest1), g, f32x4.mul(f32x4.splat(beta1), v128.load(mean + at)));
    const v = multiplyAdd(f32x4.splat(rest2), f32x4.mul(g, g), f32x4.mul(f32x4.splat(beta2), v128.load(square + at)));
    const size = f32x4.add(f32x4.mul(f32x4.sqrt(v), f32x4.splat(correction)), f32x4.splat(epsilon));
    storeLanes(mean + at, m, left);
    storeLanes(square + at, v, left);
    const step = f32x4.div(f32x4.mul(f32x4.splat(rate), m), size);
    storeLanes(weights + at, f32x4.sub(v128.load(weights + at), step), left);
  }
}
