import type { KernelRoom, Kernels, Matrix } from "./kernels.ts";

/**
 * The reference kernels. Every output element is one sum over k = 0 … K − 1 in float64 (where products of float32 are exact),
 * rounded to float32 once; `matrixProduct` and `matrixVector` therefore agree bit for bit, whatever the number of rows.
 */
export const typescriptKernels: Kernels = {
  id: "typescript",
  open: (build) => build(room),
};

/** Any array will do: there is no memory of its own. */
const room: KernelRoom = {
  allocate: (length) => new Float32Array(length),
  pack: (weights, rows, columns) => ({ rows, columns, weights, address: 0 }),
  matrixVector: ({ weights, rows, columns }, x, out) => productOfRow(weights, x, 0, columns, out, 0, rows),
  matrixProduct,
  sigmoid,
  tanh,
};

// Four rows at a time share the reads of x and keep four sums in flight; each sum is the plain one over k.
function productOfRow(
  weights: Float32Array,
  x: Float32Array,
  xStart: number,
  inner: number,
  out: Float32Array,
  outStart: number,
  m: number,
) {
  let row = 0;
  for (; row + 4 <= m; row += 4) {
    const w0 = row * inner;
    const w1 = w0 + inner;
    const w2 = w1 + inner;
    const w3 = w2 + inner;
    let a0 = 0;
    let a1 = 0;
    let a2 = 0;
    let a3 = 0;
    for (let k = 0; k < inner; k++) {
      const factor = x[xStart + k] as number;
      a0 += (weights[w0 + k] as number) * factor;
      a1 += (weights[w1 + k] as number) * factor;
      a2 += (weights[w2 + k] as number) * factor;
      a3 += (weights[w3 + k] as number) * factor;
    }
    out[outStart + row] = a0;
    out[outStart + row + 1] = a1;
    out[outStart + row + 2] = a2;
    out[outStart + row + 3] = a3;
  }
  for (; row < m; row++) {
    let sum = 0;
    for (let k = 0; k < inner; k++) sum += (weights[row * inner + k] as number) * (x[xStart + k] as number);
    out[outStart + row] = sum;
  }
}

function matrixProduct({ weights, rows, columns }: Matrix, x: Float32Array, out: Float32Array, count: number): void {
  let n = 0;
  for (; n + 4 <= count; n += 4) productOfFourRows(weights, x, n * columns, columns, out, n * rows, rows);
  for (; n < count; n++) productOfRow(weights, x, n * columns, columns, out, n * rows, rows);
}

// Two rows of weights times four of x: six reads for eight products. The same plain sums over k.
function productOfFourRows(
  weights: Float32Array,
  x: Float32Array,
  xStart: number,
  inner: number,
  out: Float32Array,
  outStart: number,
  m: number,
): void {
  const x1 = xStart + inner;
  const x2 = x1 + inner;
  const x3 = x2 + inner;
  // An odd last row is computed twice, into the same place.
  for (let pair = 0; pair < m; pair += 2) {
    const row = pair + 2 <= m ? pair : Math.max(0, m - 2);
    const next = Math.min(row + 1, m - 1);
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
      const f0 = x[xStart + k] as number;
      const f1 = x[x1 + k] as number;
      const f2 = x[x2 + k] as number;
      const f3 = x[x3 + k] as number;
      a0 += p * f0;
      a1 += p * f1;
      a2 += p * f2;
      a3 += p * f3;
      b0 += q * f0;
      b1 += q * f1;
      b2 += q * f2;
      b3 += q * f3;
    }
    const o0 = outStart;
    const o1 = o0 + m;
    const o2 = o1 + m;
    const o3 = o2 + m;
    out[o0 + row] = a0;
    out[o1 + row] = a1;
    out[o2 + row] = a2;
    out[o3 + row] = a3;
    out[o0 + next] = b0;
    out[o1 + next] = b1;
    out[o2 + next] = b2;
    out[o3 + next] = b3;
  }
}

function sigmoid(x: Float32Array, out: Float32Array): void {
  for (let n = 0; n < x.length; n++) out[n] = 1 / (1 + Math.exp(-(x[n] as number)));
}

function tanh(x: Float32Array, out: Float32Array): void {
  for (let n = 0; n < x.length; n++) out[n] = Math.tanh(x[n] as number);
}
