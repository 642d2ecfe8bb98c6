import { createRandom, type Random } from "../random.ts";
import type { BatchCell } from "./batch-cell.ts";
import { rowsOfBlocks, type Shape, type TrainedWeights } from "./parameters.ts";

/** How weights begin. What is left out is as PyTorch begins it: uniform in ±1/√H, as torch.nn.LSTM and torch.nn.Linear. */
export interface Initialisation {
  /** W_h of every block orthogonal (Saxe, McClelland & Ganguli 2014), as torch.nn.init.orthogonal_ makes it. */
  readonly recurrence?: "orthogonal";
  /** Biases of the forget gate: one number for all units. */
  readonly forgetBias?: number;
  /**
   * Slow gates for texts of so many steps, T_max (Tallec & Ollivier 2018, section 4): biases of the forget gate ln U[1, T_max − 1], of the
   * input gate the same with the other sign. Goes before `forgetBias`.
   */
  readonly chronoSteps?: number;
}

/** Seeded: the same seed gives the same weights. What a cell has no gate for is left as it is. */
export function drawWeights(shape: Shape, seed: number, cell: BatchCell, initialisation: Initialisation = {}): TrainedWeights {
  const random = createRandom(seed);
  const { units, inputs, outputs } = shape;
  const bound = 1 / Math.sqrt(units);
  const draw = (length: number) => Float32Array.from({ length }, () => bound * (2 * random() - 1));
  const rows = rowsOfBlocks(shape);
  const weights: TrainedWeights = {
    inputWeights: draw(rows * inputs),
    recurrentWeights: draw(rows * units),
    inputBias: draw(rows),
    recurrentBias: draw(rows),
    readoutWeights: draw(outputs * units),
    readoutBias: draw(outputs),
  };
  const { recurrence, forgetBias, chronoSteps } = initialisation;
  if (recurrence === "orthogonal") {
    for (let block = 0; block < shape.blocks; block++)
      weights.recurrentWeights.set(drawOrthogonal(units, random), block * units * units);
  }
  const { forget, input } = cell.gates;
  /** The bias of a gate is one number of the two that PyTorch adds. */
  const setBias = (block: number | undefined, unit: number, bias: number) => {
    if (block === undefined) return;
    weights.inputBias[block * units + unit] = bias;
    weights.recurrentBias[block * units + unit] = 0;
  };
  for (let unit = 0; unit < units; unit++) {
    if (chronoSteps !== undefined) {
      const bias = Math.log(1 + (chronoSteps - 2) * random());
      setBias(forget, unit, bias);
      setBias(input, unit, -bias);
    } else if (forgetBias !== undefined) setBias(forget, unit, forgetBias);
  }
  return weights;
}

/** An orthogonal matrix (N, N), uniform among them: normal numbers, made orthogonal row by row (Gram and Schmidt). */
function drawOrthogonal(size: number, random: Random): Float64Array {
  const matrix = Float64Array.from({ length: size * size }, () => drawNormal(random));
  for (let row = 0; row < size; row++) {
    const own = matrix.subarray(row * size, (row + 1) * size);
    // Twice, since what rounding leaves of the first time is not small beside a row that was nearly spanned by those before.
    for (let time = 0; time < 2; time++) {
      for (let before = 0; before < row; before++) {
        const other = matrix.subarray(before * size, (before + 1) * size);
        const along = own.reduce((sum, value, at) => sum + value * (other[at] as number), 0);
        for (let at = 0; at < size; at++) own[at] = (own[at] as number) - along * (other[at] as number);
      }
    }
    const norm = Math.hypot(...own);
    for (let at = 0; at < size; at++) own[at] = (own[at] as number) / norm;
  }
  return matrix;
}

/** Box & Muller 1958. */
function drawNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
