/** The eigenvalues of a real matrix (N), in no order; complex ones come in conjugate pairs. */
export interface Eigenvalues {
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

/** Turns of the QR iteration for one eigenvalue; the shift is changed after every ten. */
const mostTurns = 60;

/**
 * All eigenvalues of a matrix (N, N), row-major: reduction to upper Hessenberg form by stabilised elimination, then the QR iteration
 * with Francis's implicit double shift (Golub & Van Loan, Matrix Computations, section 7.5; EISPACK `elmhes`, `hqr`). NaN for
 * those that were not found.
 */
export function findEigenvalues(matrix: ArrayLike<number>, size: number): Eigenvalues {
  const rows = Array.from({ length: size }, (_, m) =>
    Float64Array.from({ length: size }, (_, k) => matrix[m * size + k] as number),
  );
  const found: Eigenvalues = { real: new Float64Array(size).fill(Number.NaN), imaginary: new Float64Array(size) };
  reduce(rows);
  let shifted = 0;
  for (let end = size - 1; end >= 0; ) {
    let turns = 0;
    for (;;) {
      const start = findStart(rows, end);
      if (start >= end - 1) {
        end = split(rows, { start, end, shifted }, found);
        break;
      }
      if (turns === mostTurns) return found;
      if (turns > 0 && turns % 10 === 0) shifted += exceptionalShift(rows, end);
      turns++;
      sweep(rows, start, end, turns % 10 === 1 && turns > 1);
    }
  }
  return found;
}

/** The largest |λ|, 0 for no eigenvalue. */
export function spectralRadius({ real, imaginary }: Eigenvalues): number {
  return real.reduce((largest, value, at) => Math.max(largest, Math.hypot(value, imaginary[at] as number)), 0);
}

type Rows = readonly Float64Array[];
const entry = (rows: Rows, m: number, k: number) => (rows[m] as Float64Array)[k] as number;

/** Brings the matrix into upper Hessenberg form: zeros below the diagonal under the main one. */
function reduce(rows: Float64Array[]): void {
  const size = rows.length;
  for (let m = 1; m < size - 1; m++) {
    let pivot = m;
    for (let k = m; k < size; k++) if (Math.abs(entry(rows, k, m - 1)) > Math.abs(entry(rows, pivot, m - 1))) pivot = k;
    if (entry(rows, pivot, m - 1) === 0) continue;
    [rows[m], rows[pivot]] = [rows[pivot] as Float64Array, rows[m] as Float64Array];
    for (const row of rows) [row[m], row[pivot]] = [row[pivot] as number, row[m] as number];
    for (let k = m + 1; k < size; k++) {
      const factor = entry(rows, k, m - 1) / entry(rows, m, m - 1);
      if (factor === 0) continue;
      const [row, above] = [rows[k] as Float64Array, rows[m] as Float64Array];
      for (let j = m - 1; j < size; j++) row[j] = (row[j] as number) - factor * (above[j] as number);
      row[m - 1] = 0;
      for (const other of rows) other[m] = (other[m] as number) + factor * (other[k] as number);
    }
  }
}

/** Where the unreduced block that ends at `end` begins: above it a subdiagonal entry is as good as zero. */
function findStart(rows: Rows, end: number): number {
  for (let m = end; m > 0; m--) {
    const size = Math.abs(entry(rows, m - 1, m - 1)) + Math.abs(entry(rows, m, m)) || 1;
    if (Math.abs(entry(rows, m, m - 1)) <= Number.EPSILON * size) {
      (rows[m] as Float64Array)[m - 1] = 0;
      return m;
    }
  }
  return 0;
}

/** Takes the eigenvalues of a block of one or two rows; returns the end of what is left. */
function split(rows: Rows, { start, end, shifted }: { start: number; end: number; shifted: number }, found: Eigenvalues): number {
  const x = entry(rows, end, end);
  if (start === end) {
    found.real[end] = x + shifted;
    return end - 1;
  }
  const y = entry(rows, end - 1, end - 1);
  const product = entry(rows, end, end - 1) * entry(rows, end - 1, end);
  const half = (y - x) / 2;
  const discriminant = half * half + product;
  const root = Math.sqrt(Math.abs(discriminant));
  if (discriminant >= 0) {
    // The larger of the two without cancellation, the other from their product.
    const far = half + (half < 0 ? -root : root);
    found.real[end - 1] = x + shifted + far;
    found.real[end] = far === 0 ? x + shifted : x + shifted - product / far;
  } else {
    found.real.fill(x + shifted + half, end - 1, end + 1);
    found.imaginary[end - 1] = root;
    found.imaginary[end] = -root;
  }
  return end - 2;
}

/** Shifts the diagonal so that an iteration that goes in circles leaves them. */
function exceptionalShift(rows: Rows, end: number): number {
  const shift = entry(rows, end, end);
  for (let m = 0; m <= end; m++) (rows[m] as Float64Array)[m] = entry(rows, m, m) - shift;
  return shift;
}

/** One implicit double step of QR on rows `start` … `end`. */
function sweep(rows: Rows, start: number, end: number, isExceptional: boolean): void {
  let x = entry(rows, end, end);
  let y = entry(rows, end - 1, end - 1);
  let w = entry(rows, end, end - 1) * entry(rows, end - 1, end);
  if (isExceptional) {
    const s = Math.abs(entry(rows, end, end - 1)) + Math.abs(entry(rows, end - 1, end - 2));
    [x, y, w] = [0.75 * s, 0.75 * s, -0.4375 * s * s];
  }
  // First column of (M − λ₁)(M − λ₂), from the lowest place where two small entries let the step begin.
  let first = end - 2;
  let [p, q, r] = [0, 0, 0];
  for (; first >= start; first--) {
    const z = entry(rows, first, first);
    p = ((x - z) * (y - z) - w) / entry(rows, first + 1, first) + entry(rows, first, first + 1);
    q = entry(rows, first + 1, first + 1) - z - (x - z) - (y - z);
    r = entry(rows, first + 2, first + 1);
    const scale = Math.abs(p) + Math.abs(q) + Math.abs(r);
    [p, q, r] = [p / scale, q / scale, r / scale];
    if (first === start) break;
    const small = Math.abs(entry(rows, first, first - 1)) * (Math.abs(q) + Math.abs(r));
    const large =
      Math.abs(p) * (Math.abs(entry(rows, first - 1, first - 1)) + Math.abs(z) + Math.abs(entry(rows, first + 1, first + 1)));
    if (small <= Number.EPSILON * large) break;
  }
  for (let m = first + 2; m <= end; m++) {
    (rows[m] as Float64Array)[m - 2] = 0;
    if (m > first + 2) (rows[m] as Float64Array)[m - 3] = 0;
  }
  chase(rows, { start, first, end }, [p, q, r]);
}

/** Chases the bulge down the diagonal by reflections of three rows. */
function chase(
  rows: Rows,
  { start, first, end }: { start: number; first: number; end: number },
  column: [number, number, number],
): void {
  let [p, q, r] = column;
  const size = rows.length;
  for (let k = first; k < end; k++) {
    const isLast = k === end - 1;
    let scale = 1;
    if (k > first) {
      [p, q, r] = [entry(rows, k, k - 1), entry(rows, k + 1, k - 1), isLast ? 0 : entry(rows, k + 2, k - 1)];
      scale = Math.abs(p) + Math.abs(q) + Math.abs(r);
      if (scale === 0) continue;
      [p, q, r] = [p / scale, q / scale, r / scale];
    }
    const length = Math.hypot(p, q, r) * (p < 0 ? -1 : 1);
    if (length === 0) continue;
    if (k > first) (rows[k] as Float64Array)[k - 1] = -length * scale;
    else if (start !== first) (rows[k] as Float64Array)[k - 1] = -entry(rows, k, k - 1);
    p += length;
    const [x, y, z] = [p / length, q / length, r / length];
    q /= p;
    r /= p;
    const [a, b, c] = [rows[k] as Float64Array, rows[k + 1] as Float64Array, isLast ? null : (rows[k + 2] as Float64Array)];
    for (let j = k; j < size; j++) {
      const sum = (a[j] as number) + q * (b[j] as number) + (c === null ? 0 : r * (c[j] as number));
      a[j] = (a[j] as number) - sum * x;
      b[j] = (b[j] as number) - sum * y;
      if (c !== null) c[j] = (c[j] as number) - sum * z;
    }
    const last = Math.min(end, k + 3);
    for (let m = 0; m <= last; m++) {
      const row = rows[m] as Float64Array;
      const sum = x * (row[k] as number) + y * (row[k + 1] as number) + (isLast ? 0 : z * (row[k + 2] as number));
      row[k] = (row[k] as number) - sum;
      row[k + 1] = (row[k + 1] as number) - sum * q;
      if (!isLast) row[k + 2] = (row[k + 2] as number) - sum * r;
    }
  }
}
