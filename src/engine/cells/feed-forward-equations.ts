import type { Equation } from "../equation.ts";
import { feedForward } from "./feed-forward.ts";
import { softmaxFormula, workBlock } from "./worked.ts";

/** Of a layer that sees the current word alone. */
export const feedForwardEquations: readonly Equation[] = [
  {
    id: "hidden",
    label: "hidden",
    signal: "hiddenState",
    formula: "\\htmlData{signal=hiddenState,when=now}{h_t} = \\tanh(W x_t + b)",
    meaning: "This word alone: nothing is carried from the words before.",
    work: workBlock(feedForward.blocks, 0, { hue: "h", signed: true }, ["word"]),
  },
  { id: "softmax", label: "softmax", formula: softmaxFormula, meaning: "Every word's chance of being next." },
];
