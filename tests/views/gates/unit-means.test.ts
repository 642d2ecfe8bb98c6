import { expect, test } from "vitest";
import type { Trace } from "../../../src/engine/trace.ts";
import { createMeanFinder } from "../../../src/views/gates/unit-means.ts";

const gate = {
  name: "forgetGate",
  label: "forget gate",
  role: "gate",
  symbol: "f_t",
  letter: "f",
  range: [0, 1],
  hue: "f",
} as const;
const layout = { layers: 2, signals: [gate], units: 2 };
/** Two layers of two units: a frame is [layer 0, layer 1]. */
const traceOf = (...frames: readonly (readonly number[])[]): Trace => ({
  layout,
  values: Float32Array.from([[9, 9, 9, 9], ...frames].flat()),
  steps: frames.length,
});

test("the mean of a gate is taken over all units of the layer, at every word", () => {
  const trace = traceOf([0, 1, 0.25, 0.75], [0.5, 0.25, 1, 1]);
  const first = createMeanFinder()(trace, 0, "forgetGate", null);
  expect(Array.from(first?.values.slice(1, 3) ?? [])).toEqual([0.5, 0.375]);
  const second = createMeanFinder()(trace, 1, "forgetGate", null);
  expect(Array.from(second?.values.slice(1, 3) ?? [])).toEqual([0.5, 1]);
});

test("words that came or changed are taken anew, those before them kept", () => {
  const find = createMeanFinder();
  find(traceOf([0, 1, 0, 0], [1, 1, 0, 0]), 0, "forgetGate", 1);
  // The first word's numbers are other ones here, but nobody said so: they are not read again.
  const longer = find(traceOf([0, 0, 0, 0], [0, 0, 0, 0], [0.5, 0.5, 0, 0]), 0, "forgetGate", 2);
  expect(Array.from(longer?.values.slice(1, 4) ?? [])).toEqual([0.5, 0, 0.5]);
  const other = find(traceOf([0, 0, 0.5, 0.5]), 1, "forgetGate", null);
  expect([other?.steps, other?.values[1]]).toEqual([1, 0.5]);
});

test("without a trace, or in a cell without the gate, there is none", () => {
  const find = createMeanFinder();
  expect(find(null, 0, "forgetGate", null)).toBeNull();
  expect(find(traceOf([0, 0, 0, 0]), 0, "updateGate", null)).toBeNull();
});
