import { activate } from "../activations.ts";
import type { GateBlock } from "../cell.ts";
import type { CreateStep } from "../cell-program.ts";
import { lstmPlaces } from "./lstm-places.ts";
import { lstmBlocks } from "./lstm-signals.ts";

/** f, i, C̃, C, o, h from the step before and the projected word, every signal kept. */
export const createLstmStep: CreateStep = ({ parameters: { recurrentWeights, bias, units }, blocks }, room) => {
  const { forgetAt, inputAt, candidateAt, cellAt, outputAt, hiddenAt, partsAt } = lstmPlaces(units);
  const rows = lstmBlocks.length * units;
  const recurrent = room.pack(recurrentWeights, rows, units);
  const biases = room.keep(bias);
  const memory = room.allocate(rows); // (4·H): W_h·h_{t−1}, blocks i, f, g, o
  const inputs = room.allocate(rows); // (4·H): pre-activations
  const cellShown = room.allocate(units); // tanh C_t
  const signalAt = [inputAt, forgetAt, candidateAt, outputAt];

  return (projected, previous, current) => {
    room.matrixVector(recurrent, previous + hiddenAt, memory);
    room.sum(memory, projected, biases, inputs, rows); // z = W_h·h_{t−1} + W_x·x + b
    room.interleave(memory, projected, current + partsAt, lstmBlocks.length, units);
    for (let block = 0; block < lstmBlocks.length; block++) {
      const row = block * units;
      // i = σ(z_i), f = σ(z_f), C̃ = tanh(z_C), o = σ(z_o), unless swapped
      activate(room, (blocks[block] as GateBlock).activation, inputs + row, current + (signalAt[block] as number), units);
    }
    // C = f ⊙ C_{t−1} + i ⊙ C̃
    room.products(current + forgetAt, previous + cellAt, current + inputAt, current + candidateAt, current + cellAt, units);
    room.tanh(current + cellAt, cellShown, units);
    room.product(current + outputAt, cellShown, current + hiddenAt, units); // h = o ⊙ tanh C
  };
};
