import { activate } from "../activations.ts";
import type { GateBlock } from "../cell.ts";
import type { CreateStep } from "../cell-program.ts";

/** The stateless layer. Frame (S, H): hidden state, word part. `previous` is not read. */
export const createFeedForwardStep: CreateStep = ({ parameters: { bias, units }, blocks }, room) => {
  const { activation } = blocks[0] as GateBlock;
  const biases = room.keep(bias);
  const nothing = room.allocate(units);
  const inputs = room.allocate(units);
  return (projected, _previous, current) => {
    room.copy(projected, current + units, units);
    room.sum(projected, biases, nothing, inputs, units);
    activate(room, activation, inputs, current, units); // h = tanh(W·x + b)
  };
};
