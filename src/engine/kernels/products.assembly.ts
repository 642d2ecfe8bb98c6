// Products with packed matrices. Addresses and lengths are in float32; those of functions that are not exported are bytes. Every output
// element is one chain of sums over k = 0 … K − 1, whatever block, slice or tile it stands in.
import { BLOCK, FLOAT, LINE, multiplyAdd, storeLanes, VECTOR } from "./lanes.assembly";

/** k that are summed before the next block is taken: a slice of a block and four rows of x stay in the first cache. */
const DEPTH: usize = 512;
/** Four rows of a slice of x, [DEPTH][4]. */
const TILE = memory.data(8192, 16);

/** Stores the first `count` rows (1 … 8) of a block. */
function storeBlock(at: usize, low: v128, high: v128, count: usize): void {
  storeLanes(at, low, count);
  if (count > 4) storeLanes(at + VECTOR, high, count - 4);
}

/** `out` may be read as far as seven numbers beyond its end, here and below. */
export function matrixVector(weights: usize, x: usize, out: usize, rows: usize, inner: usize): void {
  productOfRow(weights * FLOAT, x * FLOAT, out * FLOAT, rows, inner, false);
}

function productOfRow(weights: usize, x: usize, out: usize, rows: usize, inner: usize, adds: bool): void {
  const end = x + inner * FLOAT;
  const panel = inner * LINE;
  const zero = f32x4.splat(0);
  let row: usize = 0;
  // Four blocks at a time: eight chains of sums in flight.
  for (; row + 4 * BLOCK <= rows; row += 4 * BLOCK) {
    const to = out + row * FLOAT;
    let w0 = weights + row * inner * FLOAT;
    let w1 = w0 + panel;
    let w2 = w1 + panel;
    let w3 = w2 + panel;
    let a0 = adds ? v128.load(to) : zero;
    let a1 = adds ? v128.load(to, 16) : zero;
    let a2 = adds ? v128.load(to, 32) : zero;
    let a3 = adds ? v128.load(to, 48) : zero;
    let a4 = adds ? v128.load(to, 64) : zero;
    let a5 = adds ? v128.load(to, 80) : zero;
    let a6 = adds ? v128.load(to, 96) : zero;
    let a7 = adds ? v128.load(to, 112) : zero;
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
    const to = out + row * FLOAT;
    let w = weights + row * inner * FLOAT;
    let low = adds ? v128.load(to) : zero;
    let high = adds ? v128.load(to, 16) : zero;
    for (let at = x; at < end; at += FLOAT) {
      const factor = v128.load_splat<f32>(at);
      low = multiplyAdd(v128.load(w), factor, low);
      high = multiplyAdd(v128.load(w, 16), factor, high);
      w += LINE;
    }
    storeBlock(to, low, high, min(BLOCK, rows - row));
  }
}

export function matrixProduct(weights: usize, x: usize, out: usize, rows: usize, inner: usize, count: usize, adds: bool): void {
  weights *= FLOAT;
  x *= FLOAT;
  out *= FLOAT;
  if (inner > DEPTH) {
    productOfTiles(weights, x, out, rows, inner, count, adds, false);
    return;
  }
  const stride = inner * FLOAT;
  const pitch = rows * FLOAT;
  const tiled = count & ~3;
  const zero = f32x4.splat(0);
  for (let row: usize = 0; row < rows; row += BLOCK) {
    const panel = weights + row * stride;
    const width = min(BLOCK, rows - row);
    for (let n: usize = 0; n < tiled; n += 4) {
      const to = out + n * pitch + row * FLOAT;
      let x0 = x + n * stride;
      const end = x0 + stride;
      let w = panel;
      let a0 = adds ? v128.load(to) : zero;
      let a1 = adds ? v128.load(to, 16) : zero;
      let b0 = adds ? v128.load(to + pitch) : zero;
      let b1 = adds ? v128.load(to + pitch, 16) : zero;
      let c0 = adds ? v128.load(to + 2 * pitch) : zero;
      let c1 = adds ? v128.load(to + 2 * pitch, 16) : zero;
      let d0 = adds ? v128.load(to + 3 * pitch) : zero;
      let d1 = adds ? v128.load(to + 3 * pitch, 16) : zero;
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
      storeBlock(to, a0, a1, width);
      storeBlock(to + pitch, b0, b1, width);
      storeBlock(to + 2 * pitch, c0, c1, width);
      storeBlock(to + 3 * pitch, d0, d1, width);
    }
  }
  for (let n = tiled; n < count; n++) productOfRow(weights, x + n * stride, out + n * pitch, rows, inner, adds);
}

/** As `matrixProduct`, from x (inner, count). */
export function columnProduct(weights: usize, x: usize, out: usize, rows: usize, inner: usize, count: usize, adds: bool): void {
  weights *= FLOAT;
  x *= FLOAT;
  out *= FLOAT;
  productOfTiles(weights, x, out, rows, inner, count, adds, true);
}

/** Slice by slice of k, from four rows of x that are copied side by side first: as they are given they push each other out of the cache. */
function productOfTiles(
  weights: usize,
  x: usize,
  out: usize,
  rows: usize,
  inner: usize,
  count: usize,
  adds: bool,
  isTransposed: bool,
): void {
  for (let k: usize = 0; k < inner; k += DEPTH) {
    const depth = min(DEPTH, inner - k);
    for (let n: usize = 0; n < count; n += 4) {
      const have = min<usize>(4, count - n);
      if (isTransposed) copyColumns(x + (k * count + n) * FLOAT, count * FLOAT, depth);
      else copyRows(x + (n * inner + k) * FLOAT, inner * FLOAT, depth, have);
      productOfTile(weights + k * LINE, out + n * rows * FLOAT, rows, inner * FLOAT, depth, have, adds || k > 0);
    }
  }
}

/** Beside the `have` columns of a last tile stands what comes after them; no one reads it. */
function copyColumns(from: usize, stride: usize, depth: usize): void {
  for (let k: usize = 0; k < depth; k++) v128.store(TILE + k * VECTOR, v128.load(from + k * stride));
}

function copyRows(from: usize, stride: usize, depth: usize, have: usize): void {
  for (let n: usize = 0; n < have; n++) {
    for (let k: usize = 0; k < depth; k++) f32.store(TILE + k * VECTOR + n * FLOAT, f32.load(from + n * stride + k * FLOAT));
  }
}

function productOfTile(weights: usize, out: usize, rows: usize, stride: usize, depth: usize, have: usize, adds: bool): void {
  const pitch = rows * FLOAT;
  const end = TILE + depth * VECTOR;
  const zero = f32x4.splat(0);
  for (let row: usize = 0; row < rows; row += BLOCK) {
    const width = min(BLOCK, rows - row);
    const toA = out + row * FLOAT;
    // Rows that are not there are computed from what is there, and not stored.
    const toB = have > 1 ? toA + pitch : toA;
    const toC = have > 2 ? toA + 2 * pitch : toA;
    const toD = have > 3 ? toA + 3 * pitch : toA;
    let a0 = adds ? v128.load(toA) : zero;
    let a1 = adds ? v128.load(toA, 16) : zero;
    let b0 = adds ? v128.load(toB) : zero;
    let b1 = adds ? v128.load(toB, 16) : zero;
    let c0 = adds ? v128.load(toC) : zero;
    let c1 = adds ? v128.load(toC, 16) : zero;
    let d0 = adds ? v128.load(toD) : zero;
    let d1 = adds ? v128.load(toD, 16) : zero;
    let w = weights + row * stride;
    for (let at: usize = TILE; at < end; at += VECTOR) {
      const low = v128.load(w);
      const high = v128.load(w, 16);
      const f0 = v128.load_splat<f32>(at);
      a0 = multiplyAdd(low, f0, a0);
      a1 = multiplyAdd(high, f0, a1);
      const f1 = v128.load_splat<f32>(at, 4);
      b0 = multiplyAdd(low, f1, b0);
      b1 = multiplyAdd(high, f1, b1);
      const f2 = v128.load_splat<f32>(at, 8);
      c0 = multiplyAdd(low, f2, c0);
      c1 = multiplyAdd(high, f2, c1);
      const f3 = v128.load_splat<f32>(at, 12);
      d0 = multiplyAdd(low, f3, d0);
      d1 = multiplyAdd(high, f3, d1);
      w += LINE;
    }
    storeBlock(toA, a0, a1, width);
    if (have > 1) storeBlock(toB, b0, b1, width);
    if (have > 2) storeBlock(toC, c0, c1, width);
    if (have > 3) storeBlock(toD, d0, d1, width);
  }
}
