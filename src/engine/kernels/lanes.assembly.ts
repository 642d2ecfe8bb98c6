// What the other `.assembly.ts` files share. All of it is inlined where it is used.

export const FLOAT: usize = 4;
/** Bytes of a vector of four float32. */
export const VECTOR: usize = 16;
/** Rows of a block of packed weights: [M / 8][K][8]. */
export const BLOCK: usize = 8;
/** Bytes of the weights of one k in a block. */
export const LINE: usize = 32;

/** a · b + sum, rounded once with relaxed SIMD where the machine can. */
export function multiplyAdd(a: v128, b: v128, sum: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, sum);
  return f32x4.add(f32x4.mul(a, b), sum);
}

/** Stores the first `count` lanes (1 …; four where there are more). */
export function storeLanes(at: usize, value: v128, count: usize): void {
  if (count >= 4) {
    v128.store(at, value);
    return;
  }
  f32.store(at, f32x4.extract_lane(value, 0));
  if (count > 1) f32.store(at, f32x4.extract_lane(value, 1), 4);
  if (count > 2) f32.store(at, f32x4.extract_lane(value, 2), 8);
}

/** The first `count` lanes of a vector that ends there; the others are those of `rest`. */
export function loadLanes(at: usize, rest: v128, count: usize): v128 {
  const value = v128.load(at);
  if (count >= 4) return value;
  return v128.bitselect(value, rest, i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(<i32>count)));
}
