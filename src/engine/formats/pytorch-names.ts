import type { LayerParameters } from "../cell.ts";
import { cells } from "../cells/registry.ts";
import { type ProblemTensor, type Result, refuse, succeed } from "../problem.ts";
import type { NamedTensor, Tensors } from "./format.ts";
import { describeShape, stillSafe } from "./say.ts";

/** Stacked layers as they were found in a file: their weights, and the names that were used up. */
export interface FoundLayers {
  /** Ids of the registered cells that these weights can be, likeliest first. */
  readonly cells: readonly string[];
  readonly layers: readonly LayerParameters[];
  readonly names: ReadonlySet<string>;
}

const recurrentName = /^(.*?)(weight|bias)_(ih|hh|hr)_l(\d+)(_reverse)?$/;

/** Cells by their number of gate blocks; three are a GRU, which is not registered yet. */
const cellsByBlocks = new Map<number, readonly string[]>([
  [1, cells.filter((cell) => cell.hasMemory && cell.blocks.length === 1).map((cell) => cell.id)],
  [4, cells.filter((cell) => cell.hasMemory && cell.blocks.length === 4).map((cell) => cell.id)],
]);

/** Finds the layers of an nn.LSTM or nn.RNN by PyTorch's names, `*.weight_ih_l0` …; null where there are none. */
export function findRecurrentLayers(tensors: Tensors, fileName: string): Result<FoundLayers> | null {
  const matches = [...tensors.keys()].flatMap((name) => {
    const match = recurrentName.exec(name);
    return match === null
      ? []
      : [{ name, prefix: match[1] as string, part: match[3], layer: Number(match[4]), reverse: match[5] }];
  });
  if (matches.length === 0) return null;
  const said = (title: string, detail: string) => refuse(`${fileName} ${title}`, `${detail} ${stillSafe}`);

  const reversed = matches.find((match) => match.reverse !== undefined);
  if (reversed !== undefined) {
    return said(
      "reads in both directions",
      `${reversed.name} found: a bidirectional layer sees the words to come and cannot be followed word by word. Train one with bidirectional=False.`,
    );
  }
  const projection = matches.find((match) => match.part === "hr");
  if (projection !== undefined) {
    return said("projects its hidden state", `${projection.name} found (proj_size); layers without a projection can be read.`);
  }
  const prefixes = [...new Set(matches.map((match) => match.prefix))];
  if (prefixes.length > 1) {
    return said(
      "holds several recurrent stacks",
      `${prefixes.map((prefix) => `${prefix}*`).join(" and ")} found, one nn.LSTM or nn.RNN needed.`,
    );
  }
  const layerCount = Math.max(...matches.map((match) => match.layer)) + 1;
  if (layerCount > matches.length) return said("skips a layer", `Layer ${layerCount - 1} found, but not every layer before it.`);
  return readLayers(tensors, prefixes[0] as string, layerCount, fileName);
}

function readLayers(tensors: Tensors, prefix: string, layerCount: number, fileName: string): Result<FoundLayers> {
  const first = tensors.get(`${prefix}weight_hh_l0`);
  const blocks = first === undefined ? 4 : blocksOf(first, tensors.get(`${prefix}weight_ih_l0`), prefix);
  if (blocks === 3) {
    return refuse(
      `${fileName} is a GRU, which cannot be run yet`,
      `${first?.name}: ${describeShape(first?.shape ?? [])} found, three blocks of rows; ${cells.map(({ id }) => id).join(", ")} are registered. ${stillSafe}`,
    );
  }
  const units = unitsOf(tensors, prefix, blocks);
  const rows = blocks * units;
  const layers: LayerParameters[] = [];
  const looked: ProblemTensor[] = [];
  for (let layer = 0; layer < layerCount; layer++) {
    const named = (part: string) => tensors.get(`${prefix}${part}_l${layer}`);
    const inputs = layer === 0 ? (named("weight_ih")?.shape[1] ?? units) : units;
    const hasBias = named("bias_ih") !== undefined || named("bias_hh") !== undefined;
    const needed: readonly (readonly [part: string, shape: readonly number[]])[] = [
      ["weight_ih", [rows, inputs]],
      ["weight_hh", [rows, units]],
      ...(hasBias
        ? ([
            ["bias_ih", [rows]],
            ["bias_hh", [rows]],
          ] as const)
        : []),
    ];
    for (const [part, shape] of needed) looked.push(compare(`${prefix}${part}_l${layer}`, named(part), shape));
    if (looked.some((tensor) => !tensor.fits)) continue;
    layers.push({
      inputWeights: (named("weight_ih") as NamedTensor).values,
      recurrentWeights: (named("weight_hh") as NamedTensor).values,
      bias: addBiases(rows, named("bias_ih")?.values, named("bias_hh")?.values),
      inputs,
      units,
    });
  }
  const kind = blocks === 4 ? "LSTM" : "RNN";
  const problem = refuseMisfits(
    looked,
    `${fileName} does not fit ${layerCount === 1 ? "one" : layerCount} ${kind} layer${layerCount === 1 ? "" : "s"}`,
  );
  if (problem !== null) return problem;
  return succeed({ cells: cellsByBlocks.get(blocks) ?? [], layers, names: new Set(looked.map((tensor) => tensor.name)) });
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
function unitsOf(tensors: Tensors, prefix: string, blocks: number): number {
  const recurrent = tensors.get(`${prefix}weight_hh_l0`)?.shape;
  const input = tensors.get(`${prefix}weight_ih_l0`)?.shape;
  if (recurrent?.[0] !== undefined && recurrent[0] === blocks * (recurrent[1] ?? 0)) return recurrent[1] as number;
  return Math.floor((input?.[0] ?? recurrent?.[0] ?? blocks) / blocks);
}

/** b_ih + b_hh, rounded to float32 once; zeros where the layer was made without. */
function addBiases(rows: number, input: Float32Array | undefined, recurrent: Float32Array | undefined): Float32Array {
  const bias = new Float32Array(rows);
  for (let row = 0; row < rows; row++) bias[row] = (input?.[row] ?? 0) + (recurrent?.[row] ?? 0);
  return bias;
}

/** What was found under a name beside what was needed. */
export function compare(name: string, found: NamedTensor | undefined, needed: readonly number[]): ProblemTensor {
  return {
    name,
    found: found === undefined ? "missing" : describeShape(found.shape),
    needed: describeShape(needed),
    fits: found !== undefined && describeShape(found.shape) === describeShape(needed),
  };
}

/** The refusal that lists every tensor looked at; null where all fit. */
export function refuseMisfits(looked: readonly ProblemTensor[], title: string): Result<never> | null {
  const misfits = looked.filter((tensor) => !tensor.fits);
  if (misfits.length === 0) return null;
  const list = misfits.map(({ name, found, needed }) => `${name}: (${found}) found, (${needed}) needed.`).join(" ");
  return refuse(title, `${list} ${stillSafe}`, looked);
}
