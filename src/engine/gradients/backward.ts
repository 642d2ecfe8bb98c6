import type { CellBackward, LayerParameters } from "../cell.ts";
import { createBackward } from "../cells/backward.ts";
import type { Kernels } from "../kernels/kernels.ts";
import type { Model } from "../model.ts";
import { frameLength, signalIndex } from "../trace.ts";
import { transposedProduct } from "./calculus.ts";
import { carryBack } from "./carry-back.ts";
import { createGradientTrace, createInputGradient, type Gradients, keepNorm } from "./gradient-trace.ts";
import { type Objective, readObjective, readoutOf, type Traced } from "./objective.ts";
import { finish, type Slowly } from "./progress.ts";
import { addScaled, createScaled, normalize, normOf, roundScaled, type Scaled } from "./scaled.ts";

/**
 * Backpropagation through time (Werbos 1990) over the trace of a run, in float64 and rescaled by powers of two at every step.
 * With `kernels` all of it is theirs, in float32: ten to thirty times faster, norms to about 1e-6.
 * @param spent gradients of an earlier call that no one needs any more: their memory may be written anew
 * @throws RangeError where the objective names no step or word of the run, and for a model without a readout.
 */
export function differentiate(
  run: Traced,
  objective: Objective,
  kernels: Kernels | null = null,
  spent: Gradients | null = null,
): Gradients {
  return finish(differentiateSlowly(run, objective, kernels, spent));
}

/** `differentiate`, step by step: yields how much is done, 0 … 1. */
export function* differentiateSlowly(
  run: Traced,
  objective: Objective,
  kernels: Kernels | null = null,
  spent: Gradients | null = null,
): Slowly<Gradients> {
  if (kernels !== null) return yield* carryBack(run, objective, kernels, spent);
  const { model } = run;
  const { value, gradient } = readObjective(run, objective);
  const seed = { values: new Float64Array(model.layout.units), exponent: 0 };
  transposedProduct(readoutOf(model).weights, gradient, seed.values); // ∂L/∂h_at = W_yᵀ·∂L/∂ logits
  const traced = createGradientTrace(model, objective.at, spent);
  const gradients: Gradients = { objective, value, ...traced, input: createInputGradient(model, objective.at) };
  const walk = createWalk(run, gradients);
  walk.addToTop(seed);
  for (let step = objective.at; step >= 1; step--) {
    walk.carry(step);
    yield (objective.at - step + 1) / objective.at;
  }
  if (model.start === null) walk.finish();
  else walk.carry(0);
  return gradients;
}

/** A layer on its way back: ∂L/∂ its signals at the step in hand, and at the step before it. */
interface Layer {
  readonly parameters: LayerParameters;
  readonly backward: CellBackward;
  now: Scaled;
  before: Scaled;
  /** ∂L/∂ its input at the step in hand (D). */
  readonly input: Float64Array;
}

function createWalk({ model, trace }: Traced, gradients: Gradients) {
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
      backward: createBackward(cell, parameters),
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
    transposedProduct(layer.parameters.inputWeights, deltas, layer.input); // ∂L/∂x = W_xᵀ·∂L/∂z
    if (cell.hasMemory) {
      transposedProduct(layer.parameters.recurrentWeights, deltas, hidden); // ∂L/∂h_{t−1} = W_hᵀ·∂L/∂z
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
