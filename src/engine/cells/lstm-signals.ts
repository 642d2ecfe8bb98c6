import type { GateBlock, SignalSpec, Stage } from "../cell.ts";
import { partSignals } from "./blocks.ts";

/** The four affine blocks in PyTorch's order of rows: i, f, g, o. */
export const lstmBlocks: readonly GateBlock[] = [
  { signal: "inputGate", activation: "sigmoid", subscript: "i" },
  { signal: "forgetGate", activation: "sigmoid", subscript: "f" },
  { signal: "candidate", activation: "tanh", subscript: "C" },
  { signal: "outputGate", activation: "sigmoid", subscript: "o" },
];

/** Places in `lstmBlocks`. */
export const lstmBlock = { input: 0, forget: 1, candidate: 2, output: 3 } as const;

const drawn: readonly SignalSpec[] = [
  {
    name: "forgetGate",
    label: "forget gate",
    role: "gate",
    symbol: "f_t",
    letter: "f",
    range: [0, 1],
    hue: "f",
    reading: "keeps",
  },
  {
    name: "inputGate",
    label: "input gate",
    role: "gate",
    symbol: "i_t",
    letter: "i",
    range: [0, 1],
    hue: "i",
    reading: "admits",
  },
  { name: "candidate", label: "candidate", role: "candidate", symbol: "\\tilde C_t", letter: "C̃", range: [-1, 1], hue: "g" },
  {
    name: "cellState",
    label: "cell state",
    role: "state",
    symbol: "C_t",
    letter: "C",
    range: [-Infinity, Infinity],
    hue: "c",
  },
  {
    name: "outputGate",
    label: "output gate",
    role: "gate",
    symbol: "o_t",
    letter: "o",
    range: [0, 1],
    hue: "o",
    reading: "shows",
  },
  { name: "hiddenState", label: "hidden state", role: "state", symbol: "h_t", letter: "h", range: [-1, 1], hue: "h" },
];

/** Frame order: what is drawn, then memory and word part of each block's pre-activation. */
export const lstmSignals: readonly SignalSpec[] = [...drawn, ...partSignals(lstmBlocks, drawn, ["memory", "word"])];

/** The seven stages of a step, in order of computation. */
export const lstmStages: readonly Stage[] = [
  { id: "forget", label: "forget", signal: "forgetGate" },
  { id: "input", label: "input", signal: "inputGate" },
  { id: "candidate", label: "candidate", signal: "candidate" },
  { id: "update", label: "update", signal: "cellState" },
  { id: "output", label: "output", signal: "outputGate" },
  { id: "hidden", label: "hidden", signal: "hiddenState" },
  { id: "softmax", label: "softmax" },
];
