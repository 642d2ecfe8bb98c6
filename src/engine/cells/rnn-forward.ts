import { activate } from "../activations.ts";
import type { GateBlock } from "../cell.ts";
import type { CreateStep } from "../cell-program.ts";

/** The RNN's step. Frame (S, H): hidden state, memory part, word part. */
export const createRnnStep: CreateStep = ({ parameters: { recurrentWeights, bias, units }, blocks }, room) => {
  const { activation } = blocks[0] as GateBlock;
  const recurrent = room.pack(recurrentWeights, units, units);
  const biases = room.keep(bias);
  const inputs = room.allocate(units);
  return (projected, previous, current) => {
    const memory = current + units;
    room.matrixVector(recurrent, previous, memory);
    room.copy(projected, memory + units, units);
    room.sum(memory, projected, biases, inputs, units);
    activate(room, activation, inputs, current, units); // h = tanh(W_h·h_{t−1} + W_x·x + b), or max(0, …)
  };
};
