import type { AdamRates, Kernels } from "../kernels/kernels.ts";
import type { BatchCell } from "./batch-cell.ts";
import { readEveryState } from "./every-state.ts";
import type { GateCost } from "./gate-cost.ts";
import { drawWeights, type Initialisation } from "./initialise.ts";
import { readLastState } from "./last-state.ts";
import { createNetwork, type Inputs, type NetworkOptions } from "./network.ts";
import { parameterCount, readParameters, type Shape, type TrainedWeights, writeParameters } from "./parameters.ts";

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
  readonly initialisation?: Initialisation;
  readonly weights?: TrainedWeights;
  /** As torch.optim.Adam: 0.001, 0.9, 0.999, 1e-8. */
  readonly rates?: Partial<AdamRates>;
  /** The gradient is cut to this norm where it is longer, as torch.nn.utils.clip_grad_norm_ does; 1. Infinity cuts nothing. */
  readonly clipNorm?: number;
  /** None, where it is left out. */
  readonly gateCost?: GateCost;
}

/** What a step found before it changed the weights. */
export interface StepFigures {
  readonly loss: number;
  /** The price of open gates, which the gradient holds too. */
  readonly price: number;
  /** Before it was cut. */
  readonly gradientNorm: number;
}

/** A recurrent network with a linear readout, on its way down its loss. */
export interface Trainer<Targets> {
  /**
   * One step of Adam, at another rate than `rates` names where `learningRate` is given.
   * @throws RangeError where a shape is another one
   */
  readonly step: (inputs: Inputs, targets: Targets, learningRate?: number) => StepFigures;
  /** What the readout answers. */
  readonly predict: (inputs: Inputs) => Float32Array;
  readonly weights: () => TrainedWeights;
  /** ∂L/∂ the weights of the last step, as they were given to Adam: after they were cut. */
  readonly gradients: () => TrainedWeights;
}

const noCost: GateCost = { input: 0, forget: 0, output: 0 };

/** A trainer on the mean squared error of the last state's readout; targets and answers (B, O). float32 throughout. */
export function createTrainer(options: TrainerOptions): Trainer<Float32Array> {
  return create(options, readLastState);
}

/**
 * A trainer on the cross-entropy of a softmax at every step, or at the steps that are asked for; targets (T, B), ids below O or
 * `NOT_ASKED`; answers are chances (T, B, O). float32 throughout.
 */
export function createSequenceTrainer(options: TrainerOptions): Trainer<Int32Array> {
  return create(options, readEveryState);
}

function create<Targets extends { readonly length: number }>(
  options: TrainerOptions,
  openReadout: NetworkOptions<Targets>["openReadout"],
): Trainer<Targets> {
  const { cell, units, inputs, outputs, batch, steps, kernels, clipNorm = 1, gateCost = noCost } = options;
  const shape: Shape = { blocks: cell.blocks, units, inputs, outputs };
  const rates = { learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, ...options.rates };
  const count = parameterCount(shape);
  const { room, state, network } = kernels.open((opened) => {
    const allocate = () => opened.allocate(count);
    const adam = { weights: allocate(), gradient: allocate(), mean: allocate(), square: allocate() };
    const { weights, gradient } = adam;
    const parts = { cell, shape, batch, steps, gateCost, openReadout, weights, gradient };
    return { room: opened, state: adam, network: createNetwork(opened, parts) };
  });
  const part = (from: number) => room.values.subarray(from, from + count);
  const first = options.weights ?? drawWeights(shape, options.seed ?? 0, cell, options.initialisation);
  writeParameters(shape, first, part(state.weights));
  network.start();
  let updates = 0;

  const check = (name: string, found: number, needed: number) => {
    if (found !== needed) throw new RangeError(`${found} ${name}, ${needed} needed`);
  };
  const forward = (given: Inputs) => {
    check("inputs", given.length, steps * batch * (given instanceof Int32Array ? 1 : inputs));
    return network.forward(given);
  };
  return {
    step: (given, targets, learningRate = rates.learningRate) => {
      check("targets", targets.length, network.asked);
      forward(given);
      const figures = network.backward(targets);
      const gradientNorm = room.norm(state.gradient, count);
      const factor = clipNorm / (gradientNorm + 1e-6);
      if (factor < 1) room.scale(state.gradient, factor, state.gradient, count);
      room.adam(state, count, ++updates, { ...rates, learningRate });
      network.renew();
      return { ...figures, gradientNorm };
    },
    predict: forward,
    weights: () => readParameters(shape, part(state.weights)),
    gradients: () => readParameters(shape, part(state.gradient)),
  };
}
