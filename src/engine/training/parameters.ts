import { createRandom } from "../random.ts";

/** G blocks, H units, D inputs, O outputs. */
export interface Shape {
  readonly blocks: number;
  readonly units: number;
  readonly inputs: number;
  readonly outputs: number;
}

/** Weights, or their derivatives, under PyTorch's layout; `bias_ih` and `bias_hh` are trained each, as PyTorch does. */
export interface TrainedWeights {
  /** (G·H, D) */
  readonly inputWeights: Float32Array;
  /** (G·H, H) */
  readonly recurrentWeights: Float32Array;
  /** (G·H) */
  readonly inputBias: Float32Array;
  /** (G·H) */
  readonly recurrentBias: Float32Array;
  /** (O, H) */
  readonly readoutWeights: Float32Array;
  /** (O) */
  readonly readoutBias: Float32Array;
}

/** Rows of a block as it is trained: H of W_h, D of W_x, b_ih and b_hh. */
export function rowsOf({ units, inputs }: Shape): number {
  return units + inputs + 2;
}

/** float32 of all parameters. They stand block by block, each (H + D + 2, H), transposed: row k is what input k adds to every unit. */
export function parameterCount(shape: Shape): number {
  return shape.blocks * rowsOf(shape) * shape.units + shape.outputs * (shape.units + 1);
}

/** Where the readout's weights (O, H) begin, its bias (O) behind them. */
export function readoutStart(shape: Shape): number {
  return shape.blocks * rowsOf(shape) * shape.units;
}

/** Uniform in ±1/√H, as torch.nn.LSTM and torch.nn.Linear begin. */
export function drawWeights(shape: Shape, seed: number): TrainedWeights {
  const random = createRandom(seed);
  const bound = 1 / Math.sqrt(shape.units);
  const draw = (length: number) => Float32Array.from({ length }, () => bound * (2 * random() - 1));
  const rows = shape.blocks * shape.units;
  return {
    inputWeights: draw(rows * shape.inputs),
    recurrentWeights: draw(rows * shape.units),
    inputBias: draw(rows),
    recurrentBias: draw(rows),
    readoutWeights: draw(shape.outputs * shape.units),
    readoutBias: draw(shape.outputs),
  };
}

/** Lays weights out as they are trained. */
export function writeParameters(shape: Shape, weights: TrainedWeights, out: Float32Array): void {
  visit(shape, weights, (tensor, from, to) => {
    out[to] = tensor[from] as number;
  });
}

/** Weights from how they are trained. */
export function readParameters(shape: Shape, values: Float32Array): TrainedWeights {
  const rows = shape.blocks * shape.units;
  const weights: TrainedWeights = {
    inputWeights: new Float32Array(rows * shape.inputs),
    recurrentWeights: new Float32Array(rows * shape.units),
    inputBias: new Float32Array(rows),
    recurrentBias: new Float32Array(rows),
    readoutWeights: new Float32Array(shape.outputs * shape.units),
    readoutBias: new Float32Array(shape.outputs),
  };
  visit(shape, weights, (tensor, from, to) => {
    tensor[from] = values[to] as number;
  });
  return weights;
}

/** Calls back for every weight with its place in its tensor and among the parameters. */
function visit(shape: Shape, weights: TrainedWeights, each: (tensor: Float32Array, from: number, to: number) => void): void {
  const { blocks, units, inputs, outputs } = shape;
  for (let block = 0, start = 0; block < blocks; block++, start += rowsOf(shape) * units) {
    for (let unit = 0; unit < units; unit++) {
      const row = block * units + unit;
      for (let k = 0; k < units; k++) each(weights.recurrentWeights, row * units + k, start + k * units + unit);
      for (let k = 0; k < inputs; k++) each(weights.inputWeights, row * inputs + k, start + (units + k) * units + unit);
      each(weights.inputBias, row, start + (units + inputs) * units + unit);
      each(weights.recurrentBias, row, start + (units + inputs + 1) * units + unit);
    }
  }
  const readout = readoutStart(shape);
  for (let at = 0; at < outputs * units; at++) each(weights.readoutWeights, at, readout + at);
  for (let at = 0; at < outputs; at++) each(weights.readoutBias, at, readout + outputs * units + at);
}
