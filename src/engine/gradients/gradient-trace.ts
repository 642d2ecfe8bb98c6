import type { Model } from "../model.ts";
import type { Trace } from "../trace.ts";
import type { Objective } from "./objective.ts";
import { type Length, scaledLength } from "./scaled.ts";

/**
 * ∂L/∂ every signal, of the shape of the trace up to step `at` (`steps`): ∂L/∂ signal = value · 2^exponent, one exponent for a frame of
 * a layer, which keeps its largest value near 1. Total derivatives through every path: of h_t and C_t, what PyTorch's `retain_grad` gives
 * in an unfused cell. The parts of a pre-activation all have the derivative of the pre-activation. Frame 0 holds the derivatives of the
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

/** ∂L/∂x_t at the embedding: values (at + 1, D) · 2^exponents (at + 1), and their norms (at + 1). Row 0 is the start token's, or zeros. */
export interface InputGradient {
  readonly values: Float32Array;
  readonly exponents: Int32Array;
  readonly norms: Norms;
}

/** What backpropagation through time gives for one objective. */
export interface Gradients {
  readonly objective: Objective;
  /** The objective itself. */
  readonly value: number;
  readonly trace: GradientTrace;
  /** ‖∂L/∂ signal‖ of every frame: (at + 1, L, S). */
  readonly norms: Norms;
  /** Computed when it is first asked for where kernels computed the rest: the run's trace must be as it was. */
  readonly input: InputGradient;
}

/** What a way back fills, frame by frame. @param spent gradients that no one needs any more: their memory is written anew where it suffices */
export function createGradientTrace(
  { layout }: Model,
  steps: number,
  spent: Gradients | null,
): Pick<Gradients, "trace" | "norms"> {
  const rows = (steps + 1) * layout.layers;
  return {
    trace: {
      layout,
      values: roomFor(rows * layout.signals.length * layout.units, spent?.trace.values),
      steps,
      exponents: new Int32Array(rows),
    },
    norms: createNorms(rows * layout.signals.length),
  };
}

function roomFor(length: number, spent: Float32Array | undefined): Float32Array {
  // Fresh memory costs more than what is computed in it: the system clears it page by page as it is touched.
  return spent !== undefined && spent.length >= length ? spent.subarray(0, length) : new Float32Array(length);
}

/** Zeros. */
export function createInputGradient({ config }: Model, steps: number): InputGradient {
  return {
    values: new Float32Array((steps + 1) * config.inputs),
    exponents: new Int32Array(steps + 1),
    norms: createNorms(steps + 1),
  };
}

function createNorms(length: number): Norms {
  return { plain: new Float64Array(length), log10: new Float64Array(length).fill(-Infinity) };
}

/** Keeps the norm value · 2^exponent. @param power as `scaledLength` takes it */
export function keepNorm(norms: Norms, at: number, value: number, exponent: number, power?: Length): void {
  const { plain, log10 } = scaledLength(value, exponent, power);
  norms.plain[at] = plain;
  norms.log10[at] = log10;
}
