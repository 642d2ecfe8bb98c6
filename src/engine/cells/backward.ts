import type { CellBackward, CellBackwardSteps, CellType, ExactStep, LayerParameters } from "../cell.ts";
import type { CellDerivatives } from "../cell-program.ts";
import type { KernelRoom } from "../kernels/kernels.ts";
import { feedForwardDerivatives } from "./feed-forward-backward.ts";
import { lstmDerivatives } from "./lstm-backward.ts";
import { rnnDerivatives } from "./rnn-backward.ts";

/** By cell id. Apart from the cells and their steps: loaded with the first question about gradients. */
const derivatives: ReadonlyMap<string, CellDerivatives> = new Map(
  Object.entries({
    lstm: lstmDerivatives,
    rnn: rnnDerivatives,
    "rnn-relu": rnnDerivatives,
    "feed-forward": feedForwardDerivatives,
  }),
);

/** One layer's step back, in float64. @throws RangeError where a registered cell has none */
export function createBackward(cell: CellType, parameters: LayerParameters): CellBackward {
  return derivativesOf(cell).createBackward({ parameters, blocks: cell.blocks });
}

/** One layer's way back over up to `steps` steps at once, in the kernels' memory. @throws RangeError where a registered cell has none */
export function createBackwardSteps(
  cell: CellType,
  parameters: LayerParameters,
  room: KernelRoom,
  steps: number,
): CellBackwardSteps {
  return derivativesOf(cell).createBackwardSteps({ parameters, blocks: cell.blocks }, room, steps);
}

/** One layer's step in float64. @throws RangeError where a registered cell has none */
export function createExactStep(cell: CellType, units: number): ExactStep {
  return derivativesOf(cell).createExactStep(units, cell.blocks);
}

function derivativesOf({ id }: CellType): CellDerivatives {
  const found = derivatives.get(id);
  if (found === undefined) throw new RangeError(`no way back through the cell ${id}`);
  return found;
}
