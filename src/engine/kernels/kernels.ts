/**
 * The arithmetic that cells are made of. Implementations: `typescript.ts` (the reference, accumulates in float64 and rounds once) and
 * `simd.ts` (WebAssembly, float32). Every output element accumulates over k from 0 upwards in one order, whatever the number of rows,
 * the tile or the edge path, so that a suffix recomputed equals the whole bit for bit. All matrices are row-major float32.
 */
export interface Kernels {
  readonly id: string;
  /**
   * Builds something that computes in a memory of its own, as large as what `build` allocates and packs. `build` may be called twice,
   * the first time to find that out: it must allocate the same each time and compute nothing.
   */
  readonly open: <Built>(build: (room: KernelRoom) => Built) => Built;
}

/** A matrix as its kernels read it; `weights` is what was packed. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly weights: Float32Array;
  /** Where the packed numbers are, for the kernels alone. */
  readonly address: number;
}

/** Arithmetic on arrays of one memory: what is handed in must have been allocated here. Only `allocate` and `pack` allocate, and only while it is being built. */
export interface KernelRoom {
  /** Zeros. */
  readonly allocate: (length: number) => Float32Array;
  /** weights (M, K), copied as far as the kernels need it. */
  readonly pack: (weights: Float32Array, rows: number, columns: number) => Matrix;
  /** out[m] = Σ_k weights[m, k] · x[k]. x (K), out (M). */
  readonly matrixVector: (matrix: Matrix, x: Float32Array, out: Float32Array) => void;
  /** out[n, m] = Σ_k weights[m, k] · x[n, k]. x (N, K), out (N, M); N = `count`, of arrays that may be longer. */
  readonly matrixProduct: (matrix: Matrix, x: Float32Array, out: Float32Array, count: number) => void;
  /** out[n] = 1 / (1 + e^−x[n]); in place allowed. */
  readonly sigmoid: (x: Float32Array, out: Float32Array) => void;
  /** out[n] = tanh x[n]; in place allowed. */
  readonly tanh: (x: Float32Array, out: Float32Array) => void;
}
