import type { Kernels } from "../kernels/kernels.ts";
import { transposedProduct } from "./calculus.ts";

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
  const transposed = new Float32Array(weights.length);
  for (let row = 0; row < inner; row++) {
    for (let u = 0; u < columns; u++) transposed[u * inner + row] = weights[row * columns + u] as number;
  }
  const { room, matrix, x, out } = kernels.open((opened) => ({
    room: opened,
    matrix: opened.pack(transposed, columns, inner),
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

/** out (K) = Wᵀ · delta (M). */
export type CarryBack = (delta: Float64Array, out: Float64Array) => void;

const opened = new WeakMap<Kernels, WeakMap<Float32Array, CarryBack>>();

/** In the kernels' float32 where there are any, kept as long as the weights are; else in float64, from the weights as they are. */
export function carryThrough(weights: Float32Array, columns: number, kernels: Kernels | null): CarryBack {
  if (kernels === null) return (delta, out) => transposedProduct(weights, delta, out);
  const known = opened.get(kernels) ?? new WeakMap<Float32Array, CarryBack>();
  opened.set(kernels, known);
  const found = known.get(weights);
  if (found !== undefined) return found;
  const products = openTransposed(kernels, weights, columns, 1);
  const start = [0];
  const made: CarryBack = (delta, out) => {
    products.put(0, delta, start, delta.length);
    products.multiply(1);
    products.take(0, out, 0);
  };
  known.set(weights, made);
  return made;
}
