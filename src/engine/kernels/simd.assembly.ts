// AssemblyScript, compiled to WebAssembly twice: with plain SIMD (a product, then a sum) and with relaxed SIMD (fused where the machine
// can). Addresses are bytes in the memory that `simd.ts` hands in; lengths are in float32. `simd.ts` says what each function computes.
// Every output element is one chain of sums over k = 0 … K − 1, whatever block or tile it stands in.

/** Rows of a block of packed weights: [M / 8][K][8]. */
const BLOCK: usize = 8;
const FLOAT: usize = 4;
const VECTOR: usize = 16;
/** Bytes of the weights of one k in a block. */
const LINE: usize = 32;

function multiplyAdd(a: v128, b: v128, sum: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, sum);
  return f32x4.add(f32x4.mul(a, b), sum);
}

/** Stores the first `count` lanes (1 … 4). */
function storeLanes(at: usize, value: v128, count: usize): void {
  if (count >= 4) {
    v128.store(at, value);
    return;
  }
  f32.store(at, f32x4.extract_lane(value, 0));
  if (count > 1) f32.store(at, f32x4.extract_lane(value, 1), 4);
  if (count > 2) f32.store(at, f32x4.extract_lane(value, 2), 8);
}

/** Stores the first `count` rows (1 … 8) of a block. */
function storeBlock(at: usize, low: v128, high: v128, count: usize): void {
  storeLanes(at, low, count);
  if (count > 4) storeLanes(at + VECTOR, high, count - 4);
}

/** out (rows) = weights (rows, inner) · x (inner); weights packed. */
export function matrixVector(weights: usize, x: usize, out: usize, rows: usize, inner: usize): void {
  const end = x + inner * FLOAT;
  const panel = inner * LINE;
  let row: usize = 0;
  // Four blocks at a time: eight chains of sums in flight.
  for (; row + 4 * BLOCK <= rows; row += 4 * BLOCK) {
    let w0 = weights + row * inner * FLOAT;
    let w1 = w0 + panel;
    let w2 = w1 + panel;
    let w3 = w2 + panel;
    let a0 = f32x4.splat(0);
    let a1 = f32x4.splat(0);
    let a2 = f32x4.splat(0);
    let a3 = f32x4.splat(0);
    let a4 = f32x4.splat(0);
    let a5 = f32x4.splat(0);
    let a6 = f32x4.splat(0);
    let a7 = f32x4.splat(0);
    for (let at = x; at < end; at += FLOAT) {
      const factor = v128.load_splat<f32>(at);
      a0 = multiplyAdd(v128.load(w0), factor, a0);
      a1 = multiplyAdd(v128.load(w0, 16), factor, a1);
      a2 = multiplyAdd(v128.load(w1), factor, a2);
      a3 = multiplyAdd(v128.load(w1, 16), factor, a3);
      a4 = multiplyAdd(v128.load(w2), factor, a4);
      a5 = multiplyAdd(v128.load(w2, 16), factor, a5);
      a6 = multiplyAdd(v128.load(w3), factor, a6);
      a7 = multiplyAdd(v128.load(w3, 16), factor, a7);
      w0 += LINE;
      w1 += LINE;
      w2 += LINE;
      w3 += LINE;
    }
    const to = out + row * FLOAT;
    v128.store(to, a0);
    v128.store(to, a1, 16);
    v128.store(to, a2, 32);
    v128.store(to, a3, 48);
    v128.store(to, a4, 64);
    v128.store(to, a5, 80);
    v128.store(to, a6, 96);
    v128.store(to, a7, 112);
  }
  for (; row < rows; row += BLOCK) {
    let w = weights + row * inner * FLOAT;
    let low = f32x4.splat(0);
    let high = f32x4.splat(0);
    for (let at = x; at < end; at += FLOAT) {
      const factor = v128.load_splat<f32>(at);
      low = multiplyAdd(v128.load(w), factor, low);
      high = multiplyAdd(v128.load(w, 16), factor, high);
      w += LINE;
    }
    storeBlock(out + row * FLOAT, low, high, min(BLOCK, rows - row));
  }
}

/** out (count, rows): out[n] = weights (rows, inner) · x[n], x (count, inner); weights packed. */
export function matrixProduct(weights: usize, x: usize, out: usize, rows: usize, inner: usize, count: usize): void {
  const stride = inner * FLOAT;
  const pitch = rows * FLOAT;
  const tiled = count & ~3;
  for (let row: usize = 0; row < rows; row += BLOCK) {
    const panel = weights + row * stride;
    const width = min(BLOCK, rows - row);
    for (let n: usize = 0; n < tiled; n += 4) {
      let x0 = x + n * stride;
      const end = x0 + stride;
      let w = panel;
      let a0 = f32x4.splat(0);
      let a1 = f32x4.splat(0);
      let b0 = f32x4.splat(0);
      let b1 = f32x4.splat(0);
      let c0 = f32x4.splat(0);
      let c1 = f32x4.splat(0);
      let d0 = f32x4.splat(0);
      let d1 = f32x4.splat(0);
      let x1 = x0 + stride;
      let x2 = x1 + stride;
      let x3 = x2 + stride;
      for (; x0 < end; x0 += FLOAT) {
        const low = v128.load(w);
        const high = v128.load(w, 16);
        const f0 = v128.load_splat<f32>(x0);
        a0 = multiplyAdd(low, f0, a0);
        a1 = multiplyAdd(high, f0, a1);
        const f1 = v128.load_splat<f32>(x1);
        b0 = multiplyAdd(low, f1, b0);
        b1 = multiplyAdd(high, f1, b1);
        const f2 = v128.load_splat<f32>(x2);
        c0 = multiplyAdd(low, f2, c0);
        c1 = multiplyAdd(high, f2, c1);
        const f3 = v128.load_splat<f32>(x3);
        d0 = multiplyAdd(low, f3, d0);
        d1 = multiplyAdd(high, f3, d1);
        w += LINE;
        x1 += FLOAT;
        x2 += FLOAT;
        x3 += FLOAT;
      }
      const to = out + n * pitch + row * FLOAT;
      storeBlock(to, a0, a1, width);
      storeBlock(to + pitch, b0, b1, width);
      storeBlock(to + 2 * pitch, c0, c1, width);
      storeBlock(to + 3 * pitch, d0, d1, width);
    }
  }
  for (let n = tiled; n < count; n++) matrixVector(weights, x + n * stride, out + n * pitch, rows, inner);
}

/** log₂ e */
const LOG2_E: f32 = 1.4426951;

/** e^x to about an ulp, 0 below −104, ∞ above 88.8: 2^n · e^r with |r| ≤ ln 2 / 2; the polynomial of Cephes' expf (Moshier 1992). */
function exponential(x: v128): v128 {
  const bounded = f32x4.min(f32x4.max(x, f32x4.splat(-104)), f32x4.splat(89));
  const n = f32x4.nearest(f32x4.mul(bounded, f32x4.splat(LOG2_E)));
  // ln 2 in two parts, the first with few digits, so that its product with n is exact.
  const near = f32x4.sub(bounded, f32x4.mul(n, f32x4.splat(0.693359375)));
  const r = f32x4.sub(near, f32x4.mul(n, f32x4.splat(-2.1219444e-4)));
  let p = f32x4.splat(1.98756915e-4);
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.3981999507e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(8.3334519073e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(4.1665795894e-2));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.6666665459e-1));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(5.0000001201e-1));
  const e = f32x4.add(f32x4.add(f32x4.mul(f32x4.mul(p, r), r), r), f32x4.splat(1));
  // In two factors: one alone has no room for 2^−150 or 2^128.
  const whole = i32x4.trunc_sat_f32x4_s(n);
  const half = i32x4.shr_s(whole, 1);
  return f32x4.mul(f32x4.mul(e, powerOfTwo(half)), powerOfTwo(i32x4.sub(whole, half)));
}

function powerOfTwo(n: v128): v128 {
  return i32x4.shl(i32x4.add(n, i32x4.splat(127)), 23);
}

function sigmoidOf(x: v128): v128 {
  const decay = exponential(f32x4.neg(f32x4.abs(x)));
  const share = f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), decay));
  // σ(−a) = e^−a / (1 + e^−a): right to the last digits where 1 − σ(a) has cancelled.
  return v128.bitselect(f32x4.mul(decay, share), share, f32x4.lt(x, f32x4.splat(0)));
}

/** Cephes' tanhf (Moshier 1992): a polynomial below 0.625, 1 − 2 / (e^2x + 1) above. */
function tanhOf(x: v128): v128 {
  const size = f32x4.abs(x);
  const z = f32x4.mul(x, x);
  let p = f32x4.splat(-5.70498872745e-3);
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(2.06390887954e-2));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(-5.37397155531e-2));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(1.33314422036e-1));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(-3.33332819422e-1));
  const small = f32x4.add(f32x4.mul(f32x4.mul(p, z), x), x);
  const growth = exponential(f32x4.add(size, size));
  const rest = f32x4.div(f32x4.splat(2), f32x4.add(growth, f32x4.splat(1)));
  const large = f32x4.sub(f32x4.splat(1), rest);
  const sign = v128.and(x, i32x4.splat(0x80000000));
  return v128.or(v128.bitselect(small, large, f32x4.lt(size, f32x4.splat(0.625))), sign);
}

/** out[n] = 1 / (1 + e^−x[n]); in place allowed. */
export function sigmoid(x: usize, out: usize, length: usize): void {
  for (let n: usize = 0; n < length; n += 4) storeLanes(out + n * FLOAT, sigmoidOf(v128.load(x + n * FLOAT)), length - n);
}

/** out[n] = tanh x[n]; in place allowed. */
export function tanh(x: usize, out: usize, length: usize): void {
  for (let n: usize = 0; n < length; n += 4) storeLanes(out + n * FLOAT, tanhOf(v128.load(x + n * FLOAT)), length - n);
}

/** out[n] = from[n]; the two do not overlap. */
export function copy(from: usize, to: usize, length: usize): void {
  const whole = length & ~3;
  for (let n: usize = 0; n < whole; n += 4) v128.store(to + n * FLOAT, v128.load(from + n * FLOAT));
  for (let n = whole; n < length; n++) f32.store(to + n * FLOAT, f32.load(from + n * FLOAT));
}

/** out[n] = a[n] + b[n] + c[n]. */
export function sum(a: usize, b: usize, c: usize, out: usize, length: usize): void {
  for (let n: usize = 0; n < length; n += 4) {
    const at = n * FLOAT;
    storeLanes(out + at, f32x4.add(f32x4.add(v128.load(a + at), v128.load(b + at)), v128.load(c + at)), length - n);
  }
}

/** out[n] = a[n] · b[n]. */
export function product(a: usize, b: usize, out: usize, length: usize): void {
  for (let n: usize = 0; n < length; n += 4) {
    const at = n * FLOAT;
    storeLanes(out + at, f32x4.mul(v128.load(a + at), v128.load(b + at)), length - n);
  }
}

/** out[n] = a[n] · b[n] + c[n] · d[n]. */
export function products(a: usize, b: usize, c: usize, d: usize, out: usize, length: usize): void {
  for (let n: usize = 0; n < length; n += 4) {
    const at = n * FLOAT;
    const first = f32x4.mul(v128.load(a + at), v128.load(b + at));
    storeLanes(out + at, multiplyAdd(v128.load(c + at), v128.load(d + at), first), length - n);
  }
}
