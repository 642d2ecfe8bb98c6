import type { CellBackward, LayerParameters } from "../cell.ts";
import type { Kernels } from "../kernels/kernels.ts";
import type { Model } from "../model.ts";
import { frameLength, signalIndex, type Trace } from "../trace.ts";
import { transposedProduct } from "./calculus.ts";
import { type Objective, readObjective, readoutOf, type Traced } from "./objective.ts";
import { finish, type Slowly } from "./progress.ts";
import { addScaled, createScaled, normalize, normOf, roundScaled, type Scaled, scaledLength } from "./scaled.ts";
import { type CarryBack, carryThrough } from "./transposed.ts";

/**
 * ∂L/∂ every signal, of the shape of the trace up to step `at` (`steps`): ∂L/∂ signal = value · 2^exponent, the largest value of a
 * frame of a layer in [0.5, 1). Total derivatives through every path: of h_t and C_t, what PyTorch's `retain_grad` gives in an
 * unfused cell. The parts of a pre-activation all have the derivative of the pre-activation. Frame 0 holds the derivatives of the
 * state before the first word, and of the start token's signals where the model has one.
 */
export interface GradientTrace extends Trace {
  /** (at + 1, L) */
  readonly exponents: Int32Array;
}

/** Euclidean norms, plain and as logarithms, which stay finite where the plain number underflows; −Infinity where it is 0. */
export interface Norms {
  readonly plain: Float64Array;
  readonly log10: Float64Array;
}

/** What backpropagation through time gives for one objective. */
export interface Gradients {
  readonly objective: Objective;
  /** The objective itself. */
  readonly value: number;
  readonly trace: GradientTrace;
  /** ‖∂L/∂ signal‖ of every frame: (at + 1, L, S). */
  readonly norms: Norms;
  /** ∂L/∂x_t at the embedding: values (at + 1, D) · 2^exponents (at + 1), and their norms (at + 1). Row 0 is the start token's, or zeros. */
  readonly input: { readonly values: Float32Array; readonly exponents: Int32Array; readonly norms: Norms };
}

/**
 * Backpropagation through time (Werbos 1990) over the trace of a run, in float64 and rescaled by powers of two at every step.
 * With `kernels`, products with weights are theirs, in float32: several times faster, norms to about 1e-6.
 * @throws RangeError where the objective names no step or word of the run, and for a model without a readout.
 */
export function differentiate(run: Traced, objective: Objective, kernels: Kernels | null = null): Gradients {
  return finish(differentiateSlowly(run, objective, kernels));
}

/** `differentiate`, step by step: yields how much is done, 0 … 1. */
export function* differentiateSlowly(run: Traced, objective: Objective, kernels: Kernels | null = null): Slowly<Gradients> {
  const { model } = run;
  const { value, gradient } = readObjective(run, objective);
  const seed = { values: new Float64Array(model.layout.units), exponent: 0 };
  transposedProduct(readoutOf(model).weights, gradient, seed.values); // ∂L/∂h_at = W_yᵀ·∂L/∂ logits
  const gradients = createGradients(model, objective, value);
  const walk = createWalk(run, gradients, kernels);
  walk.addToTop(seed);
  for (let step = objective.at; step >= 1; step--) {
    walk.carry(step);
    yield (objective.at - step + 1) / objective.at;
  }
  if (model.start === null) walk.finish();
  else walk.carry(0);
  return gradients;
}

function createGradients({ layout, config }: Model, objective: Objective, value: number): Gradients {
  const frames = objective.at + 1;
  const norms = (length: number): Norms => ({
    plain: new Float64Array(length),
    log10: new Float64Array(length).fill(-Infinity),
  });
  return {
    objective,
    value,
    trace: {
      layout,
      values: new Float32Array(frames * frameLength(layout)),
      steps: objective.at,
      exponents: new Int32Array(frames * layout.layers),
    },
    norms: norms(frames * layout.layers * layout.signals.length),
    input: {
      values: new Float32Array(frames * config.inputs),
      exponents: new Int32Array(frames),
      norms: norms(frames),
    },
  };
}

/** A layer on its way back: ∂L/∂ its signals at the step in hand, and at the step before it. */
interface Layer {
  readonly parameters: LayerParameters;
  readonly backward: CellBackward;
  /** Products with the transposed weights. */
  readonly toInput: CarryBack;
  readonly toHidden: CarryBack;
  now: Scaled;
  before: Scaled;
  /** ∂L/∂ its input at the step in hand (D). */
  readonly input: Float64Array;
}

function createWalk({ model, trace }: Traced, gradients: Gradients, kernels: Kernels | null) {
  const { layout, cell } = model;
  const { values } = trace();
  const length = frameLength(layout);
  const layerLength = layout.signals.length * layout.units;
  const hiddenAt = signalIndex(layout, cell.output) * layout.units;
  const gatherWord = createGatherWord(model);
  const zeros = new Float32Array(layerLength);
  const hidden = new Float64Array(layout.units);
  const layers = model.layers.map(
    (parameters): Layer => ({
      parameters,
      backward: cell.createBackward(parameters),
      toInput: carryThrough(parameters.inputWeights, parameters.inputs, kernels),
      toHidden: carryThrough(parameters.recurrentWeights, parameters.units, cell.hasMemory ? kernels : null),
      now: createScaled(layerLength),
      before: createScaled(layerLength),
      input: new Float64Array(parameters.inputs),
    }),
  );

  const carryLayer = (layer: Layer, step: number, place: number) => {
    const start = step * length + place * layerLength;
    // The start token was stepped from zeros.
    const previous = step === 0 ? zeros : values.subarray(start - length, start - length + layerLength);
    normalize(layer.now);
    layer.backward.linearize(previous, values.subarray(start, start + layerLength));
    layer.backward.carry(layer.now.values, layer.before.values);
    layer.before.exponent = layer.now.exponent;
    const deltas = gatherWord(layer.now.values);
    layer.toInput(deltas, layer.input); // ∂L/∂x = W_xᵀ·∂L/∂z
    if (cell.hasMemory) {
      layer.toHidden(deltas, hidden); // ∂L/∂h_{t−1} = W_hᵀ·∂L/∂z
      layer.before.values.set(hidden, hiddenAt);
    }
    keepFrame(gradients, layer.now, step, place);
  };

  const carry = (step: number) => {
    for (let place = layers.length - 1; place >= 0; place--) {
      const layer = layers[place] as Layer;
      carryLayer(layer, step, place);
      const below = layers[place - 1];
      if (below === undefined) keepInput(gradients, layer, step);
      else addScaled(below.now, hiddenAt, layer.input, layer.now.exponent);
    }
    for (const layer of layers) {
      const { now, before } = layer;
      now.values.fill(0);
      now.exponent = -Infinity;
      layer.now = before;
      layer.before = now;
    }
  };

  return {
    carry,
    /** Adds ∂L/∂ the output of the top layer at the step in hand. */
    addToTop: (seed: Scaled) => addScaled((layers.at(-1) as Layer).now, hiddenAt, seed.values, seed.exponent),
    /** Keeps ∂L/∂ the state before the first word. */
    finish: () => {
      layers.forEach((layer, place) => {
        normalize(layer.now);
        keepFrame(gradients, layer.now, 0, place);
      });
    },
  };
}

/** Gathers ∂L/∂ the word parts (G·H) from ∂L/∂ the signals of a frame (S, H). */
function createGatherWord({ layout, cell }: Model): (frame: Float64Array) => Float64Array {
  const { units, signals } = layout;
  const starts = cell.blocks.map(
    (_, block) => signals.findIndex((signal) => signal.part?.block === block && signal.part.kind === "word") * units,
  );
  const deltas = new Float64Array(starts.length * units);
  return (frame) => {
    starts.forEach((start, block) => {
      for (let u = 0; u < units; u++) deltas[block * units + u] = frame[start + u] as number;
    });
    return deltas;
  };
}

function keepFrame({ trace, norms }: Gradients, { values, exponent }: Scaled, step: number, layer: number): void {
  const { layers, signals, units } = trace.layout;
  const row = step * layers + layer;
  const shift = roundScaled(values, trace.values, row * signals.length * units);
  trace.exponents[row] = exponent === -Infinity ? 0 : exponent + shift;
  for (let signal = 0; signal < signals.length; signal++) {
    keepNorm(norms, row * signals.length + signal, normOf(values, signal * units, (signal + 1) * units), exponent);
  }
}

function keepInput({ input }: Gradients, { input: values, now }: Layer, step: number): void {
  const shift = roundScaled(values, input.values, step * values.length);
  input.exponents[step] = now.exponent === -Infinity ? 0 : now.exponent + shift;
  keepNorm(input.norms, step, normOf(values, 0, values.length), now.exponent);
}

function keepNorm(norms: Norms, at: number, value: number, exponent: number): void {
  const { plain, log10 } = scaledLength(value, exponent);
  norms.plain[at] = plain;
  norms.log10[at] = log10;
}
