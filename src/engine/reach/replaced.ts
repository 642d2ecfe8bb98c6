import type { Slowly } from "../gradients/progress.ts";
import type { Kernels } from "../kernels/kernels.ts";
import type { Model } from "../model.ts";
import type { Random } from "../random.ts";
import { compileModel, createRun, type Run } from "../run.ts";
import { frameLength, type SignalView, valueAt, viewSignal } from "../trace.ts";

/** Another word at a place of a text. */
export interface Replacement {
  /** Step of the word, from 1. */
  readonly at: number;
  /** Id of the other word. */
  readonly id: number;
}

/** What is left of a replaced word, k words later; k = 0 is right after the word itself. NaN behind the end of the text. */
export interface Remainder {
  /** ‖h′ − h‖ / ‖h‖ of the layer's output: (replacements, reach + 1). */
  readonly change: Float64Array;
  /** Kullback-Leibler divergence of the prediction with the other word from the one with the word itself, bits: (replacements, lags). */
  readonly bits: Float64Array;
}

interface Plan {
  readonly replacements: readonly Replacement[];
  readonly layer: number;
  /** Words that a change is followed for. */
  readonly reach: number;
  /** Words after step `at` of a replacement at which the predictions are compared, 0 … reach: as many for each. */
  readonly lagsOf: (at: number) => readonly number[];
}

/** Steps that are run at once. */
const STRIDE = 32;

/**
 * Reads a text (T ids) as it is and once with every replacement, by itself: what comes after is as it was, the state is not. Yields how
 * much is done, 0 … 1. @throws RangeError for an id beyond the vocabulary, a place beyond the text, a model without a readout
 */
export function* measureReplaced(model: Model, ids: Int32Array, plan: Plan, kernels: Kernels): Slowly<Remainder> {
  const { replacements, layer, reach, lagsOf } = plan;
  const width = lagsOf(replacements[0]?.at ?? 1).length;
  const change = new Float64Array(replacements.length * (reach + 1)).fill(Number.NaN);
  const bits = new Float64Array(replacements.length * width).fill(Number.NaN);
  const own = readText(model, ids, kernels);
  const other = readText(model, ids, kernels);
  const predictAt = createPredictor(own, kernels);
  const order = replacements
    .map((_, row) => row)
    .sort((a, b) => (replacements[b] as Replacement).at - (replacements[a] as Replacement).at);
  // From the last place to the first: what stands before a place has not been touched yet.
  for (const [done, row] of order.entries()) {
    const { at, id } = replacements[row] as Replacement;
    const end = Math.min(ids.length, at + reach);
    other.replace(at - 1, [id, ...ids.subarray(at, end)]);
    while (other.advance(STRIDE) > 0) yield (done + (other.trace().steps - at + 1) / (end - at + 1)) / order.length;
    const [before, after] = [own, other].map((run) => viewSignal(run.trace(), layer, model.cell.output)) as [
      SignalView,
      SignalView,
    ];
    for (let k = 0; at + k <= end; k++) change[row * (reach + 1) + k] = relativeChange(before, after, at + k);
    const lags = lagsOf(at);
    const reached = lags.filter((lag) => at + lag <= end);
    const changed = logitsAfter(
      other,
      reached.map((lag) => at + lag),
      kernels,
    );
    for (const [n, lag] of lags.entries()) {
      const place = reached.indexOf(lag);
      if (place >= 0) bits[row * width + n] = divergence(predictAt(at + lag), logarithms(changed[place] as Float32Array));
    }
    yield (done + 1) / order.length;
  }
  return { change, bits };
}

/** ln p (V) after a step of a run: computed once. */
function createPredictor(run: Run, kernels: Kernels): (step: number) => Float64Array {
  const known = new Map<number, Float64Array>();
  return (step) => {
    const found = known.get(step) ?? logarithms(logitsAfter(run, [step], kernels)[0] as Float32Array);
    known.set(step, found);
    return found;
  };
}

/** Logits (V) after some steps of a run, as one product. */
function logitsAfter(run: Run, steps: readonly number[], kernels: Kernels): readonly Float32Array[] {
  const { layout, values } = run.trace();
  const length = frameLength(layout);
  const frames = new Float32Array(steps.length * length);
  steps.forEach((step, n) => {
    frames.set(values.subarray(step * length, (step + 1) * length), n * length);
  });
  const logits = compileModel(run.model, kernels).readLogits(
    { layout, values: frames, steps: steps.length - 1 },
    0,
    steps.length,
  );
  const words = logits.length / steps.length;
  return steps.map((_, n) => logits.subarray(n * words, (n + 1) * words));
}

/** A word of `text` that is another than `id`, each place of the text as likely as another. @throws RangeError where there is none */
export function drawOther(text: Int32Array, id: number, random: Random): number {
  const others = text.filter((word) => word !== id);
  const drawn = others[Math.floor(random() * others.length)];
  if (drawn === undefined) throw new RangeError("a text of one word alone");
  return drawn;
}

function relativeChange(before: SignalView, after: SignalView, step: number): number {
  let change = 0;
  let size = 0;
  for (let u = 0; u < before.units; u++) {
    const own = valueAt(before, step, u);
    change += (valueAt(after, step, u) - own) ** 2;
    size += own ** 2;
  }
  return Math.sqrt(change / size);
}

/**
 * Σ p log2 (p / q) of two predictions, by their logits (V). With d = ln q − ln p it is Σ p (eᵈ − 1 − d), since Σ p eᵈ = 1: nothing
 * cancels where the two hardly differ.
 */
export function divergenceBits(logits: Float32Array, others: Float32Array): number {
  return divergence(logarithms(logits), logarithms(others));
}

function divergence(own: Float64Array, other: Float64Array): number {
  let nats = 0;
  for (let id = 0; id < own.length; id++) {
    const difference = (other[id] as number) - (own[id] as number);
    nats += Math.exp(own[id] as number) * excess(difference);
  }
  return nats / Math.LN2;
}

/** eˣ − 1 − x, ≥ 0: by its series where the rest would cancel. */
function excess(x: number): number {
  return Math.abs(x) < 1e-3 ? x * x * (0.5 + x / 6 + (x * x) / 24) : Math.expm1(x) - x;
}

/** ln p (V), float64. */
function logarithms(logits: Float32Array): Float64Array {
  const highest = logits.reduce((most, logit) => Math.max(most, logit), -Infinity);
  let total = 0;
  for (const logit of logits) total += Math.exp(logit - highest);
  const shift = highest + Math.log(total);
  return Float64Array.from(logits, (logit) => logit - shift);
}

/** The run of a text, computed to its end. */
function readText(model: Model, ids: Int32Array, kernels: Kernels): Run {
  const run = createRun(model, kernels);
  run.replace(0, ids);
  run.advance(ids.length);
  return run;
}
