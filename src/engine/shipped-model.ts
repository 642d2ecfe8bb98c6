import type { LayerParameters } from "./cell.ts";
import { findCell } from "./cells/registry.ts";
import type { NamedBytes } from "./formats/format.ts";
import { decodeUtf8 } from "./formats/utf8.ts";
import type { ModelConfig } from "./model.ts";
import { describeModel, type OpenedModel } from "./opened-model.ts";

/** A tensor in the header of a safetensors file; offsets in the data. */
interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [start: number, end: number];
}

/** A tensor's numbers as float32; null where the file has none of that name, or in another type. */
type ReadTensor = (name: string) => Float32Array | null;

/**
 * Opens a model that ships with the page. Its files have been compared with those that the page was built with, so that what `training/`
 * writes is taken at its word: nothing is looked for under other names, nothing is checked twice. The same model as `openFiles` makes of
 * them, number for number; null where they are written in another way, which `openFiles` may know.
 */
export function openShipped(files: readonly NamedBytes[]): OpenedModel | null {
  const bytesOf = (name: string) => files.find((file) => file.name === name)?.bytes;
  const weights = bytesOf("model.safetensors");
  const [told, words] = ["config.json", "vocab.json"].map((name) => parse(bytesOf(name)));
  if (weights === undefined || !isConfig(told) || !Array.isArray(words)) return null;
  const { format: _, version: __, ...config } = told;
  const cell = findCell(config.cell);
  const { names, read } = readTensors(weights);
  const [embedding, bias] = [read("embedding.weight"), read("decoder.bias")];
  if (cell === undefined || !config.tied || embedding === null || bias === null) return null;
  const layers: LayerParameters[] = [];
  for (let layer = 0; layer < config.layers; layer++) {
    const sizes = { inputs: layer === 0 ? config.inputs : config.units, units: config.units };
    const parameters = cell.hasMemory ? readRecurrent(names, read, layer) : readFeedForward(read, layer);
    if (parameters === null) return null;
    layers.push({ ...parameters, ...sizes });
  }
  const start = config.start === undefined ? -1 : words.indexOf(config.start);
  const model = {
    config,
    cell,
    layout: { layers: config.layers, signals: cell.signals, units: config.units },
    words: words as readonly string[],
    start: start < 0 ? null : start,
    embedding,
    layers,
    readout: { weights: embedding, bias },
  };
  return { model, found: describeModel(model), doubts: [], notes: [], bytes: weights.byteLength };
}

type Weights = Pick<LayerParameters, "inputWeights" | "recurrentWeights" | "bias">;

function readRecurrent(names: readonly string[], read: ReadTensor, layer: number): Weights | null {
  const prefix = names.find((name) => name.endsWith(".weight_ih_l0"))?.slice(0, -"weight_ih_l0".length);
  const part = (name: string) => read(`${prefix}${name}_l${layer}`);
  const [inputWeights, recurrentWeights] = [part("weight_ih"), part("weight_hh")];
  const [input, recurrent] = [part("bias_ih"), part("bias_hh")];
  if (inputWeights === null || recurrentWeights === null || input === null || recurrent === null) return null;
  return { inputWeights, recurrentWeights, bias: input.map((value, row) => value + (recurrent[row] as number)) };
}

function readFeedForward(read: ReadTensor, layer: number): Weights | null {
  const [inputWeights, bias] = [read(`layers.${layer}.weight`), read(`layers.${layer}.bias`)];
  return inputWeights === null || bias === null ? null : { inputWeights, recurrentWeights: new Float32Array(0), bias };
}

/** safetensors: length of the header, header, data. Of the types those that ship: float32, and int8 with a scale a row. */
function readTensors(file: ArrayBuffer): { readonly names: readonly string[]; readonly read: ReadTensor } {
  const length = Number(new DataView(file).getBigUint64(0, true));
  const entries = new Map(Object.entries(parse(file.slice(8, 8 + length)) as Record<string, Entry>));
  const read: ReadTensor = (name) => {
    const entry = entries.get(name);
    if (entry === undefined) return null;
    const [start, end] = entry.data_offsets.map((offset) => 8 + length + offset) as [number, number];
    if (entry.dtype === "F32") return new Float32Array(file.slice(start, end));
    const scale = entry.dtype === "I8" ? read(`${name}.scale`) : null;
    if (scale === null) return null;
    const width = (end - start) / scale.length;
    return Float32Array.from(new Int8Array(file, start, end - start), (q, n) => q * (scale[Math.floor(n / width)] as number));
  };
  return { names: [...entries.keys()], read };
}

function parse(bytes: ArrayBuffer | undefined): unknown {
  return JSON.parse((bytes === undefined ? null : decodeUtf8(new Uint8Array(bytes))) ?? "null");
}

function isConfig(told: unknown): told is ModelConfig & { readonly format: unknown; readonly version: unknown } {
  return told !== null && typeof told === "object" && "format" in told && "tokenizer" in told && told.tokenizer === "words";
}
