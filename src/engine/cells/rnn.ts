import { activations } from "../activations.ts";
import type { CellType, GateBlock, SignalSpec, Stage } from "../cell.ts";
import { blocksWith, partSignals, softmaxFormula, workBlock } from "./worked.ts";

const parts = ["memory", "word"] as const;

type Nonlinearity = "tanh" | "relu";

function createStages(blocks: readonly GateBlock[], nonlinearity: Nonlinearity): readonly Stage[] {
  const squash = nonlinearity === "tanh" ? "\\tanh" : "\\operatorname{ReLU}";
  return [
    {
      id: "hidden",
      label: "hidden",
      signal: "hiddenState",
      formula: `\\htmlData{signal=hiddenState,when=now}{h_t} = ${squash}\\big(W \\cdot [\\,\\htmlData{signal=hiddenState,when=before}{h_{t-1}},\\, x_t\\,] + b\\big)`,
      meaning: "The whole memory is written anew at every word.",
      work: workBlock(blocks, 0, { hue: "h", signed: true }, parts),
    },
    { id: "softmax", label: "softmax", formula: softmaxFormula, meaning: "Every word's chance of being next." },
  ];
}

function createRnn(id: string, label: string, nonlinearity: Nonlinearity): CellType {
  const own: readonly GateBlock[] = [{ signal: "hiddenState", activation: nonlinearity, subscript: "" }];
  const stages = createStages(own, nonlinearity);
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
