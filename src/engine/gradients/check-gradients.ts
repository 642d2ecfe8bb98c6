import { createRandom, type Random } from "../random.ts";
import { highestIds } from "../softmax.ts";
import { signalIndex } from "../trace.ts";
import { differentiate } from "./backward.ts";
import { createExactRun, type ExactRun } from "./exact-run.ts";
import type { Gradients } from "./gradient-trace.ts";
import type { Objective, Traced } from "./objective.ts";
import { normOf } from "./scaled.ts";
import { differentiateWeights } from "./weights.ts";

/** How far the gradients are from finite differences. */
export interface GradientCheck {
  /**
   * Largest |finite difference − derivative| / |derivative|. A weight's derivative that is below a hundredth of the largest of its
   * matrix is measured against that hundredth.
   */
  readonly largestRelativeError: number;
  /** Finite differences that were taken. */
  readonly measured: number;
  /** Derivatives, or whole matrices of them, that are too small for a finite difference: below 1e-6. */
  readonly tooSmall: number;
}

const smallest = 1e-6;

/**
 * Compares the gradients of a run with central finite differences of fourth order in float64, at the trace itself: ∂L/∂x_t at every
 * word and ∂L/∂h_t at every word and layer, each along its own direction; and of every matrix of weights the `entries` largest
 * derivatives and as many drawn with `seed` (8 unless told; all where there are no more). A ReLU may have a kink inside the difference. Yields how much is done, 0 … 1, so that
 * a worker can do other things in between.
 * @throws RangeError where the objective names no step or word of the run.
 */
export function* checkGradients(
  run: Traced,
  objective: Objective,
  options: { readonly entries?: number; readonly seed?: number } = {},
): Generator<number, GradientCheck> {
  const gradients = differentiate(run, objective);
  const exact = createExactRun(run, objective);
  const differences = [
    ...directionsOf(run, gradients, exact),
    ...weightsOf(run, gradients, exact, options.entries ?? 8, createRandom(options.seed ?? 1)),
  ];
  const measurable = differences.filter(({ scale }) => scale >= smallest);
  let largestRelativeError = 0;
  for (const [place, { derivative, scale, evaluate }] of measurable.entries()) {
    // The steeper, the shorter: the function is nearly straight only as long as its value hardly changes.
    const step = 1e-3 / Math.max(1, Math.abs(derivative));
    const near = evaluate(step) - evaluate(-step);
    const far = evaluate(2 * step) - evaluate(-2 * step);
    const difference = (8 * near - far) / (12 * step); // f' = (8 (f₁ − f₋₁) − (f₂ − f₋₂)) / 12 ε + O(ε⁴)
    const error = Math.abs(difference - derivative) / Math.max(scale, Math.abs(derivative));
    if (!(error <= largestRelativeError)) largestRelativeError = error;
    yield (place + 1) / measurable.length;
  }
  return { largestRelativeError, measured: measurable.length, tooSmall: differences.length - measurable.length };
}

/** One derivative, and the objective with its variable moved. */
interface Difference {
  readonly derivative: number;
  /** What the error is measured against, at least. */
  readonly scale: number;
  readonly evaluate: (step: number) => number;
}

/** Along ∂L/∂x_t and ∂L/∂h_t themselves, where the derivative is the norm. */
function directionsOf({ model }: Traced, { objective, trace, input }: Gradients, exact: ExactRun): Difference[] {
  const { layers, units, signals } = model.layout;
  const output = signalIndex(model.layout, model.cell.output);
  const width = model.config.inputs;
  return Array.from({ length: objective.at }, (_, at) => at + 1).flatMap((step) => {
    const along = (values: Float32Array, exponent: number, place: { kind: "input" } | { kind: "output"; layer: number }) => {
      const length = normOf(values, 0, values.length);
      const vector = Float64Array.from(values, (value) => value / (length || 1));
      const derivative = length * 2 ** exponent;
      return { derivative, scale: derivative, evaluate: (scale: number) => exact.evaluate({ ...place, step, vector, scale }) };
    };
    const atInput = input.values.subarray(step * width, (step + 1) * width);
    return [
      along(atInput, input.exponents[step] as number, { kind: "input" }),
      ...Array.from({ length: layers }, (_, layer) => {
        const row = step * layers + layer;
        const start = (row * signals.length + output) * units;
        return along(trace.values.subarray(start, start + units), trace.exponents[row] as number, { kind: "output", layer });
      }),
    ];
  });
}

/** The largest derivatives of every matrix of weights, and some at random. */
function weightsOf(run: Traced, gradients: Gradients, exact: ExactRun, entries: number, random: Random): Difference[] {
  const found = differentiateWeights(run, gradients);
  const pairs: (readonly [Float64Array, Float64Array])[] = [
    [found.embedding, exact.weights.embedding],
    [found.readout.bias, exact.weights.readout.bias],
  ];
  if (!run.model.config.tied) pairs.push([found.readout.weights, exact.weights.readout.weights]);
  found.layers.forEach((layer, place) => {
    const weights = exact.weights.layers[place] as ExactRun["weights"]["layers"][number];
    pairs.push([layer.inputWeights, weights.inputWeights], [layer.bias, weights.bias]);
    if (layer.recurrentWeights.length > 0) pairs.push([layer.recurrentWeights, weights.recurrentWeights]);
  });
  return pairs.flatMap(([derivatives, weights]) => {
    const sizes = derivatives.map(Math.abs);
    const scale = sizes.reduce((largest, size) => Math.max(largest, size), 0) * 2 ** found.exponent * 1e-2;
    return chooseEntries(sizes, entries, random).map((at) => ({
      derivative: (derivatives[at] as number) * 2 ** found.exponent,
      scale,
      evaluate: (step: number) => {
        const weight = weights[at] as number;
        weights[at] = weight + step;
        const value = exact.evaluate();
        weights[at] = weight;
        return value;
      },
    }));
  });
}

function chooseEntries(sizes: Float64Array, entries: number, random: Random): number[] {
  if (entries >= sizes.length) return [...sizes.keys()];
  const drawn = Array.from({ length: entries }, () => Math.floor(random() * sizes.length));
  return [...new Set([...highestIds(sizes, entries), ...drawn])];
}
