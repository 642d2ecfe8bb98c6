import type { NamedBytes } from "../../src/engine/formats/format.ts";
import { createRandom } from "../../src/engine/random.ts";
import { named } from "../engine/files.ts";
import { tinyWords } from "../worker/tiny-model.ts";
import { writeJson } from "./json-text.ts";

/** A tensor as a header tells of it. */
export interface DraftTensor {
  dtype: unknown;
  shape: unknown;
  data_offsets: unknown;
}

/** A model on its way into files: valid as it is made, until a lie is told in it. */
export interface ModelDraft {
  header: Record<string, unknown>;
  /** The numbers behind the header. */
  data: Uint8Array;
  /** Bytes that the header claims to have; null: as many as it has. */
  announced: bigint | null;
  config: unknown;
  words: unknown;
  weightsName: string;
  configName: string;
  wordsName: string;
  /** Further files. */
  others: NamedBytes[];
  /** Weights so large, or no numbers, that the network itself computes what is not finite. */
  mayOverflow: boolean;
}

const UNITS = 4;

/** A seeded LSTM or RNN with every file in order. */
export function draftModel(cell: "lstm" | "rnn", seed: number): ModelDraft {
  const random = createRandom(seed);
  const rows = (cell === "lstm" ? 4 : 1) * UNITS;
  const shapes: readonly (readonly [string, readonly number[]])[] = [
    ["embedding.weight", [tinyWords.length, UNITS]],
    ["rnn.weight_ih_l0", [rows, UNITS]],
    ["rnn.weight_hh_l0", [rows, UNITS]],
    ["rnn.bias_ih_l0", [rows]],
    ["rnn.bias_hh_l0", [rows]],
    ["readout.weight", [tinyWords.length, UNITS]],
    ["readout.bias", [tinyWords.length]],
  ];
  const header: Record<string, unknown> = {};
  let numbers = 0;
  for (const [name, shape] of shapes) {
    const size = shape.reduce((product, side) => product * side, 1);
    header[name] = { dtype: "F32", shape: [...shape], data_offsets: [4 * numbers, 4 * (numbers + size)] } satisfies DraftTensor;
    numbers += size;
  }
  const values = Float32Array.from({ length: numbers }, () => 2 * random() - 1);
  return {
    header,
    data: new Uint8Array(values.buffer),
    announced: null,
    config: { format: "gatescope-model", version: 1, id: "mine", cell, start: "<eos>", unknown: "<unk>" },
    words: [...tinyWords],
    weightsName: "mine.safetensors",
    configName: "config.json",
    wordsName: "vocab.json",
    others: [],
    mayOverflow: false,
  };
}

/** The files of a draft; a config or a vocabulary of undefined is left out. */
export function writeDraft(draft: ModelDraft): NamedBytes[] {
  const head = new TextEncoder().encode(typeof draft.header === "string" ? draft.header : writeJson(draft.header));
  const bytes = new Uint8Array(8 + head.length + draft.data.length);
  new DataView(bytes.buffer).setBigUint64(0, draft.announced ?? BigInt(head.length), true);
  bytes.set(head, 8);
  bytes.set(draft.data, 8 + head.length);
  const json = (name: string, value: unknown) =>
    value === undefined ? [] : [named(name, typeof value === "string" ? value : writeJson(value))];
  return [
    named(draft.weightsName, bytes),
    ...json(draft.configName, draft.config),
    ...json(draft.wordsName, draft.words),
    ...draft.others,
  ];
}
