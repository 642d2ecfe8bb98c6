import type { Kernels } from "../kernels/kernels.ts";

/** Wᵀ times rows of derivatives that are put in, as many at once as there are: float32, so rows should be of the size of 1. */
export interface Transposed {
  /** Row `n` from a frame: `length` numbers from each of `places`, one after the other (M together). */
  readonly put: (n: number, frame: Float64Array, places: readonly number[], length: number) => void;
  readonly multiply: (count: number) => void;
  /** Row `n` of the products (K). */
  readonly take: (n: number, into: Float64Array, to: number) => void;
}

/** @param weights W (M, K) row-major; @param rows how many are multiplied at once at most */
export function openTransposed(kernels: Kernels, weights: Float32Array, columns: number, rows: number): Transposed {
  const inner = weights.length / columns;
  const turned = transposed(weights, columns);
  const { room, matrix, x, out } = kernels.open((opened) => ({
    room: opened,
    matrix: opened.pack(turned, columns, inner),
    x: opened.allocate(rows * inner),
    out: opened.allocate(rows * columns),
  }));
  const { values } = room;
  return {
    put: (n, frame, places, length) => {
      let to = x + n * inner;
      for (const from of places) for (let u = 0; u < length; u++) values[to++] = frame[from + u] as number;
    },
    multiply: (count) => room.matrixProduct(matrix, x, out, count),
    take: (n, into, to) => {
      for (let u = 0; u < columns; u++) into[to + u] = values[out + n * columns + u] as number;
    },
  };
}

/** Wᵀ (K, M) of W (M, K), K columns. */
export function transposed(weights: Float32Array, columns: number): Float32Array {
  const rows = weights.length / columns;
  const turned = new Float32Array(weights.length);
  for (let row = 0; row < rows; row++) {
    for (let u = 0; u < columns; u++) turned[u * rows + row] = weights[row * columns + u] as number;
  }
  return turned;
}
