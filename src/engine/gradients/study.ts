import { activations } from "../activations.ts";
import { stateSignal } from "../analysis/activity.ts";
import { keepingGate } from "../analysis/half-life.ts";
import type { Kernels } from "../kernels/kernels.ts";
import { typescriptKernels } from "../kernels/typescript.ts";
import type { Model } from "../model.ts";
import { type Result, succeed } from "../problem.ts";
import { createRun, type Run } from "../run.ts";
import { signalIndex, valueAt, viewSignal } from "../trace.ts";
import { meanForgetBias } from "./apply-experiment.ts";
import { differentiateSlowly } from "./backward.ts";
import { type Decay, fitDecay } from "./decay.ts";
import { type DirectPath, measureDirectPath } from "./direct-path.ts";
import { findEigenvalues, spectralRadius } from "./eigenvalues.ts";
import type { Gradients, Norms } from "./gradient-trace.ts";
import { finish, part, type Slowly } from "./progress.ts";
import type { Length } from "./scaled.ts";
import { probabilityOf, resolveTarget, type Target, type TargetWish } from "./target.ts";
import { measureWeightNorm } from "./weight-norm.ts";

/** One layer on the way back from the loss. Arrays have `at` entries, t − 1 for step t. */
export interface LayerStudy {
  /** ‖∂L/∂h_t‖. */
  readonly hidden: Norms;
  /** ‖∂L/∂C_t‖; null for a cell without C. */
  readonly cell: Norms | null;
  /**
   * Gain of step t: ‖∂L/∂s_{t−1}‖ / ‖∂L/∂s_t‖, s being C where there is one, else h. NaN for t = 1. Their product over the steps
   * after t, times the norm at `at`, is the norm at t.
   */
  readonly gains: Float64Array;
  /** Mean over all units of the gate that keeps; null for a cell without one. */
  readonly keeping: Float64Array | null;
  /** Mean over all units of the derivative of the activation, at the pre-activation; null where a gate keeps. */
  readonly slope: Float64Array | null;
  readonly directPath: DirectPath | null;
  readonly hiddenDecay: Decay | null;
  readonly cellDecay: Decay | null;
  /** Mean bias b_ih + b_hh of the gate that keeps; null for a cell without one. */
  readonly forgetBias: number | null;
}

/** What one model's gradient does on one text. */
export interface ModelStudy {
  readonly id: string;
  readonly label: string;
  /** Id of the cell. */
  readonly cell: string;
  /** H */
  readonly units: number;
  /** False for a model that sees the current word alone: nothing flows back. */
  readonly hasMemory: boolean;
  /** Step of the loss, 1 … T. */
  readonly at: number;
  /** The word that is followed, and the one whose logit is taken away; null for a loss. */
  readonly word: string;
  readonly other: string | null;
  readonly targetId: number;
  /** p(word) after step `at`, at temperature 1. */
  readonly probability: number;
  /** −ln p(word), or the difference of the logits. */
  readonly value: number;
  readonly layers: readonly LayerStudy[];
  /** ‖∂L/∂x_t‖ at the embedding. */
  readonly input: Norms;
  /** Of the gradients of all weights together: a training run that clips at 1 would cut it where it is more. */
  readonly weightNorm: Length;
}

/** Steps that are run at once; the share of the way to the loss and back that the run takes, and the share of a study that both take. */
const STRIDE = 8;
const FORWARD = 0.375;
const BACKWARD = 0.8;

/** Eigenvalues of W_hh of a cell with one recurrent block. */
export interface Spectrum {
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
  /** Largest |λ|. */
  readonly radius: number;
}

/**
 * Runs `ids` through a model and differentiates what is followed after step `at`.
 * @throws RangeError for a step that the text has not, an id beyond the vocabulary, a model without a readout.
 */
export function studyModel(model: Model, ids: Int32Array, at: number, wish: TargetWish): Result<ModelStudy> {
  return finish(studyModelSlowly(model, ids, at, wish));
}

/** `studyModel`, a few steps at a time: yields how much is done, 0 … 1. */
export function* studyModelSlowly(
  model: Model,
  ids: Int32Array,
  at: number,
  wish: TargetWish,
  kernels: Kernels | null = null,
): Slowly<Result<ModelStudy>> {
  const followed = yield* part(followSlowly(model, { ids, at, wish, kernels }), 0, BACKWARD);
  if (!followed.ok) return followed;
  const { run, gradients, word, other } = followed.value;
  const { objective } = gradients;
  const weightNorm = yield* part(measureWeightNorm(run, gradients), BACKWARD, 1);
  const { plain, log10 } = gradients.input.norms;
  return succeed({
    id: model.config.id,
    label: model.config.label,
    cell: model.config.cell,
    units: model.layout.units,
    hasMemory: model.cell.hasMemory,
    at,
    word,
    other,
    targetId: objective.target,
    probability: probabilityOf(run, objective),
    value: gradients.value,
    layers: model.layers.map((_, layer) => studyLayer(run, gradients, layer)),
    input: { plain: plain.slice(1), log10: log10.slice(1) },
    weightNorm,
  });
}

/**
 * The gains of the first layer's steps, as in `studyModel`, and nothing else that a study says. Yields how much is done, 0 … 1. Refuses
 * a word that the model does not know.
 */
export function* measureGainsSlowly(model: Model, ids: Int32Array, at: number, wish: TargetWish): Slowly<Result<Float64Array>> {
  const followed = yield* followSlowly(model, { ids, at, wish, kernels: null });
  if (!followed.ok) return followed;
  const { hidden, cell } = stateNorms(followed.value.gradients, model, 0);
  return succeed(gainsOf((cell ?? hidden).log10));
}

/** A text run as far as its loss, and the way back from it. */
interface Followed extends Pick<Target, "word" | "other"> {
  readonly run: Run;
  readonly gradients: Gradients;
}

interface Loss {
  readonly ids: Int32Array;
  readonly at: number;
  readonly wish: TargetWish;
  readonly kernels: Kernels | null;
}

function* followSlowly(model: Model, { ids, at, wish, kernels }: Loss): Slowly<Result<Followed>> {
  const run = createRun(model, kernels ?? typescriptKernels);
  run.replace(0, ids);
  while (run.trace().steps < at && run.advance(Math.min(STRIDE, at - run.trace().steps)) > 0) {
    yield (FORWARD * run.trace().steps) / at;
  }
  const target = resolveTarget(run, at, ids.length, wish);
  if (!target.ok) return target;
  const { objective, word, other } = target.value;
  const gradients = yield* part(differentiateSlowly(run, objective, kernels), FORWARD, 1);
  return succeed({ run, gradients, word, other });
}

/** A run of `ids`, computed as far as step `at`, or to its end. */
export function runWords(model: Model, ids: Int32Array, at = ids.length): Run {
  const run = createRun(model, typescriptKernels);
  run.replace(0, ids);
  run.advance(at);
  return run;
}

/** Eigenvalues of the recurrent weights of a layer; null for a cell with several recurrent blocks, or with none. */
export function measureSpectrum({ cell, layers, layout }: Model, layer: number): Spectrum | null {
  const parameters = layers[layer];
  if (parameters === undefined || !cell.hasMemory || cell.blocks.length !== 1) return null;
  const eigenvalues = findEigenvalues(parameters.recurrentWeights, layout.units);
  return { ...eigenvalues, radius: spectralRadius(eigenvalues) };
}

function studyLayer(run: Run, gradients: Gradients, layer: number): LayerStudy {
  const { model } = run;
  const { layout } = model;
  const { at } = gradients.objective;
  const trace = run.trace();
  const { hidden, cell: cellNorms } = stateNorms(gradients, model, layer);
  const gate = keepingGate(layout);
  const kept = gate === null ? null : viewSignal(trace, layer, gate);
  const parameters = model.layers[layer];
  return {
    hidden,
    cell: cellNorms,
    gains: gainsOf((cellNorms ?? hidden).log10),
    keeping: kept === null ? null : meansOf(at, layout.units, (step, unit) => valueAt(kept, step, unit)),
    slope: kept === null ? meanSlopes(run, layer, at) : null,
    directPath: measureDirectPath(trace, layer, at),
    hiddenDecay: fitDecay(hidden.log10),
    cellDecay: cellNorms === null ? null : fitDecay(cellNorms.log10),
    forgetBias: parameters === undefined ? null : meanForgetBias(model, parameters),
  };
}

/** Norms of ∂L/∂h_t and, in a cell with C, of ∂L/∂C_t. */
function stateNorms(gradients: Gradients, { layout, cell }: Model, layer: number): Pick<LayerStudy, "hidden" | "cell"> {
  const state = stateSignal(layout);
  const normsOf = (name: string) => pickNorms(gradients, layer, signalIndex(layout, name));
  return { hidden: normsOf(cell.output), cell: state === null || state === cell.output ? null : normsOf(state) };
}

function pickNorms({ trace, norms }: Gradients, layer: number, signal: number): Norms {
  const { layers, signals } = trace.layout;
  const pick = (all: Float64Array) =>
    Float64Array.from({ length: trace.steps }, (_, k) => all[((k + 1) * layers + layer) * signals.length + signal] as number);
  return { plain: pick(norms.plain), log10: pick(norms.log10) };
}

/** From logarithms: the norms themselves may have underflown. */
function gainsOf(log10: Float64Array): Float64Array {
  return log10.map((value, k) => (k === 0 ? Number.NaN : 10 ** ((log10[k - 1] as number) - value)));
}

function meansOf(steps: number, units: number, read: (step: number, unit: number) => number): Float64Array {
  return Float64Array.from({ length: steps }, (_, k) => {
    let sum = 0;
    for (let u = 0; u < units; u++) sum += read(k + 1, u);
    return sum / units;
  });
}

/** Mean derivative of the activation that writes h; null where none does by itself. */
function meanSlopes(run: Run, layer: number, at: number): Float64Array | null {
  const { cell, layout, layers } = run.model;
  const block = cell.blocks.findIndex(({ signal }) => signal === cell.output);
  const activation = cell.blocks[block]?.activation;
  if (activation === undefined) return null;
  const { slope } = activations[activation];
  const trace = run.trace();
  const parts = layout.signals.filter(({ part }) => part?.block === block).map(({ name }) => viewSignal(trace, layer, name));
  const bias = layers[layer]?.bias;
  return meansOf(at, layout.units, (step, unit) => {
    let z = bias?.[block * layout.units + unit] ?? 0;
    for (const part of parts) z += valueAt(part, step, unit);
    return slope(z);
  });
}
