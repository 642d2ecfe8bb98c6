import type { CellStep, CellType, LayerParameters } from "../cell.ts";
import type { CreateStep } from "../cell-program.ts";
import type { KernelRoom } from "../kernels/kernels.ts";
import { createFeedForwardStep } from "./feed-forward-forward.ts";
import { createLstmStep } from "./lstm-forward.ts";
import { createRnnStep } from "./rnn-forward.ts";

/** By cell id. Apart from the cells, so that the page does not carry along what its worker computes. */
const steps: ReadonlyMap<string, CreateStep> = new Map(
  Object.entries({
    lstm: createLstmStep,
    rnn: createRnnStep,
    "rnn-relu": createRnnStep,
    "feed-forward": createFeedForwardStep,
  }),
);

/** The step of one layer of a cell, in the kernels' memory. @throws RangeError where a registered cell has none */
export function createStep({ id, blocks }: CellType, parameters: LayerParameters, room: KernelRoom): CellStep {
  const create = steps.get(id);
  if (create === undefined) throw new RangeError(`no step of the cell ${id}`);
  return create({ parameters, blocks }, room);
}
