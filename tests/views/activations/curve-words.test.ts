import { expect, test } from "vitest";
import { sayInputs, sayRole } from "../../../src/views/activations/curve-words.ts";
import type { BlockInputs } from "../../../src/views/activations/use-inputs.ts";

const block = (label: string, inputs: readonly number[]): BlockInputs => ({
  block: 0,
  activation: "sigmoid",
  signal: { label } as BlockInputs["signal"],
  inputs: Float32Array.from(inputs),
});
const x = { low: -5, high: 5 };

test("a curve says what its bars and its ticks are, and what lies beyond", () => {
  const forget = block("forget gate", [-6, 0, 1, 7]);
  expect(sayInputs({ blocks: [forget], unit: 92, x, pinned: 1 })).toBe(
    "Bars: 4 inputs of the forget gate, 2 beyond ±5. Ticks: those of unit 92, one a word.",
  );
  expect(sayInputs({ blocks: [forget, block("output gate", [1])], unit: 3, x, pinned: 7 })).toBe(
    "Bars: 5 inputs of the forget gate and output gate, 2 beyond ±5. Ticks: those of unit 3 in the forget gate, one a word, the pinned one at +7.00.",
  );
  expect(sayInputs({ blocks: [], unit: 3, x, pinned: null })).toContain("No inputs are shown");
});

test("a function that the model has not says so, and whose inputs it is shown with", () => {
  const blocks = [block("candidate", [])];
  expect(sayRole("content modulator", true, blocks)).toBe("content modulator: candidate");
  expect(sayRole("default of deep networks", false, blocks)).toBe(
    "default of deep networks; not in this model, the candidate’s inputs",
  );
  expect(sayRole("gate controller", true, [])).toBe("gate controller: hidden");
});
