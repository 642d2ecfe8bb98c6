import { typescriptKernels } from "../../src/engine/kernels/typescript.ts";
import { createRandom } from "../../src/engine/random.ts";
import { createRun } from "../../src/engine/run.ts";
import { tokenize, vocabularyOf } from "../../src/engine/tokenizer.ts";
import { float32, named, openOrThrow, type WrittenTensor, writeSafetensors } from "./files.ts";

/** A language model whose weights are drawn here, and that a plain implementation in float64 can run. */
export interface WrittenModel {
  readonly cell: "lstm" | "rnn" | "rnn-relu";
  readonly sizes: { readonly words: number; readonly inputs: number; readonly units: number; readonly layers: number };
  /** (V, D), (V, H), (V) */
  readonly embedding: Table;
  readonly readout: Table;
  readonly readoutBias: Table;
  /** Of each layer, `weight_ih`, `weight_hh`, `bias_ih`, `bias_hh`. */
  readonly layers: readonly Readonly<Record<LayerPart, Table>>[];
}

export type LayerPart = "weight_ih" | "weight_hh" | "bias_ih" | "bias_hh";

/** Row-major numbers that float32 holds, with their shape. */
export interface Table {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

interface Wish {
  readonly cell?: WrittenModel["cell"];
  readonly words: number;
  readonly inputs: number;
  readonly units: number;
  readonly layers?: number;
  readonly seed?: number;
}

/** A model with seeded weights, large enough that every one of them matters. */
export function drawModel({ cell = "lstm", words, inputs, units, layers = 1, seed = 1 }: Wish): WrittenModel {
  const random = createRandom(seed);
  const draw = (...shape: number[]): Table => ({
    shape,
    values: Float32Array.from({ length: shape.reduce((product, size) => product * size, 1) }, () => 2 * random() - 1),
  });
  const rows = (cell === "lstm" ? 4 : 1) * units;
  return {
    cell,
    sizes: { words, inputs, units, layers },
    embedding: draw(words, inputs),
    readout: draw(words, units),
    readoutBias: draw(words),
    layers: Array.from({ length: layers }, (_, layer) => ({
      weight_ih: draw(rows, layer === 0 ? inputs : units),
      weight_hh: draw(rows, units),
      bias_ih: draw(rows),
      bias_hh: draw(rows),
    })),
  };
}

/** The tensor of a table as it is written into a file. */
export function written({ shape, values }: Table): WrittenTensor {
  return float32(shape, values);
}

/** Tensors of the layers under PyTorch's names: `<prefix>weight_ih_l0` … */
export function writeLayers(model: WrittenModel, prefix: string): Record<string, WrittenTensor> {
  return Object.fromEntries(
    model.layers.flatMap((layer, at) =>
      Object.entries(layer).map(([part, table]) => [`${prefix}${part}_l${at}`, written(table)] as const),
    ),
  );
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const activations = { lstm: Math.tanh, rnn: Math.tanh, "rnn-relu": (x: number) => Math.max(0, x) };

/** W·x of a row-major matrix. */
function multiply({ shape, values }: Table, x: readonly number[]): number[] {
  const [rows, columns] = shape as [number, number];
  return Array.from({ length: rows }, (_, row) =>
    x.reduce((sum, value, n) => sum + (values[row * columns + n] as number) * value, 0),
  );
}

/** Logits (V) after these ids, in float64 by the equations of nn.LSTM and nn.RNN. */
export function expectLogits(model: WrittenModel, ids: readonly number[]): number[] {
  const { inputs, units } = model.sizes;
  const states = model.layers.map(() => ({ h: new Array<number>(units).fill(0), c: new Array<number>(units).fill(0) }));
  for (const id of ids) {
    let x: number[] = Array.from(model.embedding.values.subarray(id * inputs, (id + 1) * inputs));
    model.layers.forEach((layer, at) => {
      const state = states[at] as (typeof states)[number];
      const ofInput = multiply(layer.weight_ih, x);
      const ofMemory = multiply(layer.weight_hh, state.h);
      const z = ofInput.map(
        (value, row) => value + (ofMemory[row] as number) + at0(layer.bias_ih, row) + at0(layer.bias_hh, row),
      );
      if (model.cell !== "lstm") state.h = z.map(activations[model.cell]);
      else {
        const gate = (block: number, unit: number) => z[block * units + unit] as number;
        state.c = state.c.map((c, unit) => sigmoid(gate(1, unit)) * c + sigmoid(gate(0, unit)) * Math.tanh(gate(2, unit)));
        state.h = state.c.map((c, unit) => sigmoid(gate(3, unit)) * Math.tanh(c));
      }
      x = state.h;
    });
  }
  const top = (states.at(-1) as (typeof states)[number]).h;
  return multiply(model.readout, top).map((logit, word) => logit + at0(model.readoutBias, word));
}

const at0 = ({ values }: Table, row: number) => values[row] ?? 0;

/** What the engine makes of files: ids and logits after a text, and what the reader is told. */
export function openAndRun(tensors: Readonly<Record<string, WrittenTensor>>, sides: readonly Side[], text: string) {
  const files = [named("my.safetensors", writeSafetensors(tensors)), ...sides.map(({ name, content }) => named(name, content))];
  const { model, doubts, notes, found } = openOrThrow(files);
  const ids = tokenize(text, vocabularyOf(model)).map(({ id }) => id);
  const run = createRun(model, typescriptKernels);
  run.replace(0, Int32Array.from(ids));
  run.advance(ids.length);
  const logits = model.readout === null ? null : [...run.logits(ids.length)];
  return { ids, logits, doubts: doubts.join(" "), notes: notes.join(" "), found, model };
}

/** A file beside the weights. */
export interface Side {
  readonly name: string;
  readonly content: string;
}

/** A JSON file beside the weights. */
export function json(value: unknown, name = "vocab.json"): Side {
  return { name, content: JSON.stringify(value) };
}

/** Largest |ours − expected| of two lists of logits. */
export function distance(ours: readonly number[] | null, expected: readonly number[]): number {
  if (ours === null || ours.length !== expected.length) return Infinity;
  return Math.max(...ours.map((value, n) => Math.abs(value - (expected[n] as number))));
}
