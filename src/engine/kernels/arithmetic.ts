import { sigmoidSlope, tanhSlope } from "../gradients/calculus.ts";
import type { KernelRoom } from "./kernels.ts";

/** What the reference computes element by element: in float64, rounded to float32 once. */
type Arithmetic = Pick<
  KernelRoom,
  | "copy"
  | "interleave"
  | "add"
  | "sum"
  | "product"
  | "products"
  | "addProduct"
  | "scale"
  | "exponential"
  | "sigmoid"
  | "tanh"
  | "sigmoidSlope"
  | "tanhSlope"
  | "sigmoidBack"
  | "tanhBack"
  | "softmax"
  | "largest"
  | "norm"
  | "norms"
  | "adam"
>;

/** The reference's arithmetic on one memory; `KernelRoom` says what each function computes. */
export function createArithmetic(values: Float32Array): Arithmetic {
  const at = (index: number) => values[index] as number;
  /** out[n] = compute(n) */
  const fill = (out: number, length: number, compute: (n: number) => number) => {
    for (let n = 0; n < length; n++) values[out + n] = compute(n);
  };
  const apply = (compute: (x: number) => number) => (x: number, out: number, length: number) => {
    for (let n = 0; n < length; n++) values[out + n] = compute(at(x + n));
  };
  const norm = (x: number, length: number) => {
    let sum = 0;
    for (let n = 0; n < length; n++) sum += at(x + n) ** 2;
    return Math.sqrt(sum);
  };
  return {
    copy: (from, to, length) => values.copyWithin(to, from, from + length),
    interleave: (a, b, out, rows, columns) => {
      for (let row = 0; row < rows; row++) {
        const to = out + 2 * row * columns;
        values.copyWithin(to, a + row * columns, a + (row + 1) * columns);
        values.copyWithin(to + columns, b + row * columns, b + (row + 1) * columns);
      }
    },
    add: (a, b, out, length) => fill(out, length, (n) => at(a + n) + at(b + n)),
    sum: (a, b, c, out, length) => fill(out, length, (n) => at(a + n) + at(b + n) + at(c + n)),
    product: (a, b, out, length) => fill(out, length, (n) => at(a + n) * at(b + n)),
    products: (a, b, c, d, out, length) => fill(out, length, (n) => at(a + n) * at(b + n) + at(c + n) * at(d + n)),
    addProduct: (a, b, out, length) => fill(out, length, (n) => at(out + n) + at(a + n) * at(b + n)),
    scale: (x, factor, out, length) => fill(out, length, (n) => Math.fround(factor) * at(x + n)),
    exponential: apply(Math.exp),
    sigmoid: apply((x) => 1 / (1 + Math.exp(-x))),
    tanh: apply(Math.tanh),
    sigmoidSlope: apply(sigmoidSlope),
    tanhSlope: apply(tanhSlope),
    sigmoidBack: (a, b, y, out, length) => fill(out, length, (n) => at(a + n) * at(b + n) * at(y + n) * (1 - at(y + n))),
    tanhBack: (a, b, y, out, length) => fill(out, length, (n) => at(a + n) * at(b + n) * (1 - at(y + n)) * (1 + at(y + n))),
    softmax: (x, out, rows, columns) => {
      for (let row = 0; row < rows; row++) softmaxOfRow(values, x + row * columns, out + row * columns, columns);
    },
    largest: (x, length) => {
      let largest = 0;
      for (let n = 0; n < length; n++) largest = Math.max(largest, Math.abs(at(x + n)));
      return largest;
    },
    norm,
    norms: (x, out, rows, columns) => fill(out, rows, (row) => norm(x + row * columns, columns)),
    adam: ({ weights, gradient, mean, square }, length, step, { learningRate, beta1, beta2, epsilon }) => {
      const rate = learningRate / (1 - beta1 ** step);
      const correction = 1 / Math.sqrt(1 - beta2 ** step);
      for (let n = 0; n < length; n++) {
        const g = at(gradient + n);
        const m = beta1 * at(mean + n) + (1 - beta1) * g;
        const v = beta2 * at(square + n) + (1 - beta2) * g * g;
        values[mean + n] = m;
        values[square + n] = v;
        values[weights + n] = at(weights + n) - (rate * m) / (Math.sqrt(v) * correction + epsilon);
      }
    },
  };
}

function softmaxOfRow(values: Float32Array, x: number, out: number, length: number): void {
  let highest = -Infinity;
  for (let n = 0; n < length; n++) highest = Math.max(highest, values[x + n] as number);
  let total = 0;
  for (let n = 0; n < length; n++) total += Math.exp((values[x + n] as number) - highest);
  for (let n = 0; n < length; n++) values[out + n] = Math.exp((values[x + n] as number) - highest) / total;
}
