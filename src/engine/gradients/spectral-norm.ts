import type { Random } from "../random.ts";

/** What Lanczos leaves to be wished for: ‖MᵀM v − σ² v‖ ≤ residual · σ². */
const residual = 1e-5;

/**
 * Largest singular value of a matrix (N, N), row-major, and its right singular vector: Lanczos on MᵀM (Golub & Van Loan, Matrix
 * Computations, section 10.1) with full reorthogonalization, to a residual of 1e-5. `near` (N) is where to look first, if anything
 * is known; the start is stirred with `random`, so that nothing is missed by being orthogonal to it.
 */
export function spectralNorm(
  matrix: Float64Array,
  size: number,
  random: Random,
  near?: Float64Array,
): { readonly norm: number; readonly vector: Float64Array } {
  const start = Float64Array.from({ length: size }, (_, k) => (near?.[k] ?? 0) * Math.sqrt(size) + (2 * random() - 1));
  const basis: Float64Array[] = [scaleToLength(start, 1)];
  // Measured in its largest entry: squares of squares of small numbers underflow.
  const unit = matrix.reduce((largest, entry) => Math.max(largest, Math.abs(entry)), 0);
  if (unit === 0) return { norm: 0, vector: basis[0] as Float64Array };
  const diagonal: number[] = [];
  const offDiagonal: number[] = [];
  for (;;) {
    const last = basis.at(-1) as Float64Array;
    const next = applySquare(matrix, last, unit);
    diagonal.push(dot(next, last));
    // Twice is enough (Parlett): what is left of the basis after one pass is only rounding.
    for (let pass = 0; pass < 2; pass++) for (const vector of basis) addMultiple(next, vector, -dot(next, vector));
    const length = Math.sqrt(dot(next, next));
    const { value, vector } = largestEigenpair(diagonal, offDiagonal);
    const isFound = length * Math.abs(vector.at(-1) as number) <= residual * value;
    if (isFound || basis.length === size) {
      const found = new Float64Array(size);
      basis.forEach((column, k) => {
        addMultiple(found, column, vector[k] as number);
      });
      return { norm: unit * Math.sqrt(Math.max(0, value)), vector: found };
    }
    offDiagonal.push(length);
    basis.push(scaleToLength(next, 1 / length));
  }
}

/** Mᵀ(M x) / unit² */
function applySquare(matrix: Float64Array, x: Float64Array, unit: number): Float64Array {
  const size = x.length;
  const out = new Float64Array(size);
  for (let m = 0; m < size; m++) {
    const start = m * size;
    let sum = 0;
    for (let k = 0; k < size; k++) sum += ((matrix[start + k] as number) / unit) * (x[k] as number);
    for (let k = 0; k < size; k++) out[k] = (out[k] as number) + ((matrix[start + k] as number) / unit) * sum;
  }
  return out;
}

/** Largest eigenvalue of a symmetric tridiagonal matrix with no negative ones, and its unit eigenvector. */
function largestEigenpair(diagonal: readonly number[], offDiagonal: readonly number[]): { value: number; vector: number[] } {
  // Bisection: all eigenvalues lie below x where every pivot of x − T is positive (Sturm). Gershgorin bounds the start.
  let low = diagonal.reduce((largest, entry) => Math.max(largest, entry), 0);
  let high = 0;
  diagonal.forEach((entry, k) => {
    high = Math.max(high, entry + (offDiagonal[k - 1] ?? 0) + (k < diagonal.length - 1 ? (offDiagonal[k] as number) : 0));
  });
  if (high === 0) return { value: 0, vector: diagonal.map((_, k) => (k === 0 ? 1 : 0)) };
  high *= 1 + 1e-15;
  for (let turn = 0; turn < 60 && high - low > 1e-15 * high; turn++) {
    const middle = (low + high) / 2;
    if (pivotsOf(diagonal, offDiagonal, middle) === null) low = middle;
    else high = middle;
  }
  // Inverse iteration just above the eigenvalue, where every pivot is positive and elimination is stable.
  const shift = high * (1 + 1e-13);
  const pivots = pivotsOf(diagonal, offDiagonal, shift) ?? diagonal.map(() => high);
  let vector = diagonal.map(() => 1);
  for (let turn = 0; turn < 3; turn++) vector = solve(pivots, offDiagonal, vector);
  return { value: high, vector };
}

/** Pivots of shift − T by elimination, or null where one is not positive. */
function pivotsOf(diagonal: readonly number[], offDiagonal: readonly number[], shift: number): number[] | null {
  const pivots: number[] = [];
  for (let k = 0; k < diagonal.length; k++) {
    const before = k === 0 ? 0 : (offDiagonal[k - 1] as number) ** 2 / (pivots[k - 1] as number);
    const pivot = shift - (diagonal[k] as number) - before;
    if (!(pivot > 0)) return null;
    pivots.push(pivot);
  }
  return pivots;
}

/** The unit vector along (shift − T)⁻¹ · right. */
function solve(pivots: readonly number[], offDiagonal: readonly number[], right: readonly number[]): number[] {
  const x = [...right];
  for (let k = 1; k < x.length; k++) {
    x[k] = (x[k] as number) + ((offDiagonal[k - 1] as number) / (pivots[k - 1] as number)) * (x[k - 1] as number);
  }
  for (let k = x.length - 1; k >= 0; k--) {
    const after = k === x.length - 1 ? 0 : (offDiagonal[k] as number) * (x[k + 1] as number);
    x[k] = ((x[k] as number) + after) / (pivots[k] as number);
  }
  const length = Math.hypot(...x);
  return x.map((entry) => entry / length);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += (a[k] as number) * (b[k] as number);
  return sum;
}

function addMultiple(target: Float64Array, source: Float64Array, factor: number): void {
  for (let k = 0; k < target.length; k++) target[k] = (target[k] as number) + factor * (source[k] as number);
}

function scaleToLength(vector: Float64Array, factor: number): Float64Array {
  const length = factor === 1 ? 1 / Math.sqrt(dot(vector, vector)) : factor;
  return vector.map((entry) => entry * length);
}
