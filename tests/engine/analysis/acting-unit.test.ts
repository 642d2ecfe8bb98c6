import { expect, test } from "vitest";
import { mostActing } from "../../../src/engine/analysis/acting-unit.ts";
import { lstm } from "../../../src/engine/cells/lstm.ts";
import { traceOf } from "./trace-of.ts";

const cellState = [
  [40, 41, 42], // Runs away: beyond what can be told apart.
  [0.1, -0.05, 0.1], // Says nothing.
  [0.2, 1.5, -1.5],
  [0, 1.5, -1.5],
  [0, 1, 1],
];
const forgetGate = cellState.map(() => [1, 1, 1]);

test("of the units that are asked for the one that changes most is taken, the first among equals, not the largest", () => {
  const trace = traceOf(lstm, { cellState, forgetGate });
  expect(mostActing(trace, 0, [0, 1, 2, 3, 4])).toBe(2);
  expect(mostActing(trace, 0, [4, 3, 2])).toBe(3);
  expect(mostActing(trace, 0, [1, 4])).toBe(4);
});

test("none is taken where none changes, or none is there", () => {
  const trace = traceOf(lstm, { cellState, forgetGate });
  expect(mostActing(trace, 0, [1])).toBeNull();
  expect(mostActing(trace, 0, [99])).toBeNull();
  expect(mostActing(trace, 0, [])).toBeNull();
});
