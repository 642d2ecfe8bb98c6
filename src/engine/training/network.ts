import type { KernelRoom, Matrix } from "../kernels/kernels.ts";
import type { BatchCell } from "./batch-cell.ts";
import { createGateCost, type GateCost } from "./gate-cost.ts";
import { readoutStart, rowsOf, type Shape } from "./parameters.ts";
import type { Readout, ReadoutPlaces } from "./readout.ts";

/** Inputs of T steps and B sequences: numbers (T, B, D), or ids (T, B), each of which is a 1 among D − 1 zeros. */
export type Inputs = Float32Array | Int32Array;

export interface NetworkOptions<Targets> {
  readonly cell: BatchCell;
  readonly shape: Shape;
  readonly batch: number;
  readonly steps: number;
  readonly gateCost: GateCost;
  readonly openReadout: (room: KernelRoom, shape: Shape, places: ReadoutPlaces) => Readout<Targets>;
  /** Addresses of the parameters and of their derivatives. */
  readonly weights: number;
  readonly gradient: number;
}

/**
 * Forward and backward of a batch, in the kernels' memory. A step's products take all B sequences together, and a weight gradient is one
 * product over all B·T; input, biases and recurrence are one matrix a block, (H, H + D + 2), since the input is narrow beside the state.
 */
export function createNetwork<Targets>(room: KernelRoom, options: NetworkOptions<Targets>) {
  const { cell, shape, batch, steps, weights, gradient } = options;
  const { blocks, units, inputs } = shape;
  const { values } = room;
  const width = rowsOf(shape);
  const length = batch * units;
  const pitch = steps * length;
  const places = Array.from({ length: blocks }, (_, block) => block * width * units);
  const before = room.allocate(steps * batch * width); // (T, B, H + D + 2): h_{t−1}, x_t, 1, 1
  const gates = room.allocate(blocks * pitch); // (G, T, B, H)
  const hidden = room.allocate(length);
  const into = places.map(() => room.reserve(units, width)); // z = W_h·h_{t−1} + W_x·x_t + b_ih + b_hh
  const back = places.map(() => room.reserve(units, units)); // ∂L/∂h_{t−1} = Σ_blocks W_hᵀ·∂L/∂z
  const sums = room.reserve(units, steps * batch); // ∂L/∂z of a block over all steps
  const cellSteps = cell.open(room, steps, length);
  const gateCost = createGateCost(room, cell, options.gateCost, { steps, length, gates, pitch });
  const start = readoutStart(shape);
  const readout = options.openReadout(room, shape, { batch, steps, weights: weights + start, gradient: gradient + start });

  /** Takes the weights as they now are. */
  const renew = () => {
    places.forEach((place, block) => {
      room.repack(into[block] as Matrix, weights + place, "columns");
      room.repack(back[block] as Matrix, weights + place, "rows");
    });
    readout.renew();
  };

  const writeInputs = (given: Inputs) => {
    for (let row = 0; row < steps * batch; row++) {
      const at = before + row * width + units;
      if (given instanceof Int32Array) {
        values.fill(0, at, at + inputs);
        values[at + (given[row] as number)] = 1;
      } else for (let k = 0; k < inputs; k++) values[at + k] = given[row * inputs + k] as number;
    }
  };

  const forward = (given: Inputs) => {
    writeInputs(given);
    for (let step = 0; step < steps; step++) {
      const at = gates + step * length;
      for (let block = 0; block < blocks; block++) {
        room.matrixProduct(into[block] as Matrix, before + step * batch * width, at + block * pitch, batch);
      }
      cellSteps.forward(step, at, pitch, hidden);
      readout.take(step, hidden);
      if (step + 1 === steps) break;
      const next = before + (step + 1) * batch * width;
      for (let n = 0; n < batch; n++) room.copy(hidden + n * units, next + n * width, units);
    }
    return readout.answer();
  };

  /** The loss without the gates' price, and that price; writes ∂ (loss + price) / ∂ the weights. */
  const backward = (targets: Targets) => {
    const price = gateCost.value();
    const loss = readout.backward(targets);
    values.fill(0, hidden, hidden + length);
    for (let step = steps - 1; step >= 0; step--) {
      const at = gates + step * length;
      readout.addTo(step, hidden);
      gateCost.hold(step);
      cellSteps.backward(step, at, pitch, hidden);
      gateCost.add(step);
      if (step === 0) break;
      room.matrixProduct(back[0] as Matrix, at, hidden, batch);
      for (let block = 1; block < blocks; block++)
        room.addMatrixProduct(back[block] as Matrix, at + block * pitch, hidden, batch);
    }
    places.forEach((place, block) => {
      // ∂W (H + D + 2, H) = Σ over steps and sequences of [h, x, 1, 1] · ∂L/∂z
      room.repack(sums, gates + block * pitch, "columns");
      room.columnProduct(sums, before, gradient + place, width);
    });
    return { loss, price };
  };

  return {
    asked: readout.asked,
    forward,
    backward,
    renew,
    /** To be called once the weights are there. */
    start: () => {
      for (let row = 0; row < steps * batch; row++)
        values.fill(1, before + row * width + units + inputs, before + (row + 1) * width);
      renew();
    },
  };
}
