import type {
  CellStep,
  CellType,
  DiagramSpec,
  GateBlock,
  LayerParameters,
  SignalSpec,
  Stage,
  UnitReader,
  Worked,
} from "../cell.ts";
import type { Kernels } from "../kernels/kernels.ts";
import { partSignals, workBlock } from "./worked.ts";

const parts = ["memory", "word"] as const;

const blocks: readonly GateBlock[] = [
  { signal: "inputGate", activation: "sigmoid", subscript: "i" },
  { signal: "forgetGate", activation: "sigmoid", subscript: "f" },
  { signal: "candidate", activation: "tanh", subscript: "C" },
  { signal: "outputGate", activation: "sigmoid", subscript: "o" },
];
const inputBlock = 0;
const forgetBlock = 1;
const candidateBlock = 2;
const outputBlock = 3;

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

const signals: readonly SignalSpec[] = [...drawn, ...partSignals(blocks, drawn, parts)];

function workUpdate(read: UnitReader): Worked {
  const forget = read.signal("forgetGate", "now");
  const before = read.signal("cellState", "before");
  const input = read.signal("inputGate", "now");
  const candidate = read.signal("candidate", "now");
  return {
    pieces: [
      {
        kind: "number",
        id: "forget",
        value: forget,
        signed: false,
        hue: "f",
        source: { kind: "signal", signal: "forgetGate", when: "now" },
      },
      { kind: "mark", text: "×" },
      {
        kind: "number",
        id: "before",
        value: before,
        signed: true,
        hue: "c",
        source: { kind: "signal", signal: "cellState", when: "before" },
      },
      { kind: "mark", text: "+" },
      {
        kind: "number",
        id: "input",
        value: input,
        signed: false,
        hue: "i",
        source: { kind: "signal", signal: "inputGate", when: "now" },
      },
      { kind: "mark", text: "×" },
      {
        kind: "number",
        id: "candidate",
        value: candidate,
        signed: true,
        hue: "g",
        source: { kind: "signal", signal: "candidate", when: "now" },
      },
    ],
    result: {
      value: read.signal("cellState", "now"),
      signed: true,
      source: { kind: "signal", signal: "cellState", when: "now" },
    },
    sums: [{ parts: ["kept", "new"], total: "result" }],
    captions: [
      { id: "kept", label: "kept", value: forget * before, under: ["forget", "before"] },
      { id: "new", label: "new", value: input * candidate, under: ["input", "candidate"] },
    ],
  };
}

function workHidden(read: UnitReader): Worked {
  return {
    pieces: [
      {
        kind: "number",
        id: "output",
        value: read.signal("outputGate", "now"),
        signed: false,
        hue: "o",
        source: { kind: "signal", signal: "outputGate", when: "now" },
      },
      { kind: "mark", text: "× tanh(" },
      {
        kind: "number",
        id: "cell",
        value: read.signal("cellState", "now"),
        signed: true,
        hue: "c",
        source: { kind: "signal", signal: "cellState", when: "now" },
      },
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

const stages: readonly Stage[] = [
  {
    id: "forget",
    label: "forget",
    signal: "forgetGate",
    formula:
      "\\htmlData{signal=forgetGate,when=now}{f_t} = \\sigma\\big(W_f \\cdot [\\,\\htmlData{signal=hiddenState,when=before}{h_{t-1}},\\, x_t\\,] + b_f\\big)",
    meaning: "The part of the old memory that is kept.",
    work: workBlock(blocks, forgetBlock, { hue: "f", signed: false }, parts),
  },
  {
    id: "input",
    label: "input",
    signal: "inputGate",
    formula:
      "\\htmlData{signal=inputGate,when=now}{i_t} = \\sigma\\big(W_i \\cdot [\\,\\htmlData{signal=hiddenState,when=before}{h_{t-1}},\\, x_t\\,] + b_i\\big)",
    meaning: "How much of the candidate is admitted to the memory.",
    work: workBlock(blocks, inputBlock, { hue: "i", signed: false }, parts),
  },
  {
    id: "candidate",
    label: "candidate",
    signal: "candidate",
    formula:
      "\\htmlData{signal=candidate,when=now}{\\tilde C_t} = \\tanh\\big(W_C \\cdot [\\,\\htmlData{signal=hiddenState,when=before}{h_{t-1}},\\, x_t\\,] + b_C\\big)",
    meaning: "What this word would write into the memory.",
    work: workBlock(blocks, candidateBlock, { hue: "g", signed: true }, parts),
  },
  {
    id: "update",
    label: "update",
    signal: "cellState",
    formula:
      "\\htmlData{signal=cellState,when=now}{C_t} = \\htmlData{signal=forgetGate,when=now}{f_t} \\odot \\htmlData{signal=cellState,when=before}{C_{t-1}} + \\htmlData{signal=inputGate,when=now}{i_t} \\odot \\htmlData{signal=candidate,when=now}{\\tilde C_t}",
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
    work: workBlock(blocks, outputBlock, { hue: "o", signed: false }, parts),
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
  { id: "softmax", label: "softmax", meaning: "Every word's chance of being next." },
];

const diagram: DiagramSpec = { width: 392, height: 286, wires: [], nodes: [], values: [] };

function createStep({ recurrentWeights, bias, units }: LayerParameters, kernels: Kernels): CellStep {
  const at = (name: string) => signals.findIndex((signal) => signal.name === name) * units;
  const [forgetAt, inputAt, candidateAt, cellAt, outputAt, hiddenAt] = drawn.map(({ name }) => at(name)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const partsAt = drawn.length * units;
  const hiddenBefore = new Float32Array(units);
  const memory = new Float32Array(blocks.length * units); // (4·H): W_h·h_{t−1}, blocks i, f, g, o
  const activations = new Float32Array(blocks.length * units); // (4·H), activated in place
  const inputAndForget = activations.subarray(0, 2 * units);
  const candidate = activations.subarray(candidateBlock * units, outputBlock * units);
  const output = activations.subarray(outputBlock * units);
  const cellShown = new Float32Array(units); // tanh C_t

  return (projected, previous, current) => {
    for (let u = 0; u < units; u++) hiddenBefore[u] = previous[hiddenAt + u] as number;
    kernels.matrixVector(recurrentWeights, hiddenBefore, memory);
    for (let block = 0, row = 0; block < blocks.length; block++) {
      const memoryAt = partsAt + 2 * block * units;
      for (let u = 0; u < units; u++, row++) {
        const fromMemory = memory[row] as number;
        const fromWord = projected[row] as number;
        current[memoryAt + u] = fromMemory;
        current[memoryAt + units + u] = fromWord;
        activations[row] = fromMemory + fromWord + (bias[row] as number);
      }
    }
    kernels.sigmoid(inputAndForget, inputAndForget); // i = σ(W_i·[h, x] + b_i), f = σ(W_f·[h, x] + b_f)
    kernels.tanh(candidate, candidate); // C̃ = tanh(W_C·[h, x] + b_C)
    kernels.sigmoid(output, output); // o = σ(W_o·[h, x] + b_o)
    for (let u = 0; u < units; u++) {
      const i = activations[inputBlock * units + u] as number;
      const f = activations[forgetBlock * units + u] as number;
      const g = candidate[u] as number;
      current[inputAt + u] = i;
      current[forgetAt + u] = f;
      current[candidateAt + u] = g;
      const cell = Math.fround(f * (previous[cellAt + u] as number) + i * g); // C = f ⊙ C_{t−1} + i ⊙ C̃
      current[cellAt + u] = cell;
      cellShown[u] = cell;
    }
    kernels.tanh(cellShown, cellShown);
    for (let u = 0; u < units; u++) {
      const o = output[u] as number;
      current[outputAt + u] = o;
      current[hiddenAt + u] = o * (cellShown[u] as number); // h = o ⊙ tanh C
    }
  };
}

/**
 * Long short-term memory with a forget gate (Hochreiter & Schmidhuber 1997; Gers, Schmidhuber & Cummins 2000), as torch.nn.LSTM
 * computes it: blocks of rows in the order i, f, g, o, no peepholes, no projection.
 */
export const lstm: CellType = {
  id: "lstm",
  label: "LSTM",
  signals,
  blocks,
  output: "hiddenState",
  stages,
  hasMemory: true,
  diagram,
  createStep,
};
