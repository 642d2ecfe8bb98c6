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
    values,
    allocate: (length) => reserve(lengthOf(length)),
    keep: (array) => {
      const address = reserve(lengthOf(array.length));
      values.set(array, address);
      return address;
    },
    pack: (weights, rows, columns) => ({ rows, columns, weights, address: 0 }),
    matrixVector: (matrix, x, out) => productOfRow(values, matrix, x, out),
    matrixProduct: (matrix, x, out, count) => {
      const { rows, columns } = matrix;
      let n = 0;
      for (; n + 4 <= count; n += 4) productOfFourRows(values, matrix, x + n * columns, out + n * rows);
      for (; n < count; n++) productOfRow(values, matrix, x + n * columns, out + n * rows);
    },
    copy: (from, to, length) => values.copyWithin(to, from, from + length),
    sum: (a, b, c, out, length) => {
      for (let n = 0; n < length; n++) values[out + n] = at(values, a + n) + at(values, b + n) + at(values, c + n);
    },
    product: (a, b, out, length) => {
      for (let n = 0; n < length; n++) values[out + n] = at(values, a + n) * at(values, b + n);
    },
    products: (a, b, c, d, out, length) => {
      for (let n = 0; n < length; n++) {
        values[out + n] = at(values, a + n) * at(values, b + n) + at(values, c + n) * at(values, d + n);
      }
    },
    sigmoid: (x, out, length) => {
      for (let n = 0; n < length; n++) values[out + n] = 1 / (1 + Math.exp(-at(values, x + n)));
    },
    tanh: (x, out, length) => {
      for (let n = 0; n < length; n++) values[out + n] = Math.tanh(at(values, x + n));
    },
  };
}

function at(values: Float32Array, index: number): number {
  return values[index] as number;
}

// Four rows at a time share the reads of x and keep four sums in flight; each sum is the plain one over k.
function productOfRow(values: Float32Array, { weights, rows, columns: inner }: Matrix, x: number, out: number): void {
  let row = 0;
  for (; row + 4 <= rows; row += 4) {
    const w0 = row * inner;
    const w1 = w0 + inner;
    const w2 = w1 + inner;
    const w3 = w2 + inner;
    let a0 = 0;
    let a1 = 0;
    let a2 = 0;
    let a3 = 0;
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
    let sum = 0;
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
