import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findEigenvalues, spectralRadius } from "../../../src/engine/gradients/eigenvalues.ts";
import { createRandom } from "../../../src/engine/random.ts";

/** Sorted by real part, then by imaginary part. */
function pairsOf(matrix: readonly number[], size: number): (readonly [number, number])[] {
  const { real, imaginary } = findEigenvalues(matrix, size);
  return Array.from(real, (value, at) => [value, imaginary[at] as number] as const).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

function expectClose(found: readonly (readonly [number, number])[], wanted: readonly (readonly [number, number])[]): void {
  expect(found.length).toBe(wanted.length);
  found.forEach(([real, imaginary], at) => {
    expect(real).toBeCloseTo(wanted[at]?.[0] as number, 8);
    expect(imaginary).toBeCloseTo(wanted[at]?.[1] as number, 8);
  });
}

describe("the eigenvalues of a matrix", () => {
  test("of one and two rows are those of the formula", () => {
    expect(pairsOf([], 0)).toEqual([]);
    expectClose(pairsOf([-3], 1), [[-3, 0]]);
    expectClose(pairsOf([2, 1, 1, 2], 2), [
      [1, 0],
      [3, 0],
    ]);
    expectClose(pairsOf([0, -2, 2, 0], 2), [
      [0, -2],
      [0, 2],
    ]);
  });

  test("that turns three axes in a circle are the third roots of one", () => {
    expectClose(pairsOf([0, 0, 1, 1, 0, 0, 0, 1, 0], 3), [
      [-0.5, -Math.sqrt(0.75)],
      [-0.5, Math.sqrt(0.75)],
      [1, 0],
    ]);
  });

  test("that is a companion are the roots of its polynomial", () => {
    // (x − 1)(x − 2)(x − 3)(x − 4) = x⁴ − 10x³ + 35x² − 50x + 24
    const companion = [10, -35, 50, -24, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0];
    expectClose(pairsOf(companion, 4), [
      [1, 0],
      [2, 0],
      [3, 0],
      [4, 0],
    ]);
  });

  test("add up to its trace, and their squares to the trace of its square", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 24 }), fc.integer(), (size, seed) => {
        const random = createRandom(seed);
        const matrix = Array.from({ length: size * size }, () => 2 * random() - 1);
        const { real, imaginary } = findEigenvalues(matrix, size);
        const at = (m: number, k: number) => matrix[m * size + k] as number;
        let [trace, square] = [0, 0];
        for (let m = 0; m < size; m++) {
          trace += at(m, m);
          for (let k = 0; k < size; k++) square += at(m, k) * at(k, m);
        }
        expect(real.reduce((sum, value) => sum + value, 0)).toBeCloseTo(trace, 8);
        expect(imaginary.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 10);
        const squares = real.reduce((sum, value, k) => sum + value ** 2 - (imaginary[k] as number) ** 2, 0);
        expect(squares).toBeCloseTo(square, 7);
      }),
    );
  });

  test("that turns and stretches have its factor as spectral radius", () => {
    const random = createRandom(5);
    const size = 64;
    const w = Array.from({ length: size }, () => random() - 0.5);
    const length = w.reduce((sum, value) => sum + value * value, 0);
    // A reflection, of which every |λ| is 1, times 0.8.
    const matrix = Array.from({ length: size * size }, (_, at) => {
      const [m, k] = [Math.floor(at / size), at % size];
      return 0.8 * ((m === k ? 1 : 0) - (2 * (w[m] as number) * (w[k] as number)) / length);
    });
    expect(spectralRadius(findEigenvalues(matrix, size))).toBeCloseTo(0.8, 9);
    expect(spectralRadius(findEigenvalues([], 0))).toBe(0);
  });
});
