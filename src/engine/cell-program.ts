import type { CellBackward, CellBackwardSteps, CellStep, ExactStep, GateBlock, LayerParameters } from "./cell.ts";
import type { KernelRoom } from "./kernels/kernels.ts";

/** A layer of a cell whose blocks may have other functions than the cell is known with. */
export interface CellLayer {
  readonly parameters: LayerParameters;
  readonly blocks: readonly GateBlock[];
}

/** Makes a cell's step forward, in the kernels' memory. */
export type CreateStep = (layer: CellLayer, room: KernelRoom) => CellStep;

/** What a cell computes besides its step: the way back, twice, and the step in float64. */
export interface CellDerivatives {
  readonly createBackward: (layer: CellLayer) => CellBackward;
  /** @param steps how many are linearized at once at most */
  readonly createBackwardSteps: (layer: CellLayer, room: KernelRoom, steps: number) => CellBackwardSteps;
  readonly createExactStep: (units: number, blocks: readonly GateBlock[]) => ExactStep;
}
