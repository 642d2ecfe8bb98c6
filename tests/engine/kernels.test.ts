import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { typescriptKernels as kernels } from "../../src/engine/kernels/typescript.ts";
import { createRandom } from "../../src/engine/random.ts";

function randomMatrix(seed: number, length: number): Float32Array {
  const random = createRandom(seed);
  return Float32Array.from({ length }, () => 4 * random() - 2);
}

const shapes = fc.record({
  rows: fc.integer({ min: 1, max: 11 }),
  inner: fc.integer({ min: 1, max: 40 }),
  outputs: fc.integer({ min: 1, max: 23 }),
  seed: fc.integer(),
});

describe("kernels", () => {
  test("a product is each row's sum over k in float64, rounded once", () => {
    fc.assert(
      fc.property(shapes, ({ rows, inner, outputs, seed }) => {
        const weights = randomMatrix(seed, outputs * inner);
        const x = randomMatrix(seed + 1, rows * inner);
        const out = new Float32Array(rows * outputs).fill(Number.NaN);
        kernels.matrixProduct(weights, x, out, rows);
        for (let n = 0; n < rows; n++) {
          for (let m = 0; m < outputs; m++) {
            let sum = 0;
            for (let k = 0; k < inner; k++) sum += (weights[m * inner + k] as number) * (x[n * inner + k] as number);
            expect(out[n * outputs + m]).toBe(Math.fround(sum));
          }
        }
      }),
    );
  });

  test("a product of many rows has the bits of the rows one by one", () => {
    fc.assert(
      fc.property(shapes, ({ rows, inner, outputs, seed }) => {
        const weights = randomMatrix(seed, outputs * inner);
        const x = randomMatrix(seed + 1, rows * inner);
        const whole = new Float32Array(rows * outputs);
        kernels.matrixProduct(weights, x, whole, rows);
        for (let n = 0; n < rows; n++) {
          const one = new Float32Array(outputs);
          kernels.matrixVector(weights, x.subarray(n * inner, (n + 1) * inner), one);
          expect(one).toEqual(whole.slice(n * outputs, (n + 1) * outputs));
        }
      }),
    );
  });

  test("sigmoid and tanh stay in their ranges at the ends of float32", () => {
    const x = Float32Array.of(-3.4e38, -100, -1e-30, 0, 1e-30, 100, 3.4e38);
    const out = new Float32Array(x.length);
    kernels.sigmoid(x, out);
    expect([...out]).toEqual([0, Math.fround(1 / (1 + Math.exp(100))), 0.5, 0.5, 0.5, 1, 1]);
    kernels.tanh(x, out);
    expect([...out]).toEqual([-1, -1, Math.fround(-1e-30), 0, Math.fround(1e-30), 1, 1]);
  });
});
