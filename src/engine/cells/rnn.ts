import { activations } from "../activations.ts";
import type { CellType, GateBlock, SignalSpec, Stage } from "../cell.ts";
import { blocksWith, partSignals } from "./blocks.ts";

const parts = ["memory", "word"] as const;

type Nonlinearity = "tanh" | "relu";

const stages: readonly Stage[] = [
  { id: "hidden", label: "hidden", signal: "hiddenState" },
  { id: "softmax", label: "softmax" },
];

function createRnn(id: string, label: string, nonlinearity: Nonlinearity): CellType {
  const own: readonly GateBlock[] = [{ signal: "hiddenState", activation: nonlinearity, subscript: "" }];
  const build = (blocks: readonly GateBlock[]): CellType => {
    const { activation } = blocks[0] as GateBlock;
    const hiddenState: SignalSpec = {
      name: "hiddenState",
      label: "hidden state",
      role: "state",
      symbol: "h_t",
      letter: "h",
      range: activations[activation].range,
      hue: "h",
    };
    return {
      id,
      label,
      signals: [hiddenState, ...partSignals(blocks, [hiddenState], parts)],
      blocks,
      output: "hiddenState",
      stages,
      hasMemory: true,
      withActivation: (block, next) => build(blocksWith(blocks, block, next)),
    };
  };
  return build(own);
}

/** Elman's network (1990) as torch.nn.RNN computes it: h_t = tanh(W_h·h_{t−1} + W_x·x_t + b). */
export const rnn: CellType = createRnn("rnn", "RNN", "tanh");

/** torch.nn.RNN with `nonlinearity="relu"`; weights cannot tell, so a config must. */
export const reluRnn: CellType = createRnn("rnn-relu", "RNN, ReLU", "relu");
