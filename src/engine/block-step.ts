import type { CellStep } from "./cell.ts";
import { createStep } from "./cells/forward.ts";
import type { KernelRoom, Matrix } from "./kernels/kernels.ts";
import type { Model } from "./model.ts";
import { frameLength, signalIndex } from "./trace.ts";

/** Steps whose input projections are computed as one product. */
export const blockSteps = 32;

/** Steps `count` words (`blockSteps` at most), ids[at …], into the frames first … of `values`; frame first − 1 is where they go on from. */
export type BlockStep = (values: Float32Array, first: number, ids: Int32Array, at: number, count: number) => void;

/** W_x·x of a block of words (G·H each), without bias. */
interface WordProjection {
  readonly compute: (ids: Int32Array, at: number, count: number) => void;
  /** Where that of word n of the block is. */
  readonly addressOf: (n: number) => number;
}

/** Addresses in a room: of x (blockSteps, D) and of W_x·x (blockSteps, G·H). */
interface BlockPlaces {
  readonly inputs: number;
  readonly projected: number;
}

/**
 * Steps a block of words layer by layer: input projections as one product, the recurrence step by step. The frames are computed in the
 * kernels' memory and copied once. @param isTabled keeps W_x·x of every word that has come once
 */
export function createBlockStep(model: Model, room: KernelRoom, isTabled: boolean): BlockStep {
  const { layout, layers, cell } = model;
  const { units } = layout;
  const length = frameLength(layout);
  const layerLength = layout.signals.length * units;
  const outputAt = signalIndex(layout, cell.output) * units;
  const steps: CellStep[] = layers.map((parameters) => createStep(cell, parameters, room));
  const rows = cell.blocks.length * units;
  const matrices = layers.map(({ inputWeights, inputs }) => room.pack(inputWeights, rows, inputs));
  const inputs = room.allocate(blockSteps * Math.max(...layers.map((layer) => layer.inputs)));
  const projected = room.allocate(blockSteps * rows);
  // Frame 0 is the one before the block.
  const frames = room.allocate((blockSteps + 1) * length);
  const words = (isTabled ? createTable : createProjection)(model, room, matrices[0] as Matrix, { inputs, projected });

  return (values, first, ids, at, count) => {
    room.values.set(values.subarray((first - 1) * length, first * length), frames);
    words.compute(ids, at, count);
    for (let layer = 0; layer < layers.length; layer++) {
      const step = steps[layer] as CellStep;
      const start = frames + layer * layerLength;
      if (layer > 0) {
        const below = start - layerLength + outputAt;
        for (let n = 0; n < count; n++) room.copy(below + (n + 1) * length, inputs + n * units, units);
        room.matrixProduct(matrices[layer] as Matrix, inputs, projected, count);
      }
      for (let n = 0; n < count; n++) {
        const frame = start + n * length;
        step(layer === 0 ? words.addressOf(n) : projected + n * rows, frame, frame + length);
      }
    }
    values.set(room.values.subarray(frames + length, frames + (count + 1) * length), first * length);
  };
}

/** Copies a word's row of the embedding (V, D) to x. */
function createLookUp({ embedding, config: { inputs: width } }: Model, { values }: KernelRoom) {
  return (id: number, x: number) => values.set(embedding.subarray(id * width, (id + 1) * width), x);
}

function createProjection(model: Model, room: KernelRoom, matrix: Matrix, { inputs, projected }: BlockPlaces): WordProjection {
  const lookUp = createLookUp(model, room);
  return {
    compute: (ids, at, count) => {
      for (let n = 0; n < count; n++) lookUp(ids[at + n] as number, inputs + n * matrix.columns);
      room.matrixProduct(matrix, inputs, projected, count);
    },
    addressOf: (n) => projected + n * matrix.rows,
  };
}

/** The same, each word's product computed when it comes for the first time. */
function createTable(model: Model, room: KernelRoom, matrix: Matrix, { inputs, projected }: BlockPlaces): WordProjection {
  const lookUp = createLookUp(model, room);
  const { rows, columns } = matrix;
  const { vocabulary } = model.config;
  const table = room.allocate(vocabulary * rows); // (V, G·H)
  const isThere = new Uint8Array(vocabulary);
  const own = new Int32Array(blockSteps);
  const fresh = new Int32Array(blockSteps);
  return {
    compute: (ids, at, count) => {
      let some = 0;
      for (let n = 0; n < count; n++) {
        const id = ids[at + n] as number;
        own[n] = id;
        if (isThere[id] === 1) continue;
        isThere[id] = 1;
        lookUp(id, inputs + some * columns);
        fresh[some++] = id;
      }
      room.matrixProduct(matrix, inputs, projected, some);
      for (let n = 0; n < some; n++) room.copy(projected + n * rows, table + (fresh[n] as number) * rows, rows);
    },
    addressOf: (n) => table + (own[n] as number) * rows,
  };
}
