import type { NamedBytes } from "../../src/engine/formats/format.ts";
import { createRandom } from "../../src/engine/random.ts";

/** What a tiny random model is made of. */
export interface TinyModel {
  readonly id: string;
  readonly cell: "lstm" | "rnn";
  readonly seed: number;
  readonly units?: number;
  readonly words?: readonly string[];
  /** Weights are drawn between −scale and scale. */
  readonly scale?: number;
}

/** Words of the tests' sentences, specials first. */
export const tinyWords: readonly string[] =
  "<eos> <unk> . , the cat dog sat on a mat that chased mice in barn i saw she said “ ” 's ! wa wb wc wd we wf wg wh wi wj".split(
    " ",
  );

const blocks = { lstm: 4, rnn: 1 } as const;

/** config.json, vocab.json and model.safetensors (F32, PyTorch's names, readout tied) of a seeded random model. */
export function makeTinyModel({ id, cell, seed, units = 8, words = tinyWords, scale = 1 }: TinyModel): NamedBytes[] {
  const random = createRandom(seed);
  const inputs = units;
  const rows = blocks[cell] * units;
  const tensors = new Map<string, readonly number[]>([
    ["embedding.weight", [words.length, inputs]],
    ["rnn.weight_ih_l0", [rows, inputs]],
    ["rnn.weight_hh_l0", [rows, units]],
    ["rnn.bias_ih_l0", [rows]],
    ["rnn.bias_hh_l0", [rows]],
    ["readout.bias", [words.length]],
  ]);
  const config = {
    format: "gatescope-model",
    version: 1,
    id,
    label: id,
    cell,
    layers: 1,
    inputs,
    units,
    vocabulary: words.length,
    tied: true,
    tokenizer: "words",
    start: "<eos>",
    unknown: "<unk>",
  };
  return [
    { name: "config.json", bytes: textBytes(JSON.stringify(config)) },
    { name: "vocab.json", bytes: textBytes(JSON.stringify(words)) },
    { name: "model.safetensors", bytes: writeSafetensors(tensors, () => (random() * 2 - 1) * scale) },
  ];
}

function writeSafetensors(shapes: ReadonlyMap<string, readonly number[]>, draw: () => number): ArrayBuffer {
  const header: Record<string, unknown> = {};
  let numbers = 0;
  for (const [name, shape] of shapes) {
    const size = shape.reduce((product, side) => product * side, 1);
    header[name] = { dtype: "F32", shape, data_offsets: [numbers * 4, (numbers + size) * 4] };
    numbers += size;
  }
  const text = JSON.stringify(header);
  const head = new TextEncoder().encode(text.padEnd(Math.ceil(text.length / 8) * 8));
  const bytes = new ArrayBuffer(8 + head.length + numbers * 4);
  new DataView(bytes).setBigUint64(0, BigInt(head.length), true);
  new Uint8Array(bytes).set(head, 8);
  new Float32Array(bytes, 8 + head.length).set(Float32Array.from({ length: numbers }, draw));
  return bytes;
}

function textBytes(text: string): ArrayBuffer {
  return new TextEncoder().encode(text).slice().buffer;
}
