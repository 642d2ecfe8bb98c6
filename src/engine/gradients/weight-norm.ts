import type { Model } from "../model.ts";
import { frameLength, signalIndex } from "../trace.ts";
import type { Gradients } from "./gradient-trace.ts";
import { readObjective, readoutOf, type Traced } from "./objective.ts";
import type { Slowly } from "./progress.ts";
import { type Length, scaledLength } from "./scaled.ts";

/**
 * Euclidean norm of ∂L/∂ all weights together, as in `WeightGradients`, without computing them: a gradient that is a sum of outer
 * products has ‖Σ_t δ_t·x_tᵀ‖² = Σ_t Σ_s (δ_t·δ_s)(x_t·x_s), which for a sentence costs a small part of the matrices themselves.
 */
export function* measureWeightNorm(run: Traced, gradients: Gradients): Slowly<Length> {
  const { model } = run;
  const { trace, input } = gradients;
  // One exponent for all steps: what underflows beside the largest is below its last digit.
  const exponent = Math.max(1, ...trace.exponents, ...input.exponents);
  let square = squareOfEnds(run, gradients, exponent);
  for (let layer = 0; layer < model.layers.length; layer++) {
    const steps: LayerStep[] = [];
    for (let step = model.start === null ? 1 : 0; step <= trace.steps; step++) {
      const now = layerStep(run, gradients, { layer, step, exponent });
      // Twice for the pairs with an earlier step, which come in both orders.
      for (const before of steps) square += 2 * pair(now, before);
      square += pair(now, now);
      steps.push(now);
      yield (layer + (step + 1) / (trace.steps + 1)) / model.layers.length;
    }
  }
  return scaledLength(Math.sqrt(Math.max(0, square)), exponent);
}

/** What one step adds to the gradients of its layer: δ·xᵀ, δ·h_{t−1}ᵀ and δ. */
interface LayerStep {
  /** ∂L/∂z of all blocks (G·H). */
  readonly delta: Float64Array;
  readonly input: Float32Array;
  /** h_{t−1} (H); empty in a cell without memory and where it is zero. */
  readonly before: Float32Array;
}

/** (δ_t·δ_s)(x_t·x_s + h_{t−1}·h_{s−1} + 1): input weights, recurrent weights and bias. */
function pair(a: LayerStep, b: LayerStep): number {
  return dot(a.delta, b.delta) * (dot(a.input, b.input) + dot(a.before, b.before) + 1);
}

function layerStep(
  run: Traced,
  { trace: gradient }: Gradients,
  { layer, step, exponent }: { readonly layer: number; readonly step: number; readonly exponent: number },
): LayerStep {
  const { model } = run;
  const { layout, cell } = model;
  const { units, signals } = layout;
  const { values } = run.trace();
  const frame = frameLength(layout);
  const place = layer * signals.length * units;
  const output = (of: number, at: number) => {
    const start = at * frame + of * signals.length * units + signalIndex(layout, cell.output) * units;
    return values.subarray(start, start + units);
  };
  const factor = 2 ** ((gradient.exponents[step * layout.layers + layer] as number) - exponent);
  const delta = new Float64Array(cell.blocks.length * units);
  signals.forEach(({ part }, signal) => {
    if (part?.kind !== "word") return;
    const start = step * frame + place + signal * units;
    for (let u = 0; u < units; u++) delta[part.block * units + u] = (gradient.values[start + u] as number) * factor;
  });
  return {
    delta,
    input: layer === 0 ? embeddingOf(model, wordAt(run, step)) : output(layer - 1, step),
    before: cell.hasMemory && step > 0 ? output(layer, step - 1) : new Float32Array(0),
  };
}

/** ‖∂L/∂ embedding‖² + ‖∂L/∂ readout‖²; where the two are tied, of their sum. */
function squareOfEnds(run: Traced, { objective, input, trace }: Gradients, exponent: number): number {
  const { model } = run;
  const { units, layers, signals } = model.layout;
  const { weights } = readoutOf(model);
  const deltas = readObjective(run, objective).gradient.map((delta) => delta * 2 ** -exponent);
  const start =
    objective.at * frameLength(model.layout) +
    ((layers - 1) * signals.length + signalIndex(model.layout, model.cell.output)) * units;
  const hidden = run.trace().values.subarray(start, start + units);
  // logit = W_y·h + b_y: ‖∂W_y‖² = ‖δ‖²·‖h‖², ‖∂b_y‖² = ‖δ‖²
  let square = dot(deltas, deltas) * (dot(hidden, hidden) + 1);
  const width = model.config.inputs;
  const rows = new Map<number, Float64Array>();
  for (let step = model.start === null ? 1 : 0; step <= trace.steps; step++) {
    const id = wordAt(run, step);
    const row = rows.get(id) ?? new Float64Array(width);
    const factor = 2 ** ((input.exponents[step] as number) - exponent);
    for (let k = 0; k < width; k++) row[k] = (row[k] as number) + (input.values[step * width + k] as number) * factor;
    rows.set(id, row);
  }
  const isTied = weights === model.embedding;
  for (const [id, row] of rows) {
    // ‖δ_id·h + g‖² = ‖δ_id·h‖² + 2 δ_id (h·g) + ‖g‖², of which the first is counted above.
    square += dot(row, row) + (isTied ? 2 * (deltas[id] as number) * dot(hidden, row) : 0);
  }
  return square;
}

/** The start token's step has weights too. */
function wordAt(run: Traced, step: number): number {
  return step === 0 ? (run.model.start as number) : run.idAt(step);
}

function embeddingOf({ embedding, config }: Model, id: number): Float32Array {
  return embedding.subarray(id * config.inputs, (id + 1) * config.inputs);
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const length = Math.min(a.length, b.length);
  let sum = 0;
  for (let k = 0; k < length; k++) sum += (a[k] as number) * (b[k] as number);
  return sum;
}
