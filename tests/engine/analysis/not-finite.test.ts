import { describe, expect, test } from "vitest";
import { firstNotFinite } from "../../../src/engine/analysis/not-finite.ts";
import type { SignalSpec } from "../../../src/engine/cell.ts";

const signal = (name: string): SignalSpec => ({
  name,
  label: name,
  role: "state",
  symbol: "",
  letter: "",
  range: [-1, 1],
  hue: "c",
});
const layout = { layers: 2, signals: [signal("first"), signal("second")], units: 3 };
const length = 2 * 2 * 3;
const traceWith = (at: number, value: number) => {
  const values = new Float32Array(6 * length);
  values[at] = value;
  return { layout, values, steps: 4 };
};

describe("the first value that is no number", () => {
  test.each([Number.NaN, Infinity, -Infinity])("%s has its step and signal, in the second layer too", (value) => {
    expect(firstNotFinite(traceWith(2 * length + 4, value))).toMatchObject({ step: 2, signal: { name: "second" } });
    expect(firstNotFinite(traceWith(3 * length + 6, value))).toMatchObject({ step: 3, signal: { name: "first" } });
  });

  test("is looked for from a step on, in words that are there alone", () => {
    const trace = traceWith(2 * length, Number.NaN);
    expect(firstNotFinite(trace, 2)?.step).toBe(2);
    expect(firstNotFinite(trace, 3)).toBeNull();
    expect(firstNotFinite(traceWith(5 * length, Number.NaN))).toBeNull();
  });
});
