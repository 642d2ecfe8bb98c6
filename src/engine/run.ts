import type { CellStep } from "./cell.ts";
import type { KernelRoom, Kernels, Matrix } from "./kernels/kernels.ts";
import type { Model } from "./model.ts";
import { frameLength, signalIndex, type Trace } from "./trace.ts";

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
}

/** Steps whose input projections are computed as one product. */
export const blockSteps = 32;

/** Steps whose logits are computed as one product. */
const readoutSteps = 8;

/** Starts a run of an empty text: its frame 0 is the state before the first word. The model's weights must not change from now on. */
export function createRun(model: Model, kernels: Kernels): Run {
  const { layout } = model;
  const length = frameLength(layout);
  const { stepBlock, readLogits } = compileModel(model, kernels);
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
    ids = next;
    steps = Math.min(steps, from);
    const needed = (ids.length + 1) * length;
    if (needed > values.length) {
      // Room for a quarter more, so that typing does not copy the trace at every word.
      const grown = new Float32Array(needed + Math.ceil(ids.length / 4) * length);
      grown.set(values.subarray(0, (steps + 1) * length));
      values = grown;
    }
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
  };
}

/** Writes frame 0, the state before the first word, into frames of zeros. */
export function writeStart({ start, layout }: Model, stepBlock: Compiled["stepBlock"], values: Float32Array): void {
  if (start === null) return;
  const length = frameLength(layout);
  // The start token is stepped from zeros in frame 1, whose numbers become frame 0.
  stepBlock(values, 1, Int32Array.of(start), 0, 1);
  values.copyWithin(0, length, 2 * length);
  values.fill(0, length, 2 * length);
}

/** A model laid out for its kernels. Runs share it: what it computes in is written anew at every call. */
export interface Compiled {
  /** Steps `count` words (`blockSteps` at most), ids[at …], into the frames first … of `values`; frame first − 1 is where they go on from. */
  readonly stepBlock: (values: Float32Array, first: number, ids: Int32Array, at: number, count: number) => void;
  /** Logits (count, V) after the steps first … of a trace. */
  readonly readLogits: (trace: Trace, first: number, count: number) => Float32Array;
}

const compiled = new WeakMap<Kernels, WeakMap<Model, Compiled>>();

/** Lays a model out for its kernels, once. */
export function compileModel(model: Model, kernels: Kernels): Compiled {
  const models = compiled.get(kernels) ?? new WeakMap<Model, Compiled>();
  compiled.set(kernels, models);
  const known = models.get(model);
  if (known !== undefined) return known;
  const made = kernels.open((room) => ({
    stepBlock: createBlockStep(model, room),
    readLogits: createReadout(model, room),
  }));
  models.set(model, made);
  return made;
}

/**
 * Steps `count` words, ids[at …], into the frames first … of `values`: layer by layer, input projections as one product, the
 * recurrence step by step. The frames are computed in the kernels' memory and copied once.
 */
function createBlockStep(model: Model, room: KernelRoom) {
  const { layout, layers, embedding, cell, config } = model;
  const { units } = layout;
  const length = frameLength(layout);
  const layerLength = layout.signals.length * units;
  const outputAt = signalIndex(layout, cell.output) * units;
  const steps: CellStep[] = layers.map((parameters) => cell.createStep(parameters, room));
  const rows = cell.blocks.length * units;
  const matrices = layers.map(({ inputWeights, inputs }) => room.pack(inputWeights, rows, inputs));
  const inputs = room.allocate(blockSteps * Math.max(...layers.map((layer) => layer.inputs)));
  const projected = room.allocate(blockSteps * rows);
  // Frame 0 is the one before the block.
  const frames = room.allocate((blockSteps + 1) * length);
  const memory = room.values;

  return (values: Float32Array, first: number, ids: Int32Array, at: number, count: number) => {
    memory.set(values.subarray((first - 1) * length, first * length), frames);
    for (let layer = 0; layer < layers.length; layer++) {
      const matrix = matrices[layer] as Matrix;
      for (let n = 0; n < count; n++) {
        // x_t: the word's row of the embedding (V, D), or h_t of the layer below.
        const x = inputs + n * matrix.columns;
        const word = (ids[at + n] as number) * config.inputs;
        if (layer === 0) memory.set(embedding.subarray(word, word + config.inputs), x);
        else room.copy(frames + (n + 1) * length + (layer - 1) * layerLength + outputAt, x, matrix.columns);
      }
      room.matrixProduct(matrix, inputs, projected, count);
      for (let n = 0; n < count; n++) {
        const frame = frames + n * length + layer * layerLength;
        (steps[layer] as CellStep)(projected + n * rows, frame, frame + length);
      }
    }
    values.set(memory.subarray(frames + length, frames + (count + 1) * length), first * length);
  };
}

function createReadout(model: Model, room: KernelRoom) {
  const { layout, readout, cell } = model;
  const { units, layers } = layout;
  const hiddenAt = ((layers - 1) * layout.signals.length + signalIndex(layout, cell.output)) * units;
  const size = readout?.bias.length ?? 0;
  const matrix = readout === null ? null : room.pack(readout.weights, size, units);
  const hidden = room.allocate(readoutSteps * units);
  const block = room.allocate(readoutSteps * size);
  const memory = room.values;
  return (trace: Trace, first: number, count: number): Float32Array => {
    if (readout === null || matrix === null) throw new RangeError("this model has no readout");
    if (first < 0 || count < 0 || first + count > trace.steps + 1) {
      throw new RangeError(`steps ${first} to ${first + count - 1} of ${trace.steps}`);
    }
    const logits = new Float32Array(count * size);
    for (let from = 0; from < count; from += readoutSteps) {
      const some = Math.min(readoutSteps, count - from);
      for (let n = 0; n < some; n++) {
        const start = (first + from + n) * frameLength(layout) + hiddenAt;
        memory.set(trace.values.subarray(start, start + units), hidden + n * units);
      }
      room.matrixProduct(matrix, hidden, block, some);
      for (let n = 0, at = from * size; n < some; n++) {
        for (let id = 0; id < size; id++, at++) {
          logits[at] = (memory[block + n * size + id] as number) + (readout.bias[id] as number);
        }
      }
    }
    return logits;
  };
}
