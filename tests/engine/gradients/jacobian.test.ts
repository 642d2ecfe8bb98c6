import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { measureDirectPath } from "../../../src/engine/gradients/direct-path.ts";
import { measureJacobian } from "../../../src/engine/gradients/jacobian.ts";
import { spectralNorm } from "../../../src/engine/gradients/spectral-norm.ts";
import { createRandom } from "../../../src/engine/random.ts";
import { allKernels } from "../all-kernels.ts";
import { createRandomModel } from "../random-model.ts";
import { finish } from "./finish.ts";
import { readCases, readGradientCases, runOf } from "./golden-gradients.ts";

function largestError(ours: Float64Array, theirs: Float64Array): number {
  expect(ours.length).toBe(theirs.length);
  return Math.max(...ours.map((value, at) => Math.abs(value / (theirs[at] as number) - 1)));
}

describe("the state Jacobian", () => {
  const cases = allKernels.flatMap((kernels) =>
    readGradientCases()
      .filter(({ has }) => has("jacobian"))
      .map((golden) => ({ ...golden, kernels, id: kernels.id })),
  );

  test.each(cases)("of $name has the spectral norms of PyTorch's dense one, $id", ({ model, ids, array, kernels }) => {
    const run = runOf(model, ids);
    const at = ids.length;
    for (let layer = 0; layer < model.layout.layers; layer++) {
      const { plain, log10 } = finish(measureJacobian(run, layer, at, kernels));
      expect(largestError(plain, array("jacobian").subarray(layer * at, (layer + 1) * at))).toBeLessThan(1e-4);
      expect(plain[at - 1]).toBeCloseTo(1, 12);
      expect(log10[0]).toBeCloseTo(Math.log10(plain[0] as number), 10);
    }
  });

  test("of an LSTM has the direct path beside it: largest and mean entry of the product of the forget gates", () => {
    for (const { model, ids, array } of readGradientCases().filter(({ has }) => has("directPath"))) {
      const run = runOf(model, ids);
      const at = ids.length;
      for (let layer = 0; layer < model.layout.layers; layer++) {
        const path = measureDirectPath(run.trace(), layer, at);
        const start = 2 * layer * at;
        expect(largestError(path?.max.plain as Float64Array, array("directPath").subarray(start, start + at))).toBeLessThan(1e-5);
        expect(
          largestError(path?.mean.plain as Float64Array, array("directPath").subarray(start + at, start + 2 * at)),
        ).toBeLessThan(1e-5);
      }
    }
  });

  test("of 512 words does not underflow, nor does the direct path", () => {
    const [golden] = readCases("rnn-long");
    if (golden === undefined) throw new Error("no case");
    const { log10 } = finish(measureJacobian(runOf(golden.model, golden.ids), 0, 512));
    // ‖∂L/∂h_t‖ ≤ ‖∂h_at/∂h_t‖ · ‖∂L/∂h_at‖, and near it: the norms of the gradient fall as fast.
    const gradient = golden.array("log10");
    expect((log10[0] as number) - (gradient[0] as number)).toBeGreaterThan(0);
    expect((log10[0] as number) - (gradient[0] as number)).toBeLessThan(3);

    const model = createRandomModel({ cell: "lstm", layers: 1, units: 4, inputs: 3, vocabulary: 5, seed: 1, scale: 0.5 });
    model.layers[0]?.bias.fill(-20, 4, 8);
    const run = runOf(
      model,
      Array.from({ length: 512 }, (_, at) => at % 5),
    );
    const path = measureDirectPath(run.trace(), 0, 512);
    expect(path?.max.plain[0]).toBe(0);
    expect(path?.max.log10[0]).toBeLessThan(-4000);
    expect(path?.mean.log10[0]).toBeGreaterThan(-6000);
  });

  test("is not there for a cell without memory, nor is the direct path without a gate that keeps", () => {
    const shape = { layers: 1, units: 3, inputs: 2, vocabulary: 4, seed: 1 };
    const stateless = runOf(createRandomModel({ ...shape, cell: "feed-forward" }), [1, 2]);
    expect(() => finish(measureJacobian(stateless, 0, 2))).toThrow(RangeError);
    expect(measureDirectPath(runOf(createRandomModel({ ...shape, cell: "rnn" }), [1, 2]).trace(), 0, 2)).toBeNull();
  });
});

describe("the spectral norm", () => {
  test("is that of a matrix with known singular values", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constant(0), fc.double({ min: 1e-300, max: 5, noNaN: true })), { minLength: 1, maxLength: 14 }),
        fc.integer(),
        (singular, seed) => {
          const random = createRandom(seed);
          const size = singular.length;
          // U Σ Vᵀ with two reflections I − 2 w wᵀ for U and V.
          const reflection = () => {
            const w = Array.from({ length: size }, () => 2 * random() - 1);
            const length = Math.hypot(...w) || 1;
            return (m: number, k: number) => (m === k ? 1 : 0) - (2 * (w[m] as number) * (w[k] as number)) / (length * length);
          };
          const [u, v] = [reflection(), reflection()];
          const matrix = new Float64Array(size * size).map((_, at) => {
            const [m, k] = [Math.floor(at / size), at % size];
            return singular.reduce((sum, s, j) => sum + u(m, j) * s * v(k, j), 0);
          });
          const { norm, vector } = spectralNorm(matrix, size, random);
          const largest = Math.max(...singular);
          expect(Math.abs(norm - largest)).toBeLessThanOrEqual(1e-5 * largest);
          if (largest > 0) expect(Math.hypot(...vector)).toBeCloseTo(1, 6);
        },
      ),
    );
  });

  test("is found again from the vector of a similar matrix, and when that vector is a wrong one", () => {
    const size = 6;
    const matrix = new Float64Array(size * size);
    for (let k = 0; k < size; k++) matrix[k * size + k] = k + 1;
    for (let k = 0; k < size; k++) {
      const near = new Float64Array(size);
      near[k] = 1;
      expect(spectralNorm(matrix, size, createRandom(3), near).norm).toBeCloseTo(6, 3);
    }
  });
});
