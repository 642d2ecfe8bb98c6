import type { LayerParameters } from "../cell.ts";
import type { Model } from "../model.ts";
import { frameLength, signalIndex, type Trace } from "../trace.ts";
import type { Gradients } from "./gradient-trace.ts";
import { readObjective, readoutOf, type Traced } from "./objective.ts";
import { type Length, normOf, scaledLength } from "./scaled.ts";

/** ∂L/∂ the weights of one layer, shaped like `LayerParameters`; the bias is b_ih + b_hh, whose halves have the same derivative each. */
export interface LayerGradients {
  readonly inputWeights: Float64Array;
  readonly recurrentWeights: Float64Array;
  readonly bias: Float64Array;
}

/** ∂L/∂ every weight of a model = value · 2^exponent, one exponent for all. */
export interface WeightGradients {
  readonly exponent: number;
  /** (V, D): rows of words that do not occur are 0. */
  readonly embedding: Float64Array;
  readonly layers: readonly LayerGradients[];
  /** (V, H) and (V); where the model is tied, `weights` is `embedding`, which holds the sum of both derivatives. */
  readonly readout: { readonly weights: Float64Array; readonly bias: Float64Array };
  /** Euclidean norm of all of them together: what clipping compares with its bound. */
  readonly norm: Length;
}

/** Sums ∂L/∂ the weights from ∂L/∂ the pre-activations of `gradients`, which came from the same run. */
export function differentiateWeights(run: Traced, gradients: Gradients): WeightGradients {
  const { model } = run;
  const { trace, input } = gradients;
  // Sums over the steps share the largest exponent: what underflows beside it is below their last digit.
  const exponent = Math.max(1, ...trace.exponents, ...input.exponents);
  const embedding = new Float64Array(model.embedding.length);
  const readout = differentiateReadout(run, gradients, exponent, embedding);
  const layers = model.layers.map((parameters, layer) => differentiateLayer(run, gradients, exponent, { parameters, layer }));
  const width = model.config.inputs;
  for (let step = firstStep(model); step <= trace.steps; step++) {
    const row = wordAt(run, step) * width;
    const factor = 2 ** ((input.exponents[step] as number) - exponent);
    for (let k = 0; k < width; k++) {
      embedding[row + k] = (embedding[row + k] as number) + (input.values[step * width + k] as number) * factor;
    }
  }
  const tensors = [embedding, readout.bias, ...layers.flatMap((layer) => Object.values(layer) as Float64Array[])];
  if (readout.weights !== embedding) tensors.push(readout.weights);
  const norms = tensors.map((tensor) => normOf(tensor, 0, tensor.length));
  return { exponent, embedding, layers, readout, norm: scaledLength(normOf(norms, 0, norms.length), exponent) };
}

/** The start token's step has weights too. */
function firstStep(model: Model): number {
  return model.start === null ? 1 : 0;
}

function wordAt(run: Traced, step: number): number {
  return step === 0 ? (run.model.start as number) : run.idAt(step);
}

function differentiateReadout(run: Traced, { objective }: Gradients, exponent: number, embedding: Float64Array) {
  const { model } = run;
  const { weights } = readoutOf(model);
  const { units } = model.layout;
  const deltas = readObjective(run, objective).gradient;
  const hidden = frameOf(run.trace(), objective.at, model.layout.layers - 1);
  const hiddenAt = signalIndex(model.layout, model.cell.output) * units;
  const factor = 2 ** -exponent;
  const out = weights === model.embedding ? embedding : new Float64Array(weights.length);
  for (let id = 0; id < deltas.length; id++) {
    const delta = (deltas[id] as number) * factor;
    deltas[id] = delta;
    // logit = W_y·h + b_y: ∂W_y = ∂logit · hᵀ
    for (let u = 0; u < units; u++) out[id * units + u] = delta * (hidden[hiddenAt + u] as number);
  }
  return { weights: out, bias: deltas };
}

function differentiateLayer(
  run: Traced,
  { trace: gradient }: Gradients,
  exponent: number,
  { parameters, layer }: { readonly parameters: LayerParameters; readonly layer: number },
): LayerGradients {
  const { model } = run;
  const { layout } = model;
  const { units, signals } = layout;
  const trace = run.trace();
  const hiddenAt = signalIndex(layout, model.cell.output) * units;
  const inputWeights = new Float64Array(parameters.inputWeights.length);
  const recurrentWeights = new Float64Array(parameters.recurrentWeights.length);
  const bias = new Float64Array(parameters.bias.length);
  for (let step = firstStep(model); step <= gradient.steps; step++) {
    const factor = 2 ** ((gradient.exponents[step * layout.layers + layer] as number) - exponent);
    const deltas = frameOf(gradient, step, layer);
    const x =
      layer === 0
        ? model.embedding.subarray(wordAt(run, step) * parameters.inputs, (wordAt(run, step) + 1) * parameters.inputs)
        : frameOf(trace, step, layer - 1).subarray(hiddenAt, hiddenAt + units);
    const before = step === 0 ? null : frameOf(trace, step - 1, layer).subarray(hiddenAt, hiddenAt + units);
    signals.forEach(({ part }, signal) => {
      if (part === undefined) return;
      const block = deltas.subarray(signal * units, (signal + 1) * units);
      const row = part.block * units;
      if (part.kind === "word") {
        addOuterProduct(inputWeights, row, block, factor, x); // z = W_x·x + …: ∂W_x = ∂z · xᵀ
        for (let u = 0; u < units; u++) bias[row + u] = (bias[row + u] as number) + (block[u] as number) * factor;
      } else if (before !== null) {
        addOuterProduct(recurrentWeights, row, block, factor, before); // z = W_h·h_{t−1} + …: ∂W_h = ∂z · h_{t−1}ᵀ
      }
    });
  }
  return { inputWeights, recurrentWeights, bias };
}

/** out[row + m, k] += factor · delta[m] · x[k] */
function addOuterProduct(out: Float64Array, row: number, delta: Float32Array, factor: number, x: Float32Array): void {
  for (let m = 0; m < delta.length; m++) {
    const scaled = (delta[m] as number) * factor;
    if (scaled === 0) continue;
    const start = (row + m) * x.length;
    for (let k = 0; k < x.length; k++) out[start + k] = (out[start + k] as number) + scaled * (x[k] as number);
  }
}

/** All signals of a layer at a step: (S, H). */
function frameOf({ layout, values }: Trace, step: number, layer: number): Float32Array {
  const length = layout.signals.length * layout.units;
  const start = step * frameLength(layout) + layer * length;
  return values.subarray(start, start + length);
}
