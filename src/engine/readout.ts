import type { KernelRoom } from "./kernels/kernels.ts";
import type { Model } from "./model.ts";
import { frameLength, signalIndex, type Trace } from "./trace.ts";

/** Steps whose logits are computed as one product. */
const readoutSteps = 32;

/** Reads the steps first … first + count − 1 of a trace. @throws RangeError without a readout or such steps */
export type ReadSteps = (trace: Trace, first: number, count: number) => Float32Array;

/** What a model says of the word after a step: logits (count, V), and their softmax. */
export interface Readout {
  readonly readLogits: ReadSteps;
  readonly readShares: ReadSteps;
}

/** The readout of a model, in blocks of steps. */
export function createReadout(model: Model, room: KernelRoom): Readout {
  const { layout, readout, cell } = model;
  const { units, layers } = layout;
  const hiddenAt = ((layers - 1) * layout.signals.length + signalIndex(layout, cell.output)) * units;
  const size = readout?.bias.length ?? 0;
  const matrix = readout === null ? null : room.pack(readout.weights, size, units);
  const bias = room.keep(readout?.bias ?? new Float32Array(0));
  const hidden = room.allocate(readoutSteps * units);
  const block = room.allocate(readoutSteps * size);
  const memory = room.values;
  const read = (trace: Trace, first: number, count: number, hasSoftmax: boolean): Float32Array => {
    if (matrix === null) throw new RangeError("this model has no readout");
    if (first < 0 || count < 0 || first + count > trace.steps + 1) {
      throw new RangeError(`steps ${first} to ${first + count - 1} of ${trace.steps}`);
    }
    const found = new Float32Array(count * size);
    for (let from = 0; from < count; from += readoutSteps) {
      const some = Math.min(readoutSteps, count - from);
      for (let n = 0; n < some; n++) {
        const start = (first + from + n) * frameLength(layout) + hiddenAt;
        memory.set(trace.values.subarray(start, start + units), hidden + n * units);
      }
      room.matrixProduct(matrix, hidden, block, some);
      for (let n = 0; n < some; n++) room.add(block + n * size, bias, block + n * size, size);
      if (hasSoftmax) room.softmax(block, block, some, size);
      found.set(memory.subarray(block, block + some * size), from * size);
    }
    return found;
  };
  return {
    readLogits: (trace, first, count) => read(trace, first, count, false),
    readShares: (trace, first, count) => read(trace, first, count, true),
  };
}
