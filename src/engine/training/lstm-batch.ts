import type { KernelRoom } from "../kernels/kernels.ts";
import type { BatchCell, BatchSteps } from "./batch-cell.ts";

/** Long short-term memory as torch.nn.LSTM trains it: blocks i, f, g, o; slopes are taken from the gates themselves. */
export const lstmBatch: BatchCell = { blocks: 4, gates: { input: 0, forget: 1, output: 3 }, open };

function open(room: KernelRoom, steps: number, length: number): BatchSteps {
  const cells = room.allocate((steps + 1) * length); // (T + 1, B, H): C_t, the first zeros
  const shown = room.allocate(steps * length); // (T, B, H): tanh C_t
  const cellBack = room.allocate(length); // (B, H): ∂L/∂C_t
  const kept = room.allocate(length);

  const forward = (step: number, gates: number, pitch: number, hidden: number) => {
    const [input, forget, candidate, output] = [gates, gates + pitch, gates + 2 * pitch, gates + 3 * pitch] as const;
    const before = cells + step * length;
    const tanhCell = shown + step * length;
    room.sigmoid(input, input, length);
    room.sigmoid(forget, forget, length);
    room.tanh(candidate, candidate, length);
    room.sigmoid(output, output, length);
    room.products(forget, before, input, candidate, before + length, length); // C_t = f ⊙ C_{t−1} + i ⊙ C̃
    room.tanh(before + length, tanhCell, length);
    room.product(output, tanhCell, hidden, length); // h_t = o ⊙ tanh C_t
  };

  const backward = (step: number, gates: number, pitch: number, hidden: number) => {
    const [input, forget, candidate, output] = [gates, gates + pitch, gates + 2 * pitch, gates + 3 * pitch] as const;
    const before = cells + step * length;
    const tanhCell = shown + step * length;
    if (step === steps - 1) room.values.fill(0, cellBack, cellBack + length);
    room.tanhBack(hidden, output, tanhCell, kept, length);
    room.add(cellBack, kept, cellBack, length); // ∂C += ∂h ⊙ o ⊙ (1 − tanh² C)
    room.sigmoidBack(hidden, tanhCell, output, output, length); // ∂z_o = ∂h ⊙ tanh C ⊙ σ'
    room.sigmoidBack(cellBack, candidate, input, kept, length); // ∂z_i = ∂C ⊙ C̃ ⊙ σ'
    room.tanhBack(cellBack, input, candidate, candidate, length); // ∂z_C = ∂C ⊙ i ⊙ (1 − C̃²)
    room.copy(kept, input, length);
    room.product(cellBack, forget, kept, length); // ∂C_{t−1} = ∂C ⊙ f
    room.sigmoidBack(cellBack, before, forget, forget, length); // ∂z_f = ∂C ⊙ C_{t−1} ⊙ σ'
    room.copy(kept, cellBack, length);
  };
  return { forward, backward };
}
