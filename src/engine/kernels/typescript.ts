import { createArithmetic } from "./arithmetic.ts";
import { countFloats, createReserve, lengthOf } from "./count-room.ts";
import type { KernelRoom, Kernels, Matrix } from "./kernels.ts";

/**
 * The reference kernels. Every output element is one sum over k = 0 … K − 1 in float64 (where products of float32 are exact),
 * rounded to float32 once; `matrixProduct` and `matrixVector` therefore agree bit for bit, whatever the number of rows.
 */
export const typescriptKernels: Kernels = {
  id: "typescript",
  // Matrices are read where they are.
  open: (build) => build(openRoom(countFloats(build, () => 0))),
};

function openRoom(floats: number): KernelRoom {
  const values = new Float32Array(floats);
  const reserve = createReserve(floats, 0);
  return {
    ...createArithmetic(values),
    values,
    allocate: (length) => reserve(lengthOf(length)),
    keep: (array) => {
      const address = reserve(lengthOf(array.length));
      values.set(array, address);
      return address;
    },
    pack: (weights, rows, columns) => ({ rows, columns, weights, address: 0 }),
    reserve: (rows, columns) => ({ rows, columns, weights: new Float32Array(rows * columns), address: 0 }),
    repack: ({ weights, rows, columns }, from, order) => {
      if (order === "rows") weights.set(values.subarray(from, from + weights.length));
      else transpose(values.subarray(from, from + weights.length), weights, columns, rows);
    },
    matrixVector: (matrix, x, out) => productOfRow(values, matrix, x, out, 0),
    matrixProduct: (matrix, x, out, count) => productOfRows(values, matrix, x, out, count, 0),
    addMatrixProduct: (matrix, x, out, count) => productOfRows(values, matrix, x, out, count, 1),
    columnProduct: (matrix, x, out, count) => productOfColumns(values, matrix, x, out, count),
  };
}

/** to (columns, rows) = the transpose of `from` (rows, columns). */
function transpose(from: Float32Array, to: Float32Array, rows: number, columns: number): void {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) to[column * rows + row] = from[row * columns + column] as number;
  }
}

/** @param kept 1 where sums begin with what `out` holds, 0 where they begin with 0 */
function productOfRows(values: Float32Array, matrix: Matrix, x: number, out: number, count: number, kept: 0 | 1): void {
  const { rows, columns } = matrix;
  let n = 0;
  if (kept === 0) for (; n + 4 <= count; n += 4) productOfFourRows(values, matrix, x + n * columns, out + n * rows);
  for (; n < count; n++) productOfRow(values, matrix, x + n * columns, out + n * rows, kept);
}

function productOfColumns(values: Float32Array, matrix: Matrix, x: number, out: number, count: number): void {
  const { weights, rows, columns: inner } = matrix;
  const sums = new Float64Array(rows);
  for (let n = 0; n < count; n++) {
    sums.fill(0);
    for (let k = 0; k < inner; k++) {
      const factor = values[x + k * count + n] as number;
      for (let m = 0; m < rows; m++) sums[m] = (sums[m] as number) + (weights[m * inner + k] as number) * factor;
    }
    values.set(sums, out + n * rows);
  }
}

// Four rows at a time share the reads of x and keep four sums in flight; each sum is the plain one over k.
function productOfRow(
  values: Float32Array,
  { weights, rows, columns: inner }: Matrix,
  x: number,
  out: number,
  kept: 0 | 1,
): void {
  let row = 0;
  for (; row + 4 <= rows; row += 4) {
    const w0 = row * inner;
    const w1 = w0 + inner;
    const w2 = w1 + inner;
    const w3 = w2 + inner;
    let a0 = kept === 0 ? 0 : (values[out + row] as number);
    let a1 = kept === 0 ? 0 : (values[out + row + 1] as number);
    let a2 = kept === 0 ? 0 : (values[out + row + 2] as number);
    let a3 = kept === 0 ? 0 : (values[out + row + 3] as number);
    for (let k = 0; k < inner; k++) {
      const factor = values[x + k] as number;
      a0 += (weights[w0 + k] as number) * factor;
      a1 += (weights[w1 + k] as number) * factor;
      a2 += (weights[w2 + k] as number) * factor;
      a3 += (weights[w3 + k] as number) * factor;
    }
    values[out + row] = a0;
    values[out + row + 1] = a1;
    values[out + row + 2] = a2;
    values[out + row + 3] = a3;
  }
  for (; row < rows; row++) {
    let sum = kept === 0 ? 0 : (values[out + row] as number);
    for (let k = 0; k < inner; k++) sum += (weights[row * inner + k] as number) * (values[x + k] as number);
    values[out + row] = sum;
  }
}

// Two rows of weights times four of x: six reads for eight products. The same plain sums over k.
function productOfFourRows(values: Float32Array, { weights, rows, columns: inner }: Matrix, x0: number, out: number): void {
  const x1 = x0 + inner;
  const x2 = x1 + inner;
  const x3 = x2 + inner;
  // An odd last row is computed twice, into the same place.
  for (let pair = 0; pair < rows; pair += 2) {
    const row = pair + 2 <= rows ? pair : Math.max(0, rows - 2);
    const next = Math.min(row + 1, rows - 1);
    const w0 = row * inner;
    const w1 = next * inner;
    let a0 = 0;
    let a1 = 0;
    let a2 = 0;
    let a3 = 0;
    let b0 = 0;
    let b1 = 0;
    let b2 = 0;
    let b3 = 0;
    for (let k = 0; k < inner; k++) {
      const p = weights[w0 + k] as number;
      const q = weights[w1 + k] as number;
      const f0 = values[x0 + k] as number;
      const f1 = values[x1 + k] as number;
      const f2 = values[x2 + k] as number;
      const f3 = values[x3 + k] as number;
      a0 += p * f0;
      a1 += p * f1;
      a2 += p * f2;
      a3 += p * f3;
      b0 += q * f0;
      b1 += q * f1;
      b2 += q * f2;
      b3 += q * f3;
    }
    values[out + row] = a0;
    values[out + rows + row] = a1;
    values[out + 2 * rows + row] = a2;
    values[out + 3 * rows + row] = a3;
    values[out + next] = b0;
    values[out + rows + next] = b1;
    values[out + 2 * rows + next] = b2;
    values[out + 3 * rows + next] = b3;
  }
}
