import { describe, expect, test } from "vitest";
import { cells } from "../../src/engine/cells/registry.ts";
import type { Kernels } from "../../src/engine/kernels/kernels.ts";
import { typescriptKernels } from "../../src/engine/kernels/typescript.ts";
import { createRun } from "../../src/engine/run.ts";
import { viewSignal } from "../../src/engine/trace.ts";
import { allKernels } from "./all-kernels.ts";
import { type Golden, goldenNames, openGolden, readGolden } from "./golden.ts";

/** Largest |ours − PyTorch's| / max(1, |PyTorch's|), a signal (and the logits) each. */
function errorsOf(golden: Golden, weights?: Uint8Array, kernels: Kernels = typescriptKernels): Map<string, number> {
  const { about, frames, logits } = golden;
  const run = createRun(openGolden(golden, weights), kernels);
  run.replace(0, about.ids);
  run.advance(about.ids.length);
  const errors = new Map<string, number>();
  const note = (name: string, ours: number, theirs: number) => {
    const error = Math.abs(ours - theirs) / Math.max(1, Math.abs(theirs));
    errors.set(name, Math.max(errors.get(name) ?? 0, Number.isNaN(error) ? Infinity : error));
  };
  const trace = run.trace();
  // Frame 0 holds the state before the first word; its pre-activations count only where a start token made them.
  for (let step = 0, at = 0; step <= about.ids.length; step++) {
    for (let layer = 0; layer < about.layers; layer++) {
      for (const name of about.signals) {
        const view = viewSignal(trace, layer, name);
        for (let unit = 0; unit < about.units; unit++, at++) {
          note(name, view.values[view.offset + step * view.stepStride + unit] as number, frames[at] as number);
        }
      }
    }
  }
  run.logitsOf(0, about.ids.length + 1).forEach((logit, at) => {
    note("logits", logit, logits[at] as number);
  });
  return errors;
}

describe("every signal of every step equals PyTorch's in float64", () => {
  const cases = allKernels.flatMap((kernels) => goldenNames.map((name) => ({ name, kernels, id: kernels.id })));

  test.each(cases)("$name, $id", ({ name, kernels }) => {
    const golden = readGolden(name);
    const errors = errorsOf(golden, undefined, kernels);
    expect([...errors.keys()].toSorted()).toEqual([...golden.about.signals, "logits"].toSorted());
    for (const [signal, error] of errors) expect(error, signal).toBeLessThanOrEqual(2e-6);
  });

  test.each(cells.map((cell) => cell.id))("the cell %s has a fixture with all its signals", (id) => {
    const fixtures = goldenNames.map(readGolden).filter((golden) => golden.about.cell === id);
    const signals = cells.find((cell) => cell.id === id)?.signals.map((signal) => signal.name);
    expect(fixtures.length).toBeGreaterThan(0);
    for (const golden of fixtures) expect(golden.about.signals).toEqual(signals);
  });
});

describe("the golden values notice", () => {
  const golden = readGolden("lstm-1");
  const { units, inputs } = golden.about;

  /** Swaps two blocks of rows in every tensor of the LSTM. */
  function swapBlocks(first: number, second: number): Uint8Array {
    const weights = Uint8Array.from(golden.weights);
    const length = Number(new DataView(weights.buffer).getBigUint64(0, true));
    const header = JSON.parse(Buffer.from(weights.subarray(8, 8 + length)).toString()) as Record<
      string,
      { data_offsets: [number, number] }
    >;
    for (const [name, width] of [
      ["lstm.weight_ih_l0", inputs],
      ["lstm.weight_hh_l0", units],
      ["lstm.bias_ih_l0", 1],
      ["lstm.bias_hh_l0", 1],
    ] as const) {
      const start = 8 + length + (header[name]?.data_offsets[0] as number);
      const bytes = 4 * units * width;
      const a = weights.slice(start + first * bytes, start + (first + 1) * bytes);
      weights.copyWithin(start + first * bytes, start + second * bytes, start + (second + 1) * bytes);
      weights.set(a, start + second * bytes);
    }
    return weights;
  }

  test.each([
    [0, 1],
    [0, 2],
    [0, 3],
    [1, 2],
    [1, 3],
    [2, 3],
  ])("gate blocks %i and %i changing places", (first, second) => {
    expect(Math.max(...errorsOf(golden, swapBlocks(first, second)).values())).toBeGreaterThan(1e-3);
  });
});
