import { describe, expect, test } from "vitest";
import { principalBasis } from "../../../src/engine/analysis/principal.ts";
import { projectState } from "../../../src/engine/analysis/projection.ts";

/** Unit vectors at right angles, and how far the states lie along each: variances 9, 4 and 1 about a mean. */
const axes = [
  [0.6, 0.8, 0, 0],
  [-0.8, 0.6, 0, 0],
  [0, 0, 0.28, 0.96],
] as const;
const sizes = [3, 2, 1] as const;
const mean: readonly number[] = [1, -2, 0.5, 3];
/** Every combination of signs once: along two axes the states do not vary together. */
const states = Float32Array.from(
  Array.from({ length: 8 }, (_, n) =>
    mean.map((value, unit) =>
      axes.reduce((sum, axis, a) => sum + (n & (1 << a) ? 1 : -1) * (sizes[a] as number) * (axis[unit] as number), value),
    ),
  ).flat(),
);

describe("the principal components", () => {
  test("are the directions of most variance, the largest entry positive, each with its share of the variance", () => {
    const { basis, explained } = principalBasis(states, 4, 2);
    expect([...basis.mean].map((value, unit) => value - (mean[unit] as number))).toEqual(
      [0, 0, 0, 0].map(() => expect.closeTo(0, 6)),
    );
    const wanted = [axes[0], axes[1].map((value) => -value)].flat();
    expect([...basis.components]).toEqual(wanted.map((value) => expect.closeTo(value, 6)));
    expect(explained).toEqual([9 / 14, 4 / 14].map((share) => expect.closeTo(share, 7)));
    expect([...projectState(basis, states.subarray(0, 4))]).toEqual([expect.closeTo(-3, 5), expect.closeTo(2, 5)]);
  });

  test("explain nothing where states do not vary", () => {
    const line = Float32Array.from([1, 1, 2, 2, 3, 3]);
    expect(principalBasis(line, 2, 2).explained).toEqual([expect.closeTo(1, 9), expect.closeTo(0, 9)]);
    const { basis, explained } = principalBasis(new Float32Array(12).fill(0.25), 4, 2);
    expect(explained).toEqual([0, 0]);
    expect([...basis.components].every(Number.isFinite)).toBe(true);
  });
});
