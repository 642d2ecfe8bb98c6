import type { Equation, UnitReader, Worked } from "../equation.ts";
import { lstmBlock, lstmBlocks } from "./lstm-signals.ts";
import { signalNumber, softmaxFormula, workBlock } from "./worked.ts";

const parts = ["memory", "word"] as const;

// f ⊙ C_{t−1} is kept, i ⊙ C̃ is new; both are parts of C, so they are printed with decimals that add up.
function workUpdate(read: UnitReader): Worked {
  const forget = signalNumber(read, { id: "forget", signal: "forgetGate", when: "now", hue: "f" });
  const before = signalNumber(read, { id: "before", signal: "cellState", when: "before", hue: "c" });
  const input = signalNumber(read, { id: "input", signal: "inputGate", when: "now", hue: "i" });
  const candidate = signalNumber(read, { id: "candidate", signal: "candidate", when: "now", hue: "g" });
  const times = { kind: "mark", text: "×" } as const;
  return {
    pieces: [forget, times, before, { kind: "mark", text: "+" }, input, times, candidate],
    result: {
      value: read.signal("cellState", "now"),
      signed: true,
      source: { kind: "signal", signal: "cellState", when: "now" },
    },
    sums: [{ parts: ["kept", "new"], total: "result" }],
    captions: [
      { id: "kept", label: "kept", value: forget.value * before.value, under: ["forget", "before"] },
      { id: "new", label: "new", value: input.value * candidate.value, under: ["input", "candidate"] },
    ],
  };
}

function workHidden(read: UnitReader): Worked {
  return {
    pieces: [
      signalNumber(read, { id: "output", signal: "outputGate", when: "now", hue: "o" }),
      { kind: "mark", text: "× tanh(" },
      signalNumber(read, { id: "cell", signal: "cellState", when: "now", hue: "c" }),
      { kind: "mark", text: ")" },
    ],
    result: {
      value: read.signal("hiddenState", "now"),
      signed: true,
      source: { kind: "signal", signal: "hiddenState", when: "now" },
    },
    sums: [],
  };
}

/** The seven stages of a step with their equations, in order of computation. */
export const lstmEquations: readonly Equation[] = [
  {
    id: "forget",
    label: "forget",
    signal: "forgetGate",
    formula:
      "\\htmlData{signal=forgetGate,when=now}{f_t} = \\sigma\\big(W_f \\cdot [\\,\\htmlData{signal=hiddenState,when=before}{h_{t-1}},\\, x_t\\,] + b_f\\big)",
    meaning: "The part of the old memory that is kept.",
    work: workBlock(lstmBlocks, lstmBlock.forget, { hue: "f", signed: false }, parts),
  },
  {
    id: "input",
    label: "input",
    signal: "inputGate",
    formula:
      "\\htmlData{signal=inputGate,when=now}{i_t} = \\sigma\\big(W_i \\cdot [\\,\\htmlData{signal=hiddenState,when=before}{h_{t-1}},\\, x_t\\,] + b_i\\big)",
    meaning: "How much of the candidate is admitted to the memory.",
    work: workBlock(lstmBlocks, lstmBlock.input, { hue: "i", signed: false }, parts),
  },
  {
    id: "candidate",
    label: "candidate",
    signal: "candidate",
    formula:
      "\\htmlData{signal=candidate,when=now}{\\tilde C_t} = \\tanh\\big(W_C \\cdot [\\,\\htmlData{signal=hiddenState,when=before}{h_{t-1}},\\, x_t\\,] + b_C\\big)",
    meaning: "What this word would write into the memory.",
    work: workBlock(lstmBlocks, lstmBlock.candidate, { hue: "g", signed: true }, parts),
  },
  {
    id: "update",
    label: "update",
    signal: "cellState",
    formula:
      "\\htmlData{signal=cellState,when=now}{C_t} = \\htmlData{signal=forgetGate,when=now}{f_t} \\odot \\htmlData{signal=cellState,when=before}{C_{t-1}} \\;+\\; \\htmlData{signal=inputGate,when=now}{i_t} \\odot \\htmlData{signal=candidate,when=now}{\\tilde C_t}",
    meaning: "The new memory: what was kept and what was admitted.",
    work: workUpdate,
  },
  {
    id: "output",
    label: "output",
    signal: "outputGate",
    formula:
      "\\htmlData{signal=outputGate,when=now}{o_t} = \\sigma\\big(W_o \\cdot [\\,\\htmlData{signal=hiddenState,when=before}{h_{t-1}},\\, x_t\\,] + b_o\\big)",
    meaning: "How much of the memory is shown.",
    work: workBlock(lstmBlocks, lstmBlock.output, { hue: "o", signed: false }, parts),
  },
  {
    id: "hidden",
    label: "hidden",
    signal: "hiddenState",
    formula:
      "\\htmlData{signal=hiddenState,when=now}{h_t} = \\htmlData{signal=outputGate,when=now}{o_t} \\odot \\tanh(\\htmlData{signal=cellState,when=now}{C_t})",
    meaning: "What the memory shows to the next word and to the guess.",
    work: workHidden,
  },
  { id: "softmax", label: "softmax", formula: softmaxFormula, meaning: "Every word's chance of being next." },
];
