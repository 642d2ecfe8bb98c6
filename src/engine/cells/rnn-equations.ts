import type { CellType } from "../cell.ts";
import type { Equation } from "../equation.ts";
import { reluRnn, rnn } from "./rnn.ts";
import { softmaxFormula, workBlock } from "./worked.ts";

const parts = ["memory", "word"] as const;

function createEquations({ blocks }: CellType, nonlinearity: "tanh" | "relu"): readonly Equation[] {
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

/** Of an RNN with tanh. */
export const rnnEquations = createEquations(rnn, "tanh");

/** Of an RNN with ReLU. */
export const reluRnnEquations = createEquations(reluRnn, "relu");
