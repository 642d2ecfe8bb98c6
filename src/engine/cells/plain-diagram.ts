import type { DiagramLabel, DiagramNode, DiagramSpec, DiagramWire, WorkedNumber } from "../diagram.ts";

const x = { gauge: 196, out: 340, right: 392 } as const;
const topY = 70;
const gaugeY = 136;
const sumY = 206;
const footY = 278;

const hidden = (id: string): WorkedNumber => ({ stage: "hidden", id });

const memoryWire: DiagramWire = {
  id: "memory",
  points: [0, sumY, x.gauge, sumY],
  hue: "ink",
  stage: "start",
  carries: { signal: "hiddenState", when: "before" },
};

const wires: readonly DiagramWire[] = [
  { id: "word", points: [x.gauge, footY, x.gauge, sumY], hue: "ink", stage: "start" },
  { id: "sum", points: [x.gauge, sumY, x.gauge, gaugeY], hue: "ink", stage: "start" },
  { id: "readout", points: [x.out, sumY - 10, x.out, footY], hue: "h", stage: "softmax" },
  {
    id: "hidden",
    points: [x.gauge, gaugeY, x.gauge, topY, x.out, topY, x.out, sumY, x.right, sumY],
    hue: "h",
    stage: "hidden",
    carries: { signal: "hiddenState", when: "now" },
  },
];

const part = { kind: "number", hue: "ink", stage: "hidden", anchor: "start" } as const;
const result = { x: x.right, anchor: "end", hue: "h", stage: "hidden" } as const;

const memoryLabels: readonly DiagramLabel[] = [
  { kind: "symbol", id: "symbol-memory", x: 0, y: 195, anchor: "start", hue: "h", stage: "start", letter: "h", when: "before" },
  { ...part, id: "value-memory", x: 178, y: 195, anchor: "end", number: hidden("memory"), note: "memory" },
];

const labels: readonly DiagramLabel[] = [
  { ...part, id: "value-word", x: 206, y: 240, number: hidden("word"), note: "word" },
  { ...part, id: "value-bias", x: 214, y: 210, number: hidden("bias"), note: "bias" },
  { ...part, id: "value-sum", x: 206, y: 180, number: hidden("sum") },
  { ...result, kind: "symbol", id: "symbol-hidden", y: 193, letter: "h", when: "now" },
  { ...result, kind: "number", id: "value-hidden", y: 223, number: hidden("result") },
  { kind: "input", id: "input-word", x: 206, y: 279, anchor: "start", hue: "ink", stage: "start" },
  { kind: "output", id: "output-place", x: 331, y: 279, anchor: "end", hue: "ink", stage: "softmax" },
];

/**
 * A layer of plain units as a drawing: memory, word and bias meet in a sum, the gauge squashes it, and the result is the hidden
 * state. Without memory nothing comes from the left.
 */
export function plainDiagram(cell: { readonly activation: string; readonly hasMemory: boolean }): DiagramSpec {
  const nodes: readonly DiagramNode[] = [
    { kind: "operator", id: "plus", x: x.gauge, y: sumY, text: "+", hue: "h", stage: "hidden" },
    {
      kind: "gauge",
      id: "gauge-hidden",
      x: x.gauge,
      y: gaugeY,
      signal: "hiddenState",
      text: cell.activation,
      label: "",
      stage: "hidden",
    },
  ];
  return {
    width: 392,
    height: 286,
    body: { x: 30, y: 18, width: 332, height: 234 },
    wires: cell.hasMemory ? [memoryWire, ...wires] : wires,
    nodes,
    labels: cell.hasMemory ? [...memoryLabels, ...labels] : labels,
  };
}
