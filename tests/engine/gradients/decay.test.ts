import fc from "fast-check";
import { expect, test } from "vitest";
import { fitDecay } from "../../../src/engine/gradients/decay.ts";

test("a norm that halves every n words has a half-life of n words", () => {
  fc.assert(
    fc.property(fc.double({ min: 0.1, max: 50, noNaN: true }), fc.integer({ min: 4, max: 60 }), (words, length) => {
      const log10 = Array.from({ length }, (_, at) => 3 - ((length - 1 - at) * Math.log10(2)) / words);
      const decay = fitDecay(log10);
      expect(decay?.halfLife).toBeCloseTo(words, 6);
      expect(decay).toMatchObject({ from: 1, to: length });
      expect(decay?.fit).toBeCloseTo(1, 9);
    }),
  );
});

test("no half-life is claimed where the norm grows on its way back, stays, scatters, or has too few numbers", () => {
  expect(fitDecay([4, 3, 2, 1, 0])).toBeNull();
  expect(fitDecay([1, 1, 1, 1, 1])).toBeNull();
  expect(fitDecay([0, 5, -5, 5, -5, 1])).toBeNull();
  expect(fitDecay([0, 1, 2])).toBeNull();
  expect(fitDecay([-Infinity, -Infinity, 0, 1, 2])).toBeNull();
  expect(fitDecay([])).toBeNull();
});

test("steps whose norm is zero are left out of the line", () => {
  expect(fitDecay([-Infinity, 0, 1, 2, 3])).toMatchObject({ from: 2, to: 5, halfLife: Math.log10(2) });
});
