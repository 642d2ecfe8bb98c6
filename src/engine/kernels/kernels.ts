/**
 * The arithmetic that cells are made of. Implementations: `typescript.ts` (the reference, computes in float64 and rounds once) and
 * `simd.ts` (WebAssembly, float32). Every output element accumulates over k from 0 upwards in one order, whatever the number of rows,
 * the tile or the edge path, so that a suffix recomputed equals the whole bit for bit. All matrices are row-major float32.
 */
export interface Kernels {
  readonly id: string;
  /**
   * Builds something that computes in a memory of its own, as large as what `build` allocates and packs. `build` is called twice, the
   * first time to find that out: it must allocate the same each time and compute nothing.
   */
  readonly open: <Built>(build: (room: KernelRoom) => Built) => Built;
}

/** A matrix as its kernels read it. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  /** (M, K), as it was given. */
  readonly weights: Float32Array;
  /** Where its packed numbers are, for the kernels alone. */
  readonly address: number;
}

/** Arithmetic on one memory. An address is an index into `values`, a length counts float32. Only `allocate` and `pack` allocate. */
export interface KernelRoom {
  readonly values: Float32Array;
  /** Zeros; the address of the first. */
  readonly allocate: (length: number) => number;
  /** The address of a copy. */
  readonly keep: (array: Float32Array) => number;
  /** weights (M, K), copied where the kernels need them in another order; they must not change. */
  readonly pack: (weights: Float32Array, rows: number, columns: number) => Matrix;
  /** out[m] = Σ_k weights[m, k] · x[k]. x (K), out (M). */
  readonly matrixVector: (matrix: Matrix, x: number, out: number) => void;
  /** out[n, m] = Σ_k weights[m, k] · x[n, k]. x (count, K), out (count, M). */
  readonly matrixProduct: (matrix: Matrix, x: number, out: number, count: number) => void;
  readonly copy: (from: number, to: number, length: number) => void;
  /** out[n] = a[n] + b[n] + c[n]. */
  readonly sum: (a: number, b: number, c: number, out: number, length: number) => void;
  /** out[n] = a[n] · b[n]. */
  readonly product: (a: number, b: number, out: number, length: number) => void;
  /** out[n] = a[n] · b[n] + c[n] · d[n]. */
  readonly products: (a: number, b: number, c: number, d: number, out: number, length: number) => void;
  /** out[n] = 1 / (1 + e^−x[n]); in place allowed. */
  readonly sigmoid: (x: number, out: number, length: number) => void;
  /** out[n] = tanh x[n]; in place allowed. */
  readonly tanh: (x: number, out: number, length: number) => void;
}
