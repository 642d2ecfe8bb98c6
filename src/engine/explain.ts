import type { LayerParameters } from "./cell.ts";
import type { ExplainTarget, ExplainTerm, Explanation } from "./explanation.ts";
import type { Run } from "./run.ts";
import { frameLength, signalIndex } from "./trace.ts";

/**
 * The terms of a number: every contribution weight · factor, and the sum as the trace has it.
 * @throws RangeError where the target names no step, layer, unit, block or word of the run.
 */
export function explain(run: Run, target: ExplainTarget): Explanation {
  const { model } = run;
  const trace = run.trace();
  check("step", target.step, target.kind === "logit" ? 0 : 1, trace.steps);
  if (target.kind === "logit") return explainLogit(run, target);

  check("layer", target.layer, 0, model.layout.layers - 1);
  check("unit", target.unit, 0, model.layout.units - 1);
  check("block", target.block, 0, model.cell.blocks.length - 1);
  const { units } = model.layout;
  const parameters = model.layers[target.layer] as LayerParameters;
  const row = target.block * units + target.unit;
  if (target.part === "bias") {
    const weight = parameters.bias[row] as number;
    return { target, total: weight, terms: [{ index: 0, weight, factor: 1, product: weight }], bias: 0, factors: "one" };
  }
  const signal = model.layout.signals.findIndex((spec) => spec.part?.block === target.block && spec.part.kind === target.part);
  if (signal < 0) throw new RangeError(`this cell has no ${target.part} part`);
  const total = trace.values[frameStart(run, target.step, target.layer) + signal * units + target.unit] as number;
  if (target.part === "memory") {
    const factors = outputAt(run, target.step - 1, target.layer);
    return { target, total, terms: termsOf(parameters.recurrentWeights, row, factors), bias: 0, factors: "hiddenBefore" };
  }
  if (target.layer > 0) {
    const factors = outputAt(run, target.step, target.layer - 1);
    return { target, total, terms: termsOf(parameters.inputWeights, row, factors), bias: 0, factors: "hiddenBelow" };
  }
  const start = run.idAt(target.step) * parameters.inputs;
  const factors = model.embedding.subarray(start, start + parameters.inputs);
  return { target, total, terms: termsOf(parameters.inputWeights, row, factors), bias: 0, factors: "embedding" };
}

function explainLogit(run: Run, target: Extract<ExplainTarget, { kind: "logit" }>): Explanation {
  const { readout, layout } = run.model;
  if (readout === null) throw new RangeError("this model has no readout");
  check("word", target.token, 0, readout.bias.length - 1);
  const factors = outputAt(run, target.step, layout.layers - 1);
  const terms = termsOf(readout.weights, target.token, factors);
  const bias = readout.bias[target.token] as number;
  // Rounded as the readout rounds: the products to float32, then the bias added.
  const products = Math.fround(terms.reduce((sum, term) => sum + term.product, 0));
  return { target, total: Math.fround(products + bias), terms, bias, factors: "hiddenNow" };
}

/** Products of row `row` of `weights` (rows, K) with `factors` (K), in float64. */
function termsOf(weights: Float32Array, row: number, factors: Float32Array): ExplainTerm[] {
  return Array.from(factors, (factor, index) => {
    const weight = weights[row * factors.length + index] as number;
    return { index, weight, factor, product: weight * factor };
  });
}

function frameStart(run: Run, step: number, layer: number): number {
  const { layout } = run.model;
  return step * frameLength(layout) + layer * layout.signals.length * layout.units;
}

/** h of a layer at a step: (H). */
function outputAt(run: Run, step: number, layer: number): Float32Array {
  const { layout, cell } = run.model;
  const start = frameStart(run, step, layer) + signalIndex(layout, cell.output) * layout.units;
  return run.trace().values.subarray(start, start + layout.units);
}

function check(what: string, value: number, low: number, high: number): void {
  if (!(Number.isInteger(value) && value >= low && value <= high)) throw new RangeError(`${what} ${value} of ${high}`);
}
