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

/** G·H: rows of the matrices as PyTorch keeps them. */
export function rowsOfBlocks({ blocks, units }: Shape): number {
  return blocks * units;
}

/**
 * float32 of all parameters. They stand block by block, each (H + D + 2, H), transposed: row k is what input k adds to every unit; behind
 * them the readout likewise, (H + 1, O), its bias last.
 */
export function parameterCount(shape: Shape): number {
  return shape.blocks * rowsOf(shape) * shape.units + shape.outputs * (shape.units + 1);
}

/** Where the readout begins. */
export function readoutStart(shape: Shape): number {
  return shape.blocks * rowsOf(shape) * shape.units;
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
  for (let output = 0; output < outputs; output++) {
    for (let unit = 0; unit < units; unit++)
      each(weights.readoutWeights, output * units + unit, readout + unit * outputs + output);
  }
  for (let at = 0; at < outputs; at++) each(weights.readoutBias, at, readout + outputs * units + at);
}
