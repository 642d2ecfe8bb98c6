/**
 * The arithmetic that cells are made of. Implementations: `typescript.ts` (reference, accumulates in float64 and rounds once) and
 * later WebAssembly. Every output element accumulates over k from 0 upwards in one order, whatever the number of rows or the tile,
 * so that a suffix recomputed equals the whole bit for bit. All matrices are row-major float32. Nothing allocates.
 */
export interface Kernels {
  readonly id: string;
  /** out[m] = Σ_k weights[m, k] · x[k]. weights (M, K), x (K), out (M). */
  readonly matrixVector: (weights: Float32Array, x: Float32Array, out: Float32Array) => void;
  /** out[n, m] = Σ_k weights[m, k] · x[n, k]. weights (M, K), x (N, K), out (N, M). */
  readonly matrixProduct: (weights: Float32Array, x: Float32Array, out: Float32Array, rows: number) => void;
  /** out[n] = 1 / (1 + e^−x[n]); in place allowed. */
  readonly sigmoid: (x: Float32Array, out: Float32Array) => void;
  /** out[n] = tanh x[n]; in place allowed. */
  readonly tanh: (x: Float32Array, out: Float32Array) => void;
}
