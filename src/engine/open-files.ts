import type { CellType } from "./cell.ts";
import { findCell } from "./cells/registry.ts";
import type { StatedConfig } from "./formats/config.ts";
import { findFeedForwardLayers } from "./formats/feed-forward-names.ts";
import type { FoundTensors, NamedBytes } from "./formats/format.ts";
import { refuseOthers, refuseSeveral } from "./formats/other-files.ts";
import { type FoundLayers, findRecurrentLayers } from "./formats/pytorch-names.ts";
import { formats } from "./formats/registry.ts";
import { nameRows } from "./formats/row-names.ts";
import { brief, listSome, stillSafe } from "./formats/say.ts";
import { isSideFile, readSides, type Stated } from "./formats/side-files.ts";
import { checkSizes } from "./formats/sizes.ts";
import { describeReading } from "./formats/word-notes.ts";
import { findWordTables, type WordTables } from "./formats/word-tables.ts";
import type { Model, ModelConfig } from "./model.ts";
import { describeModel, type OpenedModel } from "./opened-model.ts";
import { type Result, refuse, succeed } from "./problem.ts";
import { createVocabulary, vocabularyOf } from "./tokenizer.ts";

/**
 * Opens a model from its weights and, where they are dropped with them, `config.json` and `vocab.json`, whatever their names. The
 * shapes of the tensors win; a file that contradicts them is refused, and so is anything malformed. Never throws.
 */
export function openFiles(dropped: readonly NamedBytes[]): Result<OpenedModel> {
  const files = dropped.map(({ name, bytes }) => ({ name: brief(name), bytes }));
  const others = files.filter((file) => !isSideFile(file));
  const readable = others.filter((file) => formats.some((format) => format.matches(file)));
  const [weights] = readable;
  const isAlone = others.length === 1;
  if (weights === undefined || !isAlone) {
    return refuseOthers(files) ?? (others.length > 1 ? refuseSeveral(others) : refuseNone(files, others[0]));
  }
  const stated = readSides(files.filter(isSideFile));
  if (!stated.ok) return stated;
  const format = formats.find((candidate) => candidate.matches(weights));
  const found = format?.open(weights);
  if (found === undefined) throw new TypeError(`no format of ${weights.name}`);
  return found.ok ? openTensors(weights, found.value, stated.value) : found;
}

function refuseNone(files: readonly NamedBytes[], other: NamedBytes | undefined): Result<never> {
  const endings = formats.flatMap((format) => format.endings).join(", ");
  if (other !== undefined) {
    return refuse(`${other.name} cannot be opened`, `Files that end in ${endings} can be read. ${stillSafe}`);
  }
  const found = files.length === 0 ? "none" : listSome(files.map(({ name }) => name));
  return refuse(
    "No file with weights",
    `${found} found, one needed (${endings}), dropped together with its config.json and vocab.json if there are any. ${stillSafe}`,
  );
}

function openTensors(file: NamedBytes, { tensors, unread }: FoundTensors, stated: Stated): Result<OpenedModel> {
  const { config } = stated;
  const found = findRecurrentLayers(tensors, file.name) ?? findFeedForwardLayers(tensors, file.name);
  if (found === null) return refuseWithoutLayers(file, [...tensors.keys()]);
  if (!found.ok) return found;
  const [layer] = found.value.layers;
  const ofLayers = { layers: found.value.layers.length, inputs: layer?.inputs ?? 0, units: layer?.units ?? 0 };
  const misfit = checkSizes(file.name, ofLayers);
  if (misfit !== null) return misfit;
  const tables = findWordTables(tensors, found.value, config, file.name);
  if (!tables.ok) return tables;
  const problem = checkSizes(file.name, { words: tables.value.embedding.shape[0] ?? 0 });
  if (problem !== null) return problem;
  const cell = checkStated(file.name, found.value, tables.value, config);
  if (!cell.ok) return cell;
  const isWords = stated.vocabulary !== null && config.tokenizer !== "ids";
  const rows = isWords ? nameRows(stated.vocabulary, tables.value.embedding, file.name) : null;
  if (rows?.ok === false) return rows;
  const model = assemble(file, found.value, tables.value, stated, rows?.value.words ?? null, cell.value);
  if (!model.ok) return model;
  return succeed({
    model: model.value,
    found: describeModel(model.value),
    doubts: describeFunction(found.value, config, cell.value),
    notes: [
      ...found.value.notes,
      ...tables.value.notes,
      ...(unread.length > 0 ? [`Left out, since they hold no weights: ${listSome(unread)}.`] : []),
      ...stated.notes,
      ...(rows?.value.notes ?? []),
      ...describeReading(vocabularyOf(model.value)),
    ],
    bytes: file.bytes.byteLength,
  });
}

function refuseWithoutLayers(file: NamedBytes, names: readonly string[]): Result<never> {
  const isTelling = (name: string) => /lstm|rnn|gru|recurrent|cell|kernel|_hh|_ih/i.test(name);
  const found = [...names.filter(isTelling), ...names.filter((name) => !isTelling(name))];
  return refuse(
    `${file.name} holds no layers that can be run`,
    `PyTorch's names of nn.LSTM or nn.RNN (lstm.weight_ih_l0 …) were needed, ${names.length === 0 ? "no tensor" : listSome(found, 6)} found. Rename the tensors in the state_dict and save again. ${stillSafe}`,
  );
}

/** What the weights do not tell and the config did not say. */
function describeFunction({ cells }: FoundLayers, config: StatedConfig, cell: CellType): readonly string[] {
  if (config.cell !== undefined || config.nonlinearity !== undefined) return [];
  if (!cell.hasMemory) return ["Taken as a stack of tanh layers without memory: its weights do not tell the function."];
  return cells.length > 1
    ? [
        `Taken as tanh: the weights do not tell. {"cell": "${cell.id}", "nonlinearity": "relu"} in a config.json dropped with it says ReLU.`,
      ]
    : [];
}

/** Compares what the config says with the shapes; returns the cell. */
function checkStated(
  fileName: string,
  { cells, layers }: FoundLayers,
  { embedding }: WordTables,
  config: StatedConfig,
): Result<CellType> {
  const [size, inputs] = embedding.shape as [number, number];
  const units = layers[0]?.units;
  const contradicted = (detail: string) => refuse(`${fileName} contradicts its config.json`, `${detail} ${stillSafe}`);
  for (const [key, found] of [
    ["layers", layers.length],
    ["inputs", inputs],
    ["units", units],
    ["vocabulary", size],
  ] as const) {
    const said = config[key];
    if (said !== undefined && said !== found) return contradicted(`config.json says ${key}: ${said}, the tensors say ${found}.`);
  }
  const isRelu = config.nonlinearity === "relu";
  const cell = findCell(config.cell ?? (isRelu ? `${cells[0]}-relu` : (cells[0] as string)));
  if (cell === undefined || !cells.includes(cell.id)) {
    const said = config.cell === undefined ? `nonlinearity: ${config.nonlinearity}` : `cell: ${config.cell}`;
    return contradicted(`config.json says ${said}, the tensors are those of ${cells.join(" or ")}.`);
  }
  return succeed(cell);
}

function assemble(
  file: NamedBytes,
  { layers }: FoundLayers,
  { embedding, readout, isTied }: WordTables,
  { config: stated, vocabulary: told }: Stated,
  words: readonly string[] | null,
  cell: CellType,
): Result<Model> {
  const [size, inputs] = embedding.shape as [number, number];
  const units = layers[0]?.units as number;
  // A tokenizer may name an unknown word that its vocabulary lacks; a config may not.
  const toldUnknown = told?.unknown !== undefined && words?.includes(told.unknown) === true ? told.unknown : undefined;
  const unknown = stated.unknown ?? toldUnknown;
  const vocabulary = createVocabulary(words, size, unknown);
  const start = stated.start === undefined ? null : findStart(stated.start, vocabulary.ids, words, size);
  for (const [key, isMissing] of [
    ["start", start === undefined],
    ["unknown", words !== null && stated.unknown !== undefined && !vocabulary.hasUnknown],
  ] as const) {
    if (isMissing) {
      return refuse(
        `${file.name} lacks a word that its config.json names`,
        `${key}: ${brief(stated[key] ?? "")} is not in ${words === null ? "the vocabulary: vocab.json is missing" : (told?.name ?? "vocab.json")}. ${stillSafe}`,
      );
    }
  }
  const id = stated.id ?? (file.name.replace(/\.[^.]*$/, "") || "model");
  const { nonlinearity: _, ...said } = stated;
  const config: ModelConfig = {
    label: stated.label ?? id,
    ...said,
    ...(unknown === undefined ? {} : { unknown }),
    id,
    cell: cell.id,
    layers: layers.length,
    inputs,
    units,
    vocabulary: size,
    tied: isTied,
    tokenizer: words === null ? "ids" : "words",
  };
  return succeed({
    config,
    cell,
    layout: { layers: layers.length, signals: cell.signals, units },
    words,
    start: start ?? null,
    embedding: embedding.values,
    layers,
    readout,
  });
}

/** Id of the start token; `#0` or `0` in a model of ids. Undefined where there is no such word. */
function findStart(
  start: string,
  ids: ReadonlyMap<string, number>,
  words: readonly string[] | null,
  size: number,
): number | undefined {
  if (words !== null) return ids.get(start);
  const id = /^#?\d{1,9}$/.test(start) ? Number(start.replace("#", "")) : Number.NaN;
  return id < size ? id : undefined;
}
