import type { DiagramLabel, DiagramNode, DiagramSpec, DiagramWire, WorkedNumber } from "../diagram.ts";

const beltY = 46;
const productY = 106;
const outputY = 136;
const gaugeY = 164;
const busY = 230;
const footY = 278;
const x = { word: 46, forget: 70, input: 138, add: 172, candidate: 206, output: 290, tap: 340, right: 392 } as const;

const cell = (id: string): WorkedNumber => ({ stage: "update", id });
const now = (signal: string) => ({ signal, when: "now" as const });
const before = (signal: string) => ({ signal, when: "before" as const });

const belts: readonly DiagramWire[] = [
  {
    id: "before",
    points: [0, beltY, x.forget, beltY],
    hue: "c",
    stage: "start",
    belt: { value: cell("before") },
    carries: before("cellState"),
  },
  {
    id: "kept",
    points: [x.forget, beltY, x.add, beltY],
    hue: "c",
    stage: "forget",
    belt: { value: cell("kept"), until: cell("before") },
  },
  {
    id: "after",
    points: [x.add, beltY, x.right, beltY],
    hue: "c",
    stage: "update",
    belt: { value: cell("result"), until: cell("before") },
    carries: now("cellState"),
  },
  { id: "new", points: [x.add, productY, x.add, beltY], hue: "c", stage: "update", belt: { value: cell("new") } },
];

const bus: readonly DiagramWire[] = [
  {
    id: "bus",
    points: [0, busY, x.output, busY, x.output, gaugeY],
    hue: "ink",
    stage: "start",
    carries: before("hiddenState"),
  },
  { id: "word", points: [x.word, footY, x.word, busY, x.forget, busY], hue: "ink", stage: "start" },
  { id: "forget-in", points: [x.forget, busY, x.forget, gaugeY], hue: "ink", stage: "start" },
  { id: "input-in", points: [x.input, busY, x.input, gaugeY], hue: "ink", stage: "start" },
  { id: "candidate-in", points: [x.candidate, busY, x.candidate, gaugeY], hue: "ink", stage: "start" },
];

const wires: readonly DiagramWire[] = [
  { id: "forget", points: [x.forget, gaugeY, x.forget, beltY], hue: "f", stage: "forget", carries: now("forgetGate") },
  {
    id: "input",
    points: [x.input, gaugeY, x.input, productY, x.add, productY],
    hue: "i",
    stage: "input",
    carries: now("inputGate"),
  },
  {
    id: "candidate",
    points: [x.candidate, gaugeY, x.candidate, productY, x.add, productY],
    hue: "g",
    stage: "candidate",
    carries: now("candidate"),
  },
  {
    id: "output",
    points: [x.output, gaugeY, x.output, outputY, x.tap, outputY],
    radius: 7,
    hue: "o",
    stage: "output",
    carries: now("outputGate"),
  },
  { id: "tap", points: [x.tap, beltY, x.tap, outputY], hue: "c", stage: "hidden" },
  { id: "readout", points: [x.tap, busY - 10, x.tap, footY], hue: "h", stage: "softmax" },
  {
    id: "hidden",
    points: [x.tap, outputY, x.tap, busY, x.right, busY],
    hue: "h",
    stage: "hidden",
    carries: now("hiddenState"),
  },
];

const gauge = { kind: "gauge", y: gaugeY } as const;

const nodes: readonly DiagramNode[] = [
  { kind: "dot", id: "joint-forget", x: x.forget, y: busY },
  { kind: "dot", id: "joint-input", x: x.input, y: busY },
  { kind: "dot", id: "joint-candidate", x: x.candidate, y: busY },
  { kind: "dot", id: "hole", x: x.tap, y: beltY, on: "belt" },
  { kind: "operator", id: "times-forget", x: x.forget, y: beltY, text: "×", hue: "f", stage: "forget" },
  { kind: "operator", id: "times-input", x: x.add, y: productY, text: "×", hue: "i", stage: "update" },
  { kind: "operator", id: "plus", x: x.add, y: beltY, text: "+", hue: "c", stage: "update" },
  { kind: "operator", id: "times-output", x: x.tap, y: outputY, text: "×", hue: "o", stage: "hidden" },
  { kind: "tap", id: "tanh", x: x.tap, y: 85, text: "tanh", hue: "c", stage: "hidden" },
  { ...gauge, id: "gauge-forget", x: x.forget, signal: "forgetGate", text: "σ", label: "forget", stage: "forget" },
  { ...gauge, id: "gauge-input", x: x.input, signal: "inputGate", text: "σ", label: "input", stage: "input" },
  { ...gauge, id: "gauge-candidate", x: x.candidate, signal: "candidate", text: "tanh", label: "candidate", stage: "candidate" },
  { ...gauge, id: "gauge-output", x: x.output, signal: "outputGate", text: "σ", label: "output", stage: "output" },
];

const left = { anchor: "start", hue: "c" } as const;
const right = { x: x.right, anchor: "end" } as const;

const labels: readonly DiagramLabel[] = [
  { ...left, kind: "symbol", id: "symbol-before", x: 0, y: 34, stage: "start", letter: "C", when: "before" },
  { ...right, kind: "symbol", id: "symbol-after", y: 34, hue: "c", stage: "update", letter: "C", when: "now" },
  { ...left, kind: "symbol", id: "symbol-memory", x: 0, y: 219, hue: "h", stage: "start", letter: "h", when: "before" },
  { ...right, kind: "symbol", id: "symbol-hidden", y: 217, hue: "h", stage: "hidden", letter: "h", when: "now" },
  { ...left, kind: "number", id: "value-before", x: 34.5, y: 32, stage: "start", number: cell("before") },
  { ...left, kind: "number", id: "value-kept", x: 91, y: 32, stage: "forget", number: cell("kept"), note: "kept" },
  { ...left, kind: "number", id: "value-new", x: 186.5, y: 79.5, stage: "update", number: cell("new"), note: "new" },
  { ...right, kind: "number", id: "value-after", x: 372, y: 32, hue: "c", stage: "update", number: cell("result") },
  { ...right, kind: "number", id: "value-hidden", y: 247, hue: "h", stage: "hidden", number: { stage: "hidden", id: "result" } },
  { ...left, kind: "input", id: "input-word", x: 56, y: 279, hue: "ink", stage: "start" },
  { ...right, kind: "output", id: "output-place", x: 331, y: 279, hue: "ink", stage: "softmax" },
];

/** The cell as a drawing: a belt for the cell state, four ring gauges, the bus of h and the word. */
export const lstmDiagram: DiagramSpec = {
  width: 392,
  height: 286,
  body: { x: 30, y: 18, width: 332, height: 234 },
  wires: [...belts, ...bus, ...wires],
  nodes,
  labels,
};
