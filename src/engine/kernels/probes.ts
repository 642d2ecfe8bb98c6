const HEAD = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0] as const;

/** A module of one function, () → v128: i32x4.splat(0). Valid where there is SIMD. */
export const simdProbe: Uint8Array<ArrayBuffer> = Uint8Array.of(...HEAD, 10, 8, 1, 6, 0, 65, 0, 253, 17, 11);

/** A module of one function, () → v128: i8x16.relaxed_swizzle of two. Valid where there is relaxed SIMD. */
export const relaxedProbe: Uint8Array<ArrayBuffer> = Uint8Array.of(
  ...[...HEAD, 10, 15, 1, 13, 0, 65, 1, 253, 15, 65, 2, 253, 15],
  ...[253, 128, 2, 11],
);
