import { stateSignal } from "./analysis/activity.ts";
import { countVotes, type Votes } from "./analysis/votes.ts";
import { type Decay, fitDecay } from "./gradients/decay.ts";
import type { Slowly } from "./gradients/progress.ts";
import type { Kernels } from "./kernels/kernels.ts";
import type { Model } from "./model.ts";
import { createRun, type Run } from "./run.ts";
import { surpriseBits } from "./softmax.ts";
import { viewSignal } from "./trace.ts";

/** Steps that are run, and whose logits are computed, at once. */
const STRIDE = 8;

/** Runs all words, a few at a time; yields how much is done, 0 … 1. */
export function* runSlowly(model: Model, ids: Int32Array, kernels: Kernels): Slowly<Run> {
  const run = createRun(model, kernels);
  run.replace(0, ids);
  while (run.advance(STRIDE) > 0) yield run.trace().steps / ids.length;
  return run;
}

/**
 * How surprising each word was after those before it: (T) bits, −log2 p at temperature 1. NaN for the first word of a model without a
 * start token, which expects nothing before it. Yields how much is done, 0 … 1.
 */
export function* measureSurprises(run: Run): Slowly<Float64Array> {
  const { steps } = run.trace();
  const surprises = new Float64Array(steps);
  const size = run.model.config.vocabulary;
  for (let first = 0; first < steps; first += STRIDE) {
    const count = Math.min(STRIDE, steps - first);
    const logits = run.logitsOf(first, count);
    for (let n = 0; n < count; n++) {
      surprises[first + n] = surpriseBits(logits.subarray(n * size, (n + 1) * size), run.idAt(first + n + 1));
    }
    yield (first + count) / steps;
  }
  if (run.model.start === null && steps > 0) surprises[0] = Number.NaN;
  return surprises;
}

/** 2 to the mean surprise: the perplexity of the words that have one; NaN for none. */
export function perplexityOf(surprises: ArrayLike<number>): number {
  const known = Array.from(surprises).filter((bits) => !Number.isNaN(bits));
  return 2 ** (known.reduce((sum, bits) => sum + bits, 0) / known.length);
}

/** What one model expects after a step, and how it got there. */
export interface Expectation {
  /** (T) bits. */
  readonly surprises: Float64Array;
  /** (V) after the step. */
  readonly logits: Float32Array;
  /** For the word that is followed. */
  readonly votes: Votes;
}

/** @param word id of the followed word; null: the likeliest */
export function* expectAfter(run: Run, step: number, word: number | null): Slowly<Expectation> {
  const surprises = yield* measureSurprises(run);
  const logits = run.logits(step);
  const followed = word ?? logits.indexOf(Math.max(...logits));
  return { surprises, logits, votes: countVotes(run, step, followed) };
}

/** How the state differs between two texts, word by word, from the first word at which they differ. */
export interface LayerSpread {
  /** (T) ‖h − h′‖ at word t; 0 before they differ. */
  readonly hidden: Float64Array;
  /** ‖C − C′‖; null for a cell without C. */
  readonly cell: Float64Array | null;
  /** How the difference dies after its first word; null where it does not fall. */
  readonly hiddenDecay: Decay | null;
  readonly cellDecay: Decay | null;
}

export interface Spread {
  /** First word at which the texts differ, 1 …; 0 where one begins like the other as far as both go. */
  readonly from: number;
  /** Words that both have. */
  readonly steps: number;
  readonly layers: readonly LayerSpread[];
}

/** Compares two runs of one model, aligned on their first words. */
export function compareRuns(run: Run, other: Run): Spread {
  const steps = Math.min(run.trace().steps, other.trace().steps);
  let from = 0;
  for (let step = 1; step <= steps && from === 0; step++) if (run.idAt(step) !== other.idAt(step)) from = step;
  const { cell, layout, layers } = run.model;
  const state = stateSignal(layout);
  return {
    from,
    steps,
    layers: layers.map((_, layer) => {
      const hidden = distances(run, other, { layer, name: cell.output, steps });
      const held = state === null || state === cell.output ? null : distances(run, other, { layer, name: state, steps });
      return {
        hidden,
        cell: held,
        hiddenDecay: decayAfter(hidden, from),
        cellDecay: held === null ? null : decayAfter(held, from),
      };
    }),
  };
}

function distances(
  run: Run,
  other: Run,
  { layer, name, steps }: { readonly layer: number; readonly name: string; readonly steps: number },
): Float64Array {
  const [a, b] = [viewSignal(run.trace(), layer, name), viewSignal(other.trace(), layer, name)];
  return Float64Array.from({ length: steps }, (_, k) => {
    let sum = 0;
    for (let u = 0; u < a.units; u++) {
      const at = a.offset + (k + 1) * a.stepStride + u;
      sum += ((a.values[at] as number) - (b.values[b.offset + (k + 1) * b.stepStride + u] as number)) ** 2;
    }
    return Math.sqrt(sum);
  });
}

/** A difference dies forwards where a gradient dies backwards: the same line, read from its end. */
function decayAfter(norms: Float64Array, from: number): Decay | null {
  return from === 0
    ? null
    : fitDecay(
        norms
          .slice(from - 1)
          .reverse()
          .map(Math.log10),
      );
}
