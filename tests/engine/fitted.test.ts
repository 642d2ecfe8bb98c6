import { expect, test } from "vitest";
import { fitted } from "../../src/engine/fitted.ts";

test("memory grows by a quarter more, keeps what is in it, and is given back where far less is needed", () => {
  const values = Float32Array.of(1, 2, 3, 4);
  expect(fitted(values, 4, 4)).toBe(values);
  expect(fitted(values, 1, 1)).toBe(values);
  const grown = fitted(values, 8, 3);
  expect(Array.from(grown)).toEqual([1, 2, 3, 0, 0, 0, 0, 0, 0, 0]);
  const large = new Float32Array(5_000_000).fill(7);
  expect(fitted(large, 1_250_000, 10)).toBe(large);
  const small = fitted(large, 100, 3);
  expect(small).toHaveLength(125);
  expect(Array.from(small.subarray(0, 5))).toEqual([7, 7, 7, 0, 0]);
});
