import fc from "fast-check";
import { plain, relaxed } from "virtual:kernels";
import { describe, expect, test } from "vitest";
import { chooseKernels } from "../../src/engine/kernels/choose.ts";
import type { KernelRoom, Kernels, Matrix } from "../../src/engine/kernels/kernels.ts";
import { createSimdKernels } from "../../src/engine/kernels/simd.ts";
import { typescriptKernels } from "../../src/engine/kernels/typescript.ts";
import { createRandom } from "../../src/engine/random.ts";

const simd = [createSimdKernels("SIMD", plain), createSimdKernels("relaxed SIMD", relaxed)];
const all = [typescriptKernels, ...simd];

function randomMatrix(seed: number, length: number): Float32Array {
  const random = createRandom(seed);
  return Float32Array.from({ length }, () => 4 * random() - 2);
}

const odd = fc.constantFrom(1, 2, 3, 7, 8, 9, 31, 32, 33, 64, 127);
const shapes = fc.record({
  rows: fc.integer({ min: 1, max: 11 }),
  inner: fc.oneof(odd, fc.integer({ min: 1, max: 40 })),
  outputs: fc.oneof(odd, fc.integer({ min: 1, max: 45 })),
  seed: fc.integer(),
});
type Shape = { rows: number; inner: number; outputs: number; seed: number };

interface Product {
  readonly room: KernelRoom;
  readonly matrix: Matrix;
  readonly x: Float32Array;
  readonly row: Float32Array;
  readonly out: Float32Array;
  readonly one: Float32Array;
}

function openProduct(kernels: Kernels, { rows, inner, outputs, seed }: Shape): Product {
  const product = kernels.open((room) => ({
    room,
    matrix: room.pack(randomMatrix(seed, outputs * inner), outputs, inner),
    x: room.allocate(rows * inner),
    row: room.allocate(inner),
    // What lies behind must stay as it is.
    out: room.allocate(rows * outputs + 8),
    one: room.allocate(outputs),
  }));
  product.x.set(randomMatrix(seed + 1, rows * inner));
  product.out.fill(77);
  return product;
}

describe.each(all.map((kernels) => ({ id: kernels.id, kernels })))("the kernels $id", ({ kernels }) => {
  test("multiply: each output is its row's sum over k, to rounding, and nothing else is touched", () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const { rows, inner, outputs } = shape;
        const { room, matrix, x, out } = openProduct(kernels, shape);
        room.matrixProduct(matrix, x, out, rows);
        for (let n = 0; n < rows; n++) {
          for (let m = 0; m < outputs; m++) {
            let sum = 0;
            let size = 0;
            for (let k = 0; k < inner; k++) {
              const term = (matrix.weights[m * inner + k] as number) * (x[n * inner + k] as number);
              sum += term;
              size += Math.abs(term);
            }
            // Every sum of float32 may be off by half a unit in its last place.
            const allowed = kernels === typescriptKernels ? 0 : size * inner * 2 ** -24;
            expect(Math.abs((out[n * outputs + m] as number) - Math.fround(sum))).toBeLessThanOrEqual(allowed);
          }
        }
        expect([...out.subarray(rows * outputs)]).toEqual(new Array(8).fill(77));
      }),
    );
  });

  test("give many rows the bits of the rows one by one", () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const { rows, inner, outputs } = shape;
        const { room, matrix, x, row, out, one } = openProduct(kernels, shape);
        room.matrixProduct(matrix, x, out, rows);
        for (let n = 0; n < rows; n++) {
          row.set(x.subarray(n * inner, (n + 1) * inner));
          room.matrixVector(matrix, row, one);
          expect(Array.from(one)).toEqual(Array.from(out.subarray(n * outputs, (n + 1) * outputs)));
        }
      }),
    );
  });

  test("keep sigmoid and tanh in their ranges at the ends of float32, and pass NaN on", () => {
    const values = [-Infinity, -3.4e38, -100, -1e-30, -0, 0, 1e-30, 100, 3.4e38, Infinity, Number.NaN];
    const { room, x, out } = kernels.open((opened) => ({
      room: opened,
      x: opened.allocate(values.length),
      out: opened.allocate(values.length + 3),
    }));
    x.set(values);
    out.fill(77);
    room.sigmoid(x, out.subarray(0, values.length));
    expect(Array.from(out.subarray(0, 2))).toEqual([0, 0]);
    expect(Math.abs((out[2] as number) / (1 / (1 + Math.exp(100))) - 1)).toBeLessThan(0.05);
    expect(Array.from(out.subarray(3))).toEqual([0.5, 0.5, 0.5, 0.5, 1, 1, 1, Number.NaN, 77, 77, 77]);
    room.tanh(x, x);
    const tiny = Math.fround(1e-30);
    expect(Array.from(x)).toEqual([-1, -1, -1, -tiny, -0, 0, tiny, 1, 1, 1, Number.NaN]);
  });
});

describe.each(simd.map((kernels) => ({ id: kernels.id, kernels })))("$id", ({ kernels }) => {
  /** Largest distance to the rounded exact value in units of its last place, over a sweep of all exponents. */
  const worst = (apply: (room: KernelRoom, x: Float32Array) => void, exact: (x: number) => number, inputs: Float32Array) => {
    const { room, x } = kernels.open((opened) => ({ room: opened, x: opened.allocate(inputs.length) }));
    x.set(inputs);
    apply(room, x);
    let largest = 0;
    inputs.forEach((input, n) => {
      const wanted = exact(input);
      const unit = Math.max(2 ** (Math.floor(Math.log2(Math.abs(wanted))) - 23), 2 ** -149);
      largest = Math.max(largest, wanted === 0 ? Math.abs(x[n] as number) * 2 ** 149 : Math.abs((x[n] as number) - wanted) / unit);
    });
    return largest;
  };
  // Every exponent from the least denormal to 2^7, a few hundred mantissas each, both signs.
  const sweep = Float32Array.from({ length: 157 * 400 }, (_, k) => {
    const size = 2 ** (Math.floor(k / 400) - 149) * (1 + (k % 200) / 200);
    return k % 400 < 200 ? size : -size;
  });

  test("computes sigmoid and tanh to about two units in the last place, denormals included", () => {
    const sigmoid = (x: number) => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x)));
    expect(worst((room, x) => room.sigmoid(x, x), sigmoid, sweep)).toBeLessThan(3);
    expect(worst((room, x) => room.tanh(x, x), Math.tanh, sweep)).toBeLessThan(3);
  });

  test("refuses to compute while it is being built, and to allocate what was not counted", () => {
    expect(() => kernels.open((room) => room.sigmoid(room.allocate(1), room.allocate(1)))).toThrow(RangeError);
    let times = 0;
    expect(() => kernels.open((room) => room.allocate(times++ === 0 ? 1 : 99))).toThrow(RangeError);
  });
});

test("the fastest kernels that the machine validates are chosen, TypeScript where there is no WebAssembly", () => {
  expect(chooseKernels().id).toBe("relaxed SIMD");
  const { validate } = WebAssembly;
  try {
    WebAssembly.validate = (bytes) => bytes !== relaxed && validate(bytes);
    expect(chooseKernels().id).toBe("SIMD");
    WebAssembly.validate = () => false;
    expect(chooseKernels().id).toBe("typescript");
  } finally {
    WebAssembly.validate = validate;
  }
});
