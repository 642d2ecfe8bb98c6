import { activations } from "../activations.ts";
import type { CellType, GateBlock, SignalSpec } from "../cell.ts";
import { blocksWith } from "./blocks.ts";
import { lstmBlocks, lstmSignals, lstmStages } from "./lstm-signals.ts";

type Blocks = readonly GateBlock[];

/** The signals with the ranges that the blocks' functions give them; h = o ⊙ tanh C is as large as o. */
function signalsOf(blocks: Blocks): readonly SignalSpec[] {
  const rangeOf = (name: string) => {
    const block = blocks.find(({ signal }) => signal === name);
    return block === undefined ? null : activations[block.activation].range;
  };
  const [low, high] = rangeOf("outputGate") ?? [0, 1];
  const largest = Math.max(-low, high);
  return lstmSignals.map((signal) => ({
    ...signal,
    range: signal.name === "hiddenState" ? [-largest, largest] : (rangeOf(signal.name) ?? signal.range),
  }));
}

function createLstm(blocks: Blocks): CellType {
  return {
    id: "lstm",
    label: "LSTM",
    signals: signalsOf(blocks),
    blocks,
    output: "hiddenState",
    stages: lstmStages,
    hasMemory: true,
    withActivation: (block, activation) => createLstm(blocksWith(blocks, block, activation)),
  };
}

/**
 * Long short-term memory with a forget gate (Hochreiter & Schmidhuber 1997; Gers, Schmidhuber & Cummins 2000), as torch.nn.LSTM
 * computes it: blocks of rows in the order i, f, g, o, no peepholes, no projection.
 */
export const lstm: CellType = createLstm(lstmBlocks);
