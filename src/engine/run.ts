import { type BlockStep, blockSteps, createBlockStep } from "./block-step.ts";
import { fitted } from "./fitted.ts";
import type { Kernels } from "./kernels/kernels.ts";
import type { Model } from "./model.ts";
import { createReadout, type Readout } from "./readout.ts";
import { frameLength, type Trace } from "./trace.ts";

/** A text going through a model: its ids, and the trace of the steps that have been computed. */
export interface Run {
  readonly model: Model;
  readonly kernels: Kernels;
  /** T: words asked for. */
  readonly length: () => number;
  /** Id of word t, 1 … T. */
  readonly idAt: (step: number) => number;
  /** The trace as far as it is computed. `values` may be reused by later steps and replaced by `replace`; copy what must stay. */
  readonly trace: () => Trace;
  /** Steps computed since the run was created, over all edits; the start token is not counted. */
  readonly stepsComputed: () => number;
  /**
   * Keeps the first `from` words and their steps, puts `ids` after them. Computes nothing yet.
   * @throws RangeError where `from` lies beyond the text or an id beyond the vocabulary.
   */
  readonly replace: (from: number, ids: ArrayLike<number>) => void;
  /** Computes at most `maxSteps` further steps; returns how many were, 0 at the end. */
  readonly advance: (maxSteps: number) => number;
  /** Logits (V) of the word after `step`, 0 (before the first word) … steps computed. @throws RangeError without a readout or such a step. */
  readonly logits: (step: number) => Float32Array;
  /** Logits (count, V) after the steps first … first + count − 1, as one product; the same bits as one by one. */
  readonly logitsOf: (first: number, count: number) => Float32Array;
  /** softmax of these logits (count, V), in float32. */
  readonly probabilitiesOf: (first: number, count: number) => Float32Array;
}

/** Starts a run of an empty text: its frame 0 is the state before the first word. The model's weights must not change from now on. */
export function createRun(model: Model, kernels: Kernels, layingOut: LayingOut = layingOutOf(model)): Run {
  const { layout } = model;
  const length = frameLength(layout);
  const { stepBlock, readLogits, readShares } = compileModel(model, kernels, layingOut);
  const logitsOf = (first: number, count: number) => readLogits(trace, first, count);
  let values = new Float32Array(model.start === null ? length : 2 * length);
  let ids = new Int32Array(0);
  let steps = 0;
  let stepsComputed = 0;
  let trace: Trace = { layout, values, steps };

  writeStart(model, stepBlock, values);

  const replace = (from: number, added: ArrayLike<number>) => {
    if (from < 0 || from > ids.length) throw new RangeError(`word ${from} of ${ids.length}`);
    const next = new Int32Array(from + added.length);
    next.set(ids.subarray(0, from));
    for (let k = 0; k < added.length; k++) {
      const id = added[k] as number;
      if (!(id >= 0 && id < model.config.vocabulary)) throw new RangeError(`id ${id} of ${model.config.vocabulary}`);
      next[from + k] = id;
    }
    const kept = Math.min(steps, from);
    // Where there is no room for so many words, this throws, and the text is as it was.
    values = fitted(values, (next.length + 1) * length, (kept + 1) * length);
    ids = next;
    steps = kept;
    trace = { layout, values, steps };
  };

  const advance = (maxSteps: number) => {
    const end = Math.min(ids.length, steps + maxSteps);
    const before = steps;
    for (let first = steps; first < end; first += blockSteps) {
      stepBlock(values, first + 1, ids, first, Math.min(blockSteps, end - first));
    }
    steps = Math.max(steps, end);
    stepsComputed += steps - before;
    trace = { layout, values, steps };
    return steps - before;
  };

  return {
    model,
    kernels,
    length: () => ids.length,
    idAt: (step) => ids[step - 1] as number,
    trace: () => trace,
    stepsComputed: () => stepsComputed,
    replace,
    advance,
    logits: (step) => logitsOf(step, 1),
    logitsOf,
    probabilitiesOf: (first, count) => readShares(trace, first, count),
  };
}

/** Writes frame 0, the state before the first word, into frames of zeros. */
export function writeStart({ start, layout, carried }: Model, stepBlock: Compiled["stepBlock"], values: Float32Array): void {
  if (carried !== undefined) values.set(carried);
  if (start === null) return;
  const length = frameLength(layout);
  // The start token is stepped from zeros in frame 1, whose numbers become frame 0.
  stepBlock(values, 1, Int32Array.of(start), 0, 1);
  values.copyWithin(0, length, 2 * length);
  values.fill(0, length, 2 * length);
}

/** A model laid out for its kernels. Runs share it: what it computes in is written anew at every call. */
export interface Compiled extends Readout {
  readonly stepBlock: BlockStep;
}

/**
 * `tabled` keeps W_x·x of every word that has come once, in `tableBytes` of memory: words come again, and their product need not. The
 * numbers are the same bit for bit.
 */
export type LayingOut = "plain" | "tabled";

/** Bytes of the largest table that is kept where nothing else is asked for; of it the machine gives what has been written. */
const LARGEST_TABLE = 64_000_000;

function layingOutOf(model: Model): LayingOut {
  return tableBytes(model) <= LARGEST_TABLE ? "tabled" : "plain";
}

/** Bytes of the table of a model: V · G · H float32. */
export function tableBytes({ cell, config }: Model): number {
  return 4 * config.vocabulary * cell.blocks.length * config.units;
}

const compiled = {
  plain: new WeakMap<Kernels, WeakMap<Model, Compiled>>(),
  tabled: new WeakMap<Kernels, WeakMap<Model, Compiled>>(),
};

/** Lays a model out for its kernels, once each way. */
export function compileModel(model: Model, kernels: Kernels, layingOut: LayingOut = layingOutOf(model)): Compiled {
  const models = compiled[layingOut].get(kernels) ?? new WeakMap<Model, Compiled>();
  compiled[layingOut].set(kernels, models);
  const known = models.get(model);
  if (known !== undefined) return known;
  const made = kernels.open((room) => ({
    stepBlock: createBlockStep(model, room, layingOut === "tabled"),
    ...createReadout(model, room),
  }));
  models.set(model, made);
  return made;
}
