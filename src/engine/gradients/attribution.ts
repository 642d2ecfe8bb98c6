import { typescriptKernels } from "../kernels/typescript.ts";
import type { Model } from "../model.ts";
import { createRun } from "../run.ts";
import { differentiateSlowly } from "./backward.ts";
import { type Objective, objectiveOf, type Traced } from "./objective.ts";
import { finish, part, type Slowly } from "./progress.ts";

/** What one way back says of every word up to step `at`. (at), entry t − 1 of step t. */
export interface GradientAttribution {
  /** ‖∂logit/∂x_t‖₂, x_t being the word's embedding: the norm, not its square. ≥ 0. */
  readonly norm: Float64Array;
  /** ∂logit/∂x_t · x_t: signed. */
  readonly gradientTimesInput: Float64Array;
}

/** How much every word up to step `at` had to do with a logit, or with the difference of two. (at), entry t − 1 of step t. */
export interface Attribution extends GradientAttribution {
  /** Integrated gradients (Sundararajan, Taly & Yan 2017) from the zero embedding, 64 steps: signed, adding up to logit − baseline but for the residual. */
  readonly integrated: Float64Array;
  /** The logit, and what it is with zeros for every word. */
  readonly logit: number;
  readonly baseline: number;
  /** |Σ integrated − (logit − baseline)| / max(|logit − baseline|, 1e-9). */
  readonly residual: number;
}

/** Steps that are run at once. */
const STRIDE = 16;

/** Steps of the integral, each in the middle of its piece. */
const pieces = 64;

/** The objective of an attribution: losses are curved where logits are not. */
export type Attributed = Exclude<Objective, { kind: "loss" }>;

/**
 * The part of an attribution that one way back gives: a hundredth of the work of integrating. Yields how much is done, 0 … 1.
 * @throws RangeError where the objective names no step or word of the run.
 */
export function* attributeByGradient(run: Traced, objective: Attributed): Slowly<GradientAttribution> {
  const { at } = objective;
  const { input } = yield* differentiateSlowly(run, objective);
  const width = run.model.config.inputs;
  return {
    norm: input.norms.plain.slice(1),
    gradientTimesInput: dotRows(gradientRows(input, at, width), wordRows(run, at), at, width),
  };
}

/**
 * Attributes a logit (or a difference of two) to the words before it. The start token, where the model has one, keeps its
 * embedding: it is the same before every sentence. Yields how much is done, 0 … 1.
 * @throws RangeError where the objective names no step or word of the run.
 */
export function* attribute(run: Traced, objective: Attributed): Slowly<Attribution> {
  const { at } = objective;
  const width = run.model.config.inputs;
  const words = wordRows(run, at);
  const { norm, gradientTimesInput } = finish(attributeByGradient(run, objective));

  const summed = new Float64Array(at * width);
  for (let piece = 0; piece < pieces; piece++) {
    const share = (piece + 0.5) / pieces;
    const from = piece / pieces;
    const scaled = yield* part(runScaled(run.model, words, at, share), from, from + 0.3 / pieces);
    const { input } = yield* part(differentiateSlowly(scaled, objective), from + 0.3 / pieces, from + 1 / pieces);
    const rows = gradientRows(input, at, width);
    for (let k = 0; k < summed.length; k++) summed[k] = (summed[k] as number) + (rows[k] as number) / pieces;
  }
  const integrated = dotRows(summed, words, at, width);
  const logit = objectiveOf(run.logits(at), objective);
  const baseline = objectiveOf(finish(runScaled(run.model, words, at, 0)).logits(at), objective);
  const total = integrated.reduce((sum, part) => sum + part, 0);
  const difference = logit - baseline;
  const residual = Math.abs(total - difference) / Math.max(Math.abs(difference), 1e-9);
  return { norm, gradientTimesInput, integrated, logit, baseline, residual };
}

/** A run of `at` words whose embeddings are `share` · `words` (at, D): one row a step, and the start token's own behind them. */
function* runScaled(model: Model, words: Float32Array, at: number, share: number): Slowly<Traced> {
  const width = model.config.inputs;
  const embedding = new Float32Array((at + 1) * width);
  for (let k = 0; k < words.length; k++) embedding[k] = (words[k] as number) * share;
  const { start } = model;
  if (start !== null) embedding.set(model.embedding.subarray(start * width, (start + 1) * width), at * width);
  const scaled: Model = {
    ...model,
    config: { ...model.config, vocabulary: at + 1 },
    embedding,
    start: start === null ? null : at,
  };
  const run = createRun(scaled, typescriptKernels);
  run.replace(
    0,
    Array.from({ length: at }, (_, step) => step),
  );
  while (run.advance(STRIDE) > 0) yield run.trace().steps / at;
  return run;
}

/** Embeddings of the words of steps 1 … at: (at, D). */
function wordRows({ model, idAt }: Traced, at: number): Float32Array {
  const { inputs } = model.config;
  return Float32Array.from({ length: at * inputs }, (_, k) => {
    const word = idAt(Math.floor(k / inputs) + 1);
    return model.embedding[word * inputs + (k % inputs)] as number;
  });
}

/** ∂/∂x_t of steps 1 … at, plain: (at, D). */
function gradientRows(
  { values, exponents }: { readonly values: Float32Array; readonly exponents: Int32Array },
  at: number,
  width: number,
): Float64Array {
  return Float64Array.from({ length: at * width }, (_, k) => {
    const step = Math.floor(k / width) + 1;
    return (values[k + width] as number) * 2 ** (exponents[step] as number);
  });
}

/** Σ_k a[t, k] · b[t, k] of every row t. */
function dotRows(a: Float64Array, b: Float32Array, rows: number, width: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => {
    let sum = 0;
    for (let k = row * width; k < (row + 1) * width; k++) sum += (a[k] as number) * (b[k] as number);
    return sum;
  });
}
