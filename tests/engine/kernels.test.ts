import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chooseKernels } from "../../src/engine/kernels/choose.ts";
import type { KernelRoom, Kernels, Matrix } from "../../src/engine/kernels/kernels.ts";
import { relaxedProbe } from "../../src/engine/kernels/probes.ts";
import { typescriptKernels } from "../../src/engine/kernels/typescript.ts";
import { createRandom } from "../../src/engine/random.ts";
import { allKernels as all, simdKernels as simd } from "./all-kernels.ts";

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
  /** Addresses. */
  readonly x: number;
  readonly row: number;
  readonly out: number;
  readonly one: number;
}

function openProduct(kernels: Kernels, { rows, inner, outputs, seed }: Shape): Product {
  const weights = randomMatrix(seed, outputs * inner);
  const product = kernels.open((room) => ({
    room,
    matrix: room.pack(weights, outputs, inner),
    x: room.allocate(rows * inner),
    row: room.allocate(inner),
    // What lies behind must stay as it is.
    out: room.allocate(rows * outputs + 8),
    one: room.allocate(outputs),
  }));
  const { values } = product.room;
  values.set(randomMatrix(seed + 1, rows * inner), product.x);
  values.fill(77, product.out, product.out + rows * outputs + 8);
  return product;
}

const read = (room: KernelRoom, at: number, length: number) => Array.from(room.values.subarray(at, at + length));

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
              const term = (matrix.weights[m * inner + k] as number) * (room.values[x + n * inner + k] as number);
              sum += term;
              size += Math.abs(term);
            }
            // Every sum of float32 may be off by half a unit in its last place.
            const allowed = kernels === typescriptKernels ? 0 : size * inner * 2 ** -24;
            const found = room.values[out + n * outputs + m] as number;
            expect(Math.abs(found - Math.fround(sum))).toBeLessThanOrEqual(allowed);
          }
        }
        expect(read(room, out + rows * outputs, 8)).toEqual(new Array(8).fill(77));
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
          room.copy(x + n * inner, row, inner);
          expect(read(room, row, inner)).toEqual(read(room, x + n * inner, inner));
          room.matrixVector(matrix, row, one);
          expect(read(room, one, outputs)).toEqual(read(room, out + n * outputs, outputs));
        }
      }),
    );
  });

  test("add and multiply element by element, and touch nothing behind", () => {
    fc.assert(
      fc.property(fc.constantFrom(1, 2, 3, 4, 5, 7, 8, 33, 127), fc.integer(), (length, seed) => {
        const built = kernels.open((room) => ({
          room,
          given: [0, 1, 2, 3].map(() => room.allocate(length)),
          out: room.allocate(length + 4),
        }));
        const { room, out } = built;
        const [a, b, c, d] = built.given as [number, number, number, number];
        built.given.forEach((at, k) => {
          room.values.set(randomMatrix(seed + k, length), at);
        });
        const check = (compute: (n: number) => number) => {
          for (let n = 0; n < length; n++) {
            const found = room.values[out + n] as number;
            expect(Math.abs(found - compute(n))).toBeLessThanOrEqual(12 * 2 ** -23);
          }
          expect(read(room, out + length, 4)).toEqual([77, 77, 77, 77]);
        };
        const at = (address: number, n: number) => room.values[address + n] as number;
        room.values.fill(77, out, out + length + 4);
        room.sum(a, b, c, out, length);
        check((n) => at(a, n) + at(b, n) + at(c, n));
        room.product(a, b, out, length);
        check((n) => at(a, n) * at(b, n));
        room.products(a, b, c, d, out, length);
        check((n) => at(a, n) * at(b, n) + at(c, n) * at(d, n));
      }),
    );
  });

  test("keep sigmoid and tanh in their ranges at the ends of float32, and pass NaN on", () => {
    const given = [-Infinity, -3.4e38, -100, -1e-30, -0, 0, 1e-30, 100, 3.4e38, Infinity, Number.NaN];
    const { room, x, out } = kernels.open((opened) => ({
      room: opened,
      x: opened.allocate(given.length),
      out: opened.allocate(given.length + 3),
    }));
    room.values.set(given, x);
    room.values.fill(77, out, out + given.length + 3);
    room.sigmoid(x, out, given.length);
    const found = read(room, out, given.length + 3);
    expect(found.slice(0, 2)).toEqual([0, 0]);
    expect(Math.abs((found[2] as number) / (1 / (1 + Math.exp(100))) - 1)).toBeLessThan(0.05);
    expect(found.slice(3)).toEqual([0.5, 0.5, 0.5, 0.5, 1, 1, 1, Number.NaN, 77, 77, 77]);
    room.tanh(x, x, given.length);
    const tiny = Math.fround(1e-30);
    expect(read(room, x, given.length)).toEqual([-1, -1, -1, -tiny, -0, 0, tiny, 1, 1, 1, Number.NaN]);
  });

  test("refuse to compute while something is being built, and to allocate what was not counted", () => {
    expect(() => kernels.open((room) => room.sigmoid(room.allocate(1), room.allocate(1), 1))).toThrow(RangeError);
    let times = 0;
    expect(() => kernels.open((room) => room.allocate(times++ === 0 ? 1 : 99))).toThrow(RangeError);
  });
});

describe.each(simd.map((kernels) => ({ id: kernels.id, kernels })))("$id", ({ kernels }) => {
  /** Largest distance to the exact value in units of its last place. */
  const worst = (
    apply: (room: KernelRoom, x: number, length: number) => void,
    exact: (x: number) => number,
    inputs: Float32Array,
  ) => {
    const { room, x } = kernels.open((opened) => ({ room: opened, x: opened.allocate(inputs.length) }));
    room.values.set(inputs, x);
    apply(room, x, inputs.length);
    let largest = 0;
    inputs.forEach((input, n) => {
      const wanted = exact(input);
      const found = room.values[x + n] as number;
      const unit = Math.max(2 ** (Math.floor(Math.log2(Math.abs(wanted))) - 23), 2 ** -149);
      largest = Math.max(largest, wanted === 0 ? Math.abs(found) * 2 ** 149 : Math.abs(found - wanted) / unit);
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
    expect(worst((room, x, length) => room.sigmoid(x, x, length), sigmoid, sweep)).toBeLessThan(3);
    expect(worst((room, x, length) => room.tanh(x, x, length), Math.tanh, sweep)).toBeLessThan(3);
  });
});

test("the fastest kernels that the machine runs are chosen, TypeScript where there is no WebAssembly", async () => {
  expect((await chooseKernels()).id).toBe("relaxed SIMD");
  const { validate } = WebAssembly;
  try {
    WebAssembly.validate = (bytes) => bytes !== relaxedProbe && validate(bytes);
    expect((await chooseKernels()).id).toBe("SIMD");
    WebAssembly.validate = () => false;
    expect((await chooseKernels()).id).toBe("typescript");
  } finally {
    WebAssembly.validate = validate;
  }
});
