import { keepingGate } from "../analysis/half-life.ts";
import type { CellType, LayerParameters } from "../cell.ts";
import { lstm } from "../cells/lstm.ts";
import { rnn } from "../cells/rnn.ts";
import type { Model } from "../model.ts";
import { createRandom, drawNormal, type Random } from "../random.ts";

/** Units, width of the embedding, and words of a network that has learned nothing. */
export const FRESH = { units: 64, inputs: 64, vocabulary: 64 } as const;

/** Words back that it is followed. */
export const FRESH_REACH = 500;

/** How the weights are drawn before anything is learned. */
export interface Beginning {
  readonly id: string;
  readonly cell: CellType;
  /** `slow gates`. */
  readonly name: string;
  /** What is drawn, in one line. */
  readonly rule: string;
  /** Changes PyTorch's own draw. */
  readonly change: (layer: LayerParameters, random: Random) => LayerParameters;
}

/** Four beginnings and the RNN's own, in the order of the table. */
export const beginnings: readonly Beginning[] = [
  { id: "lstm-default", cell: lstm, name: "PyTorch’s default", rule: "every weight uniform in ±1/√H", change: (layer) => layer },
  {
    id: "lstm-bias-1",
    cell: lstm,
    name: "forget bias 1",
    rule: "the same, and 1 as the forget gate’s bias (Gers and others 2000; Jozefowicz and others 2015)",
    change: (layer) => withGateBias(layer, lstm, () => ({ keeping: 1, writing: null })),
  },
  {
    id: "lstm-slow",
    cell: lstm,
    name: "slow gates",
    rule: `the same, and b_f = ln U(1, ${FRESH_REACH - 1}), b_i = −b_f (Tallec and Ollivier 2018, “chrono”)`,
    change: (layer, random) =>
      withGateBias(layer, lstm, () => {
        const bias = Math.log(1 + (FRESH_REACH - 2) * random());
        return { keeping: bias, writing: -bias };
      }),
  },
  { id: "rnn-default", cell: rnn, name: "PyTorch’s default", rule: "every weight uniform in ±1/√H", change: (layer) => layer },
  {
    id: "rnn-orthogonal",
    cell: rnn,
    name: "orthogonal",
    rule: "the same, and an orthogonal W_h (Saxe and others 2014)",
    change: (layer, random) => ({ ...layer, recurrentWeights: drawOrthogonal(layer.units, random) }),
  },
];

/** A network of one layer with nothing learned: PyTorch's default draw, an embedding of deviation 1, and what the beginning changes. */
export function createFreshNetwork({ id, cell, name, change }: Beginning, seed: number): Model {
  const { units, inputs, vocabulary } = FRESH;
  const random = createRandom(seed);
  const bound = 1 / Math.sqrt(units);
  const uniform = (length: number) => Float32Array.from({ length }, () => bound * (2 * random() - 1));
  const rows = cell.blocks.length * units;
  const embedding = drawNormal(vocabulary * inputs, random);
  const inputWeights = uniform(rows * inputs);
  const recurrentWeights = uniform(rows * units);
  const second = uniform(rows);
  const bias = uniform(rows).map((first, at) => first + (second[at] as number));
  const readout = { weights: uniform(vocabulary * units), bias: uniform(vocabulary) };
  const layer = change({ inputWeights, recurrentWeights, bias, inputs, units }, random);
  const label = `${cell.label}, ${name}`;
  return {
    config: { id, label, cell: cell.id, layers: 1, inputs, units, vocabulary, tied: false, tokenizer: "ids" },
    cell,
    layout: { layers: 1, signals: cell.signals, units },
    words: null,
    start: null,
    embedding,
    layers: [layer],
    readout,
  };
}

/** Words of a text that means nothing: ids drawn evenly. */
export function drawWords(length: number, seed: number): Int32Array {
  const random = createRandom(seed);
  return Int32Array.from({ length }, () => Math.floor(random() * FRESH.vocabulary));
}

/** b_ih + b_hh of the gate that keeps set for every unit, and where it is told that of the gate that writes. */
function withGateBias(
  layer: LayerParameters,
  { blocks, signals }: CellType,
  draw: () => { readonly keeping: number; readonly writing: number | null },
): LayerParameters {
  const gate = keepingGate({ signals, layers: 1, units: layer.units });
  const blockOf = (name: string | null) => blocks.findIndex(({ signal }) => signal === name);
  const [keepsAt, writesAt] = [blockOf(gate), blockOf("inputGate")].map((block) => block * layer.units) as [number, number];
  const bias = layer.bias.slice();
  for (let u = 0; u < layer.units; u++) {
    const { keeping, writing } = draw();
    bias[keepsAt + u] = keeping;
    if (writing !== null) bias[writesAt + u] = writing;
  }
  return { ...layer, bias };
}

/** An orthogonal matrix (H, H): the rows of normal numbers, made orthonormal one after the other (Gram and Schmidt, twice, for the digits). */
function drawOrthogonal(units: number, random: Random): Float32Array {
  const matrix = Float64Array.from(drawNormal(units * units, random));
  const row = (m: number) => matrix.subarray(m * units, (m + 1) * units);
  const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, k) => sum + value * (b[k] as number), 0);
  for (let m = 0; m < units; m++) {
    const own = row(m);
    for (let pass = 0; pass < 2; pass++) {
      for (let n = 0; n < m; n++) {
        const other = row(n);
        const along = dot(own, other);
        for (let k = 0; k < units; k++) own[k] = (own[k] as number) - along * (other[k] as number);
      }
    }
    const length = Math.sqrt(dot(own, own));
    for (let k = 0; k < units; k++) own[k] = (own[k] as number) / length;
  }
  return Float32Array.from(matrix);
}
