import type { KernelRoom } from "../kernels/kernels.ts";
import type { BatchCell, BatchSteps } from "./batch-cell.ts";

/** Elman's network as torch.nn.RNN trains it: h_t = tanh z_t. */
export const rnnBatch: BatchCell = { blocks: 1, gates: {}, open };

function open(room: KernelRoom, _steps: number, length: number): BatchSteps {
  const ones = room.keep(new Float32Array(length).fill(1));
  return {
    forward: (_step, gates, _pitch, hidden) => {
      room.tanh(gates, gates, length);
      room.copy(gates, hidden, length);
    },
    backward: (_step, gates, _pitch, hidden) => room.tanhBack(hidden, ones, gates, gates, length), // ∂z = ∂h ⊙ (1 − h²)
  };
}
