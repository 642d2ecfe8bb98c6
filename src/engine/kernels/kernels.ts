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

/** How Adam goes (Kingma & Ba 2015, algorithm 1). */
export interface AdamRates {
  readonly learningRate: number;
  /** Decay of the mean of the gradients, and of their squares. */
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/**
 * Arithmetic on one memory. An address is an index into `values`, a length counts float32. Only `allocate`, `keep`, `pack` and `reserve`
 * allocate. Vectors may be computed in place where nothing else is said. NaN goes on; float32 too small for their exponent (denormals)
 * are computed with, none is taken for 0.
 */
export interface KernelRoom {
  readonly values: Float32Array;
  /** Zeros; the address of the first. */
  readonly allocate: (length: number) => number;
  /** The address of a copy. */
  readonly keep: (array: Float32Array) => number;
  /** weights (M, K), copied where the kernels need them in another order; they must not change. */
  readonly pack: (weights: Float32Array, rows: number, columns: number) => Matrix;
  /** Room for a matrix (M, K) that `repack` fills, as often as its weights change. Its `weights` are empty but in TypeScript. */
  readonly reserve: (rows: number, columns: number) => Matrix;
  /** Takes the weights from (M, K) at `from`, or, transposed, from (K, M). */
  readonly repack: (matrix: Matrix, from: number, order: "rows" | "columns") => void;
  /** out[m] = Σ_k weights[m, k] · x[k]. x (K), out (M). */
  readonly matrixVector: (matrix: Matrix, x: number, out: number) => void;
  /** out[n, m] = Σ_k weights[m, k] · x[n, k]. x (count, K), out (count, M). */
  readonly matrixProduct: (matrix: Matrix, x: number, out: number, count: number) => void;
  /** The same, each sum beginning with what `out` holds. */
  readonly addMatrixProduct: (matrix: Matrix, x: number, out: number, count: number) => void;
  /** out[n, m] = Σ_k weights[m, k] · x[k, n]. x (K, count), out (count, M): what a weight gradient sums over steps. */
  readonly columnProduct: (matrix: Matrix, x: number, out: number, count: number) => void;
  /** The two do not overlap. */
  readonly copy: (from: number, to: number, length: number) => void;
  /** out (rows, 2, columns) = the rows of a and those of b (rows, columns) in turn. Not in place; a and b may be the same. */
  readonly interleave: (a: number, b: number, out: number, rows: number, columns: number) => void;
  /** out[n] = a[n] + b[n]. */
  readonly add: (a: number, b: number, out: number, length: number) => void;
  /** out[n] = a[n] + b[n] + c[n]. */
  readonly sum: (a: number, b: number, c: number, out: number, length: number) => void;
  /** out[n] = a[n] · b[n]. */
  readonly product: (a: number, b: number, out: number, length: number) => void;
  /** out[n] = a[n] · b[n] + c[n] · d[n]. */
  readonly products: (a: number, b: number, c: number, d: number, out: number, length: number) => void;
  /** out[n] = out[n] + a[n] · b[n]. */
  readonly addProduct: (a: number, b: number, out: number, length: number) => void;
  /** out[n] = factor · x[n]. */
  readonly scale: (x: number, factor: number, out: number, length: number) => void;
  /** out[n] = e^x[n]: 0 from −104 downwards, ∞ from 88.8 upwards. */
  readonly exponential: (x: number, out: number, length: number) => void;
  /** out[n] = 1 / (1 + e^−x[n]). */
  readonly sigmoid: (x: number, out: number, length: number) => void;
  /** out[n] = tanh x[n]. */
  readonly tanh: (x: number, out: number, length: number) => void;
  /** out[n] = σ'(x[n]) = e^−|x| / (1 + e^−|x|)²: right to the last digits where σ · (1 − σ) cancels. */
  readonly sigmoidSlope: (x: number, out: number, length: number) => void;
  /** out[n] = tanh'(x[n]) = 4 σ'(2x[n]). */
  readonly tanhSlope: (x: number, out: number, length: number) => void;
  /** out[n] = a[n] · b[n] · y[n] · (1 − y[n]): a gradient carried back through y = σ(z). */
  readonly sigmoidBack: (a: number, b: number, y: number, out: number, length: number) => void;
  /** out[n] = a[n] · b[n] · (1 − y[n]²): a gradient carried back through y = tanh z. */
  readonly tanhBack: (a: number, b: number, y: number, out: number, length: number) => void;
  /**
   * out[r] = softmax(x[r]) for `rows` rows (rows, columns), the highest of a row taken away first, so that nothing overflows. A row with
   * NaN or ∞, or with −∞ alone, becomes NaN, as in PyTorch.
   */
  readonly softmax: (x: number, out: number, rows: number, columns: number) => void;
  /** Largest |x[n]|, 0 of none; NaN where one is. */
  readonly largest: (x: number, length: number) => number;
  /** √Σ x[n]², summed in float64: squares neither underflow nor overflow. NaN where one is, else ∞ where one is. */
  readonly norm: (x: number, length: number) => number;
  /** out[r] = ‖x[r]‖ for `rows` rows (rows, columns), as float32. Not in place. */
  readonly norms: (x: number, out: number, rows: number, columns: number) => void;
  /**
   * Step `step` (1, 2 …) of Adam, corrected for its start from zeros, as torch.optim.Adam takes it. weights, gradient, mean and square
   * (length): all but the gradient are brought up to date.
   */
  readonly adam: (state: AdamState, length: number, step: number, rates: AdamRates) => void;
}

/** Addresses of what Adam works on. */
export interface AdamState {
  readonly weights: number;
  readonly gradient: number;
  /** Running means of the gradients and of their squares, zeros at first. */
  readonly mean: number;
  readonly square: number;
}
