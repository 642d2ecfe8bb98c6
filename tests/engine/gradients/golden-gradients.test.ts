import { describe, expect, test } from "vitest";
import { cells } from "../../../src/engine/cells/registry.ts";
import { differentiate } from "../../../src/engine/gradients/backward.ts";
import type { Traced } from "../../../src/engine/gradients/objective.ts";
import { differentiateWeights } from "../../../src/engine/gradients/weights.ts";
import { frameLength } from "../../../src/engine/trace.ts";
import { simdKernels } from "../all-kernels.ts";
import { readCases, readGradientCases, runOf } from "./golden-gradients.ts";

const cases = readGradientCases();
const logOf2 = Math.log10(2);

/** Largest |ours − theirs| / |theirs|; zeros must be zeros. */
function relativeError(ours: ArrayLike<number>, theirs: Float64Array): number {
  expect(ours.length).toBe(theirs.length);
  let largest = 0;
  theirs.forEach((value, at) => {
    const difference = Math.abs((ours[at] as number) - value);
    const error = difference === 0 ? 0 : difference / Math.abs(value);
    largest = Math.max(largest, Number.isNaN(error) ? Infinity : error);
  });
  return largest;
}

/** Largest |ours − theirs| / max(|theirs|, a hundredth of the largest |theirs|): small sums of large terms keep fewer digits. */
function tensorError(ours: ArrayLike<number>, theirs: Float64Array): number {
  expect(ours.length).toBe(theirs.length);
  const floor = 1e-2 * theirs.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  let largest = 0;
  theirs.forEach((value, at) => {
    const difference = Math.abs((ours[at] as number) - value);
    const error = difference === 0 ? 0 : difference / Math.max(floor, Math.abs(value));
    largest = Math.max(largest, Number.isNaN(error) ? Infinity : error);
  });
  return largest;
}

describe("gradients equal PyTorch's autograd in float64", () => {
  test.each(cells.map((cell) => cell.id))("the cell %s has a fixture of two lengths at least", (id) => {
    const lengths = cases.filter(({ model }) => model.cell.id === id).map(({ ids }) => ids.length);
    expect(new Set(lengths).size).toBeGreaterThan(1);
  });

  test.each(cases)("$name: every norm, every signal, every weight", ({ model, ids, objective, value, array, has }) => {
    const run = runOf(model, ids);
    const gradients = differentiate(run, objective);
    expect(Math.abs(gradients.value - value)).toBeLessThan(1e-5);
    const { trace, norms, input } = gradients;
    const { layers, signals, units } = model.layout;
    expect(relativeError(norms.plain.subarray(layers * signals.length), array("norms"))).toBeLessThan(1e-5);
    expect(relativeError(input.norms.plain.subarray(1), array("input"))).toBeLessThan(1e-5);
    norms.log10.forEach((log10, at) => {
      const plain = norms.plain[at] as number;
      if (plain > 0) expect(log10).toBeCloseTo(Math.log10(plain), 10);
      else expect(log10).toBe(-Infinity);
    });

    if (has("signals")) {
      const plain = Float64Array.from(trace.values, (number, at) => {
        return number * 2 ** (trace.exponents[Math.floor(at / (signals.length * units))] as number);
      });
      expect(tensorError(plain, array("signals"))).toBeLessThan(1e-5);
    }

    for (const kernels of simdKernels) {
      const fast = differentiate(run, objective, kernels);
      expect(relativeError(fast.norms.plain.subarray(layers * signals.length), array("norms")), kernels.id).toBeLessThan(1e-5);
      expect(relativeError(fast.input.norms.plain.subarray(1), array("input")), kernels.id).toBeLessThan(1e-5);
    }

    const weights = differentiateWeights(run, gradients);
    const check = (name: string, tensor: Float64Array) => {
      const plain = tensor.map((number) => number * 2 ** weights.exponent);
      expect(tensorError(plain, array(name)), name).toBeLessThan(1e-5);
      return Math.hypot(...plain);
    };
    const sizes = [check("embedding", weights.embedding), check("readout.bias", weights.readout.bias)];
    if (model.config.tied) expect(weights.readout.weights).toBe(weights.embedding);
    else sizes.push(check("readout.weights", weights.readout.weights));
    weights.layers.forEach((layer, place) => {
      sizes.push(check(`layer${place}.inputWeights`, layer.inputWeights), check(`layer${place}.bias`, layer.bias));
      if (model.cell.hasMemory) sizes.push(check(`layer${place}.recurrentWeights`, layer.recurrentWeights));
    });
    expect(weights.norm.plain).toBeCloseTo(Math.hypot(...sizes), 10);
  });
});

describe("log-norms of an RNN", () => {
  test.each([null, ...simdKernels])(
    "at radius 0.8 agree with float64 autograd at all 512 words, where float32 autograd has zeros",
    (kernels) => {
      const [golden] = readCases("rnn-long");
      if (golden === undefined) throw new Error("no case");
      const { norms, trace } = differentiate(runOf(golden.model, golden.ids), golden.objective, kernels);
      const theirs = golden.array("log10");
      const single = golden.array("single");
      const { signals } = golden.model.layout;
      let zeros = 0;
      let furthest = 0;
      theirs.forEach((log10, at) => {
        if (single[at] === 0) zeros++;
        furthest = Math.max(furthest, Math.abs((norms.log10[(at + 1) * signals.length] as number) - log10));
      });
      expect(zeros).toBeGreaterThan(100);
      expect(furthest).toBeLessThan(0.01);
      expect(Math.min(...theirs)).toBeLessThan(-45);
      // The gradients themselves are there too, beside their exponent.
      const first = trace.values.subarray(frameLength(trace.layout), frameLength(trace.layout) + trace.layout.units);
      const length = Math.log10(Math.hypot(...first)) + (trace.exponents[1] as number) * logOf2;
      expect(Math.abs(length - (theirs[0] as number))).toBeLessThan(0.01);
    },
  );

  test("at radius 2 are those of the trace that is given: another trace of the same words is another one", () => {
    const [golden] = readCases("rnn-chaos");
    if (golden === undefined) throw new Error("no case");
    const { model, ids, objective } = golden;
    const run = runOf(model, ids);
    const stored = Float32Array.from(golden.array("trace"));
    const hidden = stored.subarray(
      ids.length * frameLength(model.layout),
      ids.length * frameLength(model.layout) + model.layout.units,
    );
    const logits = Float32Array.from(model.readout?.bias ?? [], (bias, id) => {
      return hidden.reduce((sum, h, u) => sum + h * (model.readout?.weights[id * hidden.length + u] as number), bias);
    });
    const given: Traced = { ...run, trace: () => ({ ...run.trace(), values: stored }), logits: () => logits };
    const furthestOf = (traced: Traced) => {
      const { norms } = differentiate(traced, objective);
      const errors = golden.array("log10").map((log10, at) => Math.abs((norms.log10[3 * (at + 1)] as number) - log10));
      return Math.max(...errors);
    };
    expect(furthestOf(given)).toBeLessThan(1e-4);
    expect(furthestOf(run)).toBeGreaterThan(0.1);
  });
});
