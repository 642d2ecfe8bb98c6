import type { AdamRates, KernelRoom, Kernels, Matrix } from "../kernels/kernels.ts";
import type { BatchCell } from "./batch-cell.ts";
import {
  drawWeights,
  parameterCount,
  readoutStart,
  readParameters,
  rowsOf,
  type Shape,
  type TrainedWeights,
  writeParameters,
} from "./parameters.ts";
import { createReadout } from "./readout.ts";

/** What is trained, and how. */
export interface TrainerOptions {
  readonly cell: BatchCell;
  /** H */
  readonly units: number;
  /** D */
  readonly inputs: number;
  /** O */
  readonly outputs: number;
  /** B: sequences at once. */
  readonly batch: number;
  /** T */
  readonly steps: number;
  readonly kernels: Kernels;
  /** Of the first weights, where none are given. */
  readonly seed?: number;
  readonly weights?: TrainedWeights;
  /** As torch.optim.Adam: 0.001, 0.9, 0.999, 1e-8. */
  readonly rates?: Partial<AdamRates>;
  /** The gradient is cut to this norm where it is longer, as torch.nn.utils.clip_grad_norm_ does; 1. Infinity cuts nothing. */
  readonly clipNorm?: number;
}

/** A recurrent network with a linear readout of its last state, on its way down the mean squared error. */
export interface Trainer {
  /**
   * One step of Adam. @param inputs (T, B, D) @param targets (B, O)
   * @returns the loss before the step, and the gradient's norm before it was cut
   * @throws RangeError where a shape is another one
   */
  readonly step: (inputs: Float32Array, targets: Float32Array) => { readonly loss: number; readonly gradientNorm: number };
  /** Answers (B, O) to inputs (T, B, D). */
  readonly predict: (inputs: Float32Array) => Float32Array;
  readonly weights: () => TrainedWeights;
  /** ∂L/∂ the weights of the last step, as they were given to Adam: after they were cut. */
  readonly gradients: () => TrainedWeights;
}

/**
 * A trainer in the kernels' memory, float32 throughout. A step's products take all B sequences together, and a weight gradient is one
 * product over all B·T; input, biases and recurrence are one matrix a block, (H, H + D + 2), since the input is narrow beside the state.
 */
export function createTrainer(options: TrainerOptions): Trainer {
  const { cell, units, inputs, outputs, batch, steps, kernels, clipNorm = 1 } = options;
  const shape: Shape = { blocks: cell.blocks, units, inputs, outputs };
  const rates = { learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, ...options.rates };
  const count = parameterCount(shape);
  const { room, state, network } = kernels.open((opened) => {
    const allocate = () => opened.allocate(count);
    const adam = { weights: allocate(), gradient: allocate(), mean: allocate(), square: allocate() };
    return { room: opened, state: adam, network: createNetwork(opened, cell, shape, { batch, steps, ...adam }) };
  });
  const part = (from: number) => room.values.subarray(from, from + count);
  writeParameters(shape, options.weights ?? drawWeights(shape, options.seed ?? 0), part(state.weights));
  network.start();
  let updates = 0;

  const check = (name: string, found: number, needed: number) => {
    if (found !== needed) throw new RangeError(`${found} ${name}, ${needed} needed`);
  };
  const forward = (given: Float32Array) => {
    check("inputs", given.length, steps * batch * inputs);
    return network.forward(given);
  };
  return {
    step: (given, targets) => {
      check("targets", targets.length, batch * outputs);
      forward(given);
      const loss = network.backward(targets);
      const gradientNorm = room.norm(state.gradient, count);
      const factor = clipNorm / (gradientNorm + 1e-6);
      if (factor < 1) room.scale(state.gradient, factor, state.gradient, count);
      room.adam(state, count, ++updates, rates);
      network.renew();
      return { loss, gradientNorm };
    },
    predict: forward,
    weights: () => readParameters(shape, part(state.weights)),
    gradients: () => readParameters(shape, part(state.gradient)),
  };
}

interface Places {
  readonly batch: number;
  readonly steps: number;
  /** Addresses of the parameters and of their derivatives. */
  readonly weights: number;
  readonly gradient: number;
}

function createNetwork(room: KernelRoom, cell: BatchCell, shape: Shape, { batch, steps, weights, gradient }: Places) {
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
  const readout = createReadout(room, shape, {
    batch,
    hidden,
    weights: weights + readoutStart(shape),
    gradient: gradient + readoutStart(shape),
  });
  /** Takes the weights as they now are. */
  const renew = () => {
    places.forEach((place, block) => {
      room.repack(into[block] as Matrix, weights + place, "columns");
      room.repack(back[block] as Matrix, weights + place, "rows");
    });
  };

  const forward = (given: Float32Array) => {
    for (let row = 0; row < steps * batch; row++) {
      const at = before + row * width + units;
      for (let k = 0; k < inputs; k++) values[at + k] = given[row * inputs + k] as number;
    }
    for (let step = 0; step < steps; step++) {
      const at = gates + step * length;
      for (let block = 0; block < blocks; block++) {
        room.matrixProduct(into[block] as Matrix, before + step * batch * width, at + block * pitch, batch);
      }
      cellSteps.forward(step, at, pitch, hidden);
      if (step + 1 === steps) break;
      const next = before + (step + 1) * batch * width;
      for (let n = 0; n < batch; n++) room.copy(hidden + n * units, next + n * width, units);
    }
    return readout.forward();
  };

  const backward = (targets: Float32Array) => {
    const loss = readout.backward(targets); // leaves ∂L/∂h_T in `hidden`
    for (let step = steps - 1; step >= 0; step--) {
      const at = gates + step * length;
      cellSteps.backward(step, at, pitch, hidden);
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
    return loss;
  };

  return {
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
