import type { LayerParameters } from "../cell.ts";
import { cells } from "../cells/registry.ts";
import { type ProblemTensor, type Result, refuse, succeed } from "../problem.ts";
import type { NamedTensor, Tensors } from "./format.ts";
import { brief, describeShape, listSome, stillSafe } from "./say.ts";

/** Stacked layers as they were found in a file: their weights, and the names that were used up. */
export interface FoundLayers {
  /** Ids of the registered cells that these weights can be, likeliest first. */
  readonly cells: readonly string[];
  readonly layers: readonly LayerParameters[];
  readonly names: ReadonlySet<string>;
  /** What was taken for granted: a sentence each. */
  readonly notes: readonly string[];
}

const recurrentName = /^(.*?)(weight|bias)_(ih|hh|hr)(?:_l(\d+))?(_reverse)?$/;
/** A weight that is stored as something that it is computed from. */
const derivedName = /^(.*?)(?:parametrizations\.)?weight_(?:ih|hh)(?:_l\d+)?(?:\.original\d?|_(?:raw|orig|mask|g|v|u))$/;

/** Cells by their number of gate blocks; three are a GRU, which is not registered yet. */
const cellsByBlocks = new Map<number, readonly string[]>([
  [1, cells.filter((cell) => cell.hasMemory && cell.blocks.length === 1).map((cell) => cell.id)],
  [4, cells.filter((cell) => cell.hasMemory && cell.blocks.length === 4).map((cell) => cell.id)],
]);

/** A recurrent weight or bias by its name. */
interface Match {
  readonly name: string;
  readonly prefix: string;
  readonly part: string;
  /** Null in an nn.LSTMCell or nn.RNNCell, which has one layer and no number. */
  readonly layer: number | null;
  readonly isReverse: boolean;
}

/** Finds the layers of an nn.LSTM or nn.RNN, or the one of their cells, by PyTorch's names, `*.weight_ih_l0` …; null where there are none. */
export function findRecurrentLayers(tensors: Tensors, fileName: string): Result<FoundLayers> | null {
  const derived = [...tensors.keys()].filter((name) => derivedName.test(name));
  const matches = [...tensors.keys()].flatMap((name): Match[] => {
    const match = recurrentName.exec(name);
    if (match === null) return [];
    const [, prefix, , part, layer, reverse] = match;
    const number = layer === undefined ? null : Number(layer);
    return [{ name, prefix: prefix as string, part: part as string, layer: number, isReverse: reverse !== undefined }];
  });
  if (matches.length === 0 && derived.length === 0) return null;
  const problem = refuseKinds(matches, derived, fileName);
  if (problem !== null) return problem;
  const { prefix } = matches[0] as Match;
  const isCell = matches.every(({ layer }) => layer === null);
  const layerCount = isCell ? 1 : Math.max(...matches.map(({ layer }) => layer ?? 0)) + 1;
  if (layerCount > matches.length) {
    return refuse(`${fileName} skips a layer`, `Layer ${layerCount - 1} found, but not every layer before it. ${stillSafe}`);
  }
  return readLayers(tensors, (part, layer) => `${prefix}${part}${isCell ? "" : `_l${layer}`}`, layerCount, fileName);
}

/** Kinds of recurrent layers that cannot be read, by their names. */
function refuseKinds(matches: readonly Match[], derived: readonly string[], fileName: string): Result<never> | null {
  const said = (title: string, detail: string) => refuse(`${fileName} ${title}`, `${detail} ${stillSafe}`);
  if (derived.length > 0) {
    return said(
      "does not hold its recurrent weights as they are used",
      `${listSome(derived)} found: weights under weight drop (AWD-LSTM), weight_norm or pruning are computed anew at every run. Save them as plain weights: model.eval(), run it once, remove what changes them (torch.nn.utils.remove_weight_norm, prune.remove; of fastai copy weight_hh_l0_raw into weight_hh_l0), then save the state_dict.`,
    );
  }
  const reversed = matches.find(({ isReverse }) => isReverse);
  if (reversed !== undefined) {
    return said(
      "reads in both directions",
      `${brief(reversed.name)} found: a bidirectional layer sees the words to come and cannot be followed word by word. Train one with bidirectional=False.`,
    );
  }
  const projection = matches.find(({ part }) => part === "hr");
  if (projection !== undefined) {
    return said(
      "projects its hidden state",
      `${brief(projection.name)} found (proj_size); layers without a projection can be read.`,
    );
  }
  const prefixes = [...new Set(matches.map(({ prefix }) => prefix))];
  const isMixed = new Set(matches.map(({ layer }) => layer === null)).size > 1;
  if (prefixes.length > 1 || isMixed) {
    return said(
      "holds several recurrent stacks",
      `${listSome(prefixes.map((prefix) => `${prefix}*`))} found, one nn.LSTM or nn.RNN needed: how several work together is not told by their weights. Layers of one width, one upon the other, can be saved under one name: lstm.weight_ih_l0, lstm.weight_ih_l1 …`,
    );
  }
  return null;
}

type NameOf = (part: string, layer: number) => string;

function readLayers(tensors: Tensors, nameOf: NameOf, layerCount: number, fileName: string): Result<FoundLayers> {
  const first = tensors.get(nameOf("weight_hh", 0));
  const input = tensors.get(nameOf("weight_ih", 0));
  const blocks = first === undefined ? 4 : blocksOf(first, input, nameOf("", 0));
  if (blocks === 3) {
    return refuse(
      `${fileName} is a GRU, which cannot be run yet`,
      `${brief(first?.name ?? "")}: ${describeShape(first?.shape ?? [])} found, three gates' rows. An LSTM or a plain RNN can be followed today: train the same model with nn.LSTM in the place of nn.GRU. ${stillSafe}`,
    );
  }
  const units = unitsOf(first, input, blocks);
  const layers: LayerParameters[] = [];
  const looked: ProblemTensor[] = [];
  const notes: string[] = [];
  for (let layer = 0; layer < layerCount; layer++) {
    const inputs = layer === 0 ? (input?.shape[1] ?? units) : units;
    const read = readLayer(tensors, (part) => nameOf(part, layer), { rows: blocks * units, inputs, units });
    looked.push(...read.looked);
    if (read.missingBias !== null) notes.push(`${brief(read.missingBias)} is not in the file and was taken as zero.`);
    if (read.parameters !== null) layers.push(read.parameters);
  }
  const kind = blocks === 4 ? "LSTM" : "RNN";
  const problem = refuseMisfits(
    looked,
    `${fileName} does not fit ${layerCount === 1 ? "one" : layerCount} ${kind} layer${layerCount === 1 ? "" : "s"}`,
  );
  if (problem !== null) return problem;
  return succeed({ cells: cellsByBlocks.get(blocks) ?? [], layers, names: new Set(looked.map(({ name }) => name)), notes });
}

interface LayerSizes {
  /** G·H */
  readonly rows: number;
  readonly inputs: number;
  readonly units: number;
}

/** One layer, with every tensor that was looked at; null parameters where one does not fit. A bias of two may be missing. */
function readLayer(tensors: Tensors, nameOf: (part: string) => string, { rows, inputs, units }: LayerSizes) {
  const get = (part: string) => tensors.get(nameOf(part));
  const biases = ["bias_ih", "bias_hh"].filter((part) => get(part) !== undefined);
  const missing = biases.length === 1 ? (biases[0] === "bias_ih" ? "bias_hh" : "bias_ih") : null;
  const looked = [
    compare(nameOf("weight_ih"), get("weight_ih"), [rows, inputs]),
    compare(nameOf("weight_hh"), get("weight_hh"), [rows, units]),
    ...biases.map((part) => compare(nameOf(part), get(part), [rows])),
  ];
  const parameters: LayerParameters | null = looked.every(({ fits }) => fits)
    ? {
        inputWeights: (get("weight_ih") as NamedTensor).values,
        recurrentWeights: (get("weight_hh") as NamedTensor).values,
        bias: addBiases(rows, get("bias_ih")?.values, get("bias_hh")?.values),
        inputs,
        units,
      }
    : null;
  return { looked, parameters, missingBias: missing === null ? null : nameOf(missing) };
}

/** Gate blocks of a layer: rows by columns of W_hh where they divide; else what W_ih or the name suggests. */
function blocksOf(recurrent: NamedTensor, input: NamedTensor | undefined, prefix: string): number {
  const [rows = 0, units = 1] = recurrent.shape;
  for (const blocks of [1, 3, 4]) if (rows === blocks * units) return blocks;
  if (/gru/i.test(prefix)) return 3;
  if (/rnn/i.test(prefix) || (input?.shape[0] ?? rows) % 4 !== 0) return 1;
  return 4;
}

/** H: columns of the first W_hh where they fit its rows; else what most of its rows say. */
function unitsOf(recurrent: NamedTensor | undefined, input: NamedTensor | undefined, blocks: number): number {
  const [rows, columns = 0] = recurrent?.shape ?? [];
  if (rows !== undefined && rows === blocks * columns) return columns;
  return Math.floor((input?.shape[0] ?? rows ?? blocks) / blocks);
}

/** b_ih + b_hh, rounded to float32 once; zeros where the layer was made without. */
function addBiases(rows: number, input: Float32Array | undefined, recurrent: Float32Array | undefined): Float32Array {
  const bias = new Float32Array(rows);
  for (let row = 0; row < rows; row++) bias[row] = (input?.[row] ?? 0) + (recurrent?.[row] ?? 0);
  return bias;
}

/** Tensors that do not fit and are told in the text; the table beside it has them all. */
const MISFITS = 6;

/** What was found under a name beside what was needed. */
export function compare(name: string, found: NamedTensor | undefined, needed: readonly number[]): ProblemTensor {
  return {
    name,
    found: found === undefined ? "missing" : describeShape(found.shape),
    needed: describeShape(needed),
    fits: found?.shape.length === needed.length && needed.every((size, n) => size === found.shape[n]),
  };
}

/** The refusal that lists every tensor looked at; null where all fit. */
export function refuseMisfits(looked: readonly ProblemTensor[], title: string): Result<never> | null {
  const misfits = looked.filter((tensor) => !tensor.fits);
  if (misfits.length === 0) return null;
  const list = misfits
    .slice(0, MISFITS)
    .map(({ name, found, needed }) => `${brief(name)}: (${found}) found, (${needed}) needed.`)
    .join(" ");
  return refuse(title, `${list} ${stillSafe}`, looked);
}
