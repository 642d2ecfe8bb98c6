import type { CellType } from "./cell.ts";
import { findCell } from "./cells/registry.ts";
import { readSideFile, type StatedConfig } from "./formats/config.ts";
import { findFeedForwardLayers } from "./formats/feed-forward-names.ts";
import type { NamedBytes, Tensors } from "./formats/format.ts";
import { type FoundLayers, findRecurrentLayers } from "./formats/pytorch-names.ts";
import { formats } from "./formats/registry.ts";
import { stillSafe } from "./formats/say.ts";
import { findWordTables, type WordTables } from "./formats/word-tables.ts";
import type { Model, ModelConfig } from "./model.ts";
import { type Result, refuse, succeed } from "./problem.ts";
import { createVocabulary } from "./tokenizer.ts";

/** A model that was read from files, and what was found in them. */
export interface OpenedModel {
  readonly model: Model;
  /** In one sentence: `LSTM, 2 layers of 256 units, 6,000 words`. */
  readonly found: string;
  /** Size of the weights' file in bytes. */
  readonly bytes: number;
}

interface Stated {
  readonly config: StatedConfig;
  readonly words: readonly string[] | null;
}

/**
 * Opens a model from its weights and, where they are dropped with them, `config.json` and `vocab.json`, whatever their names. The
 * shapes of the tensors win; a file that contradicts them is refused, and so is anything malformed. Never throws.
 */
export function openFiles(files: readonly NamedBytes[]): Result<OpenedModel> {
  const sides = files.filter(({ name }) => name.toLowerCase().endsWith(".json"));
  const others = files.filter((file) => !sides.includes(file));
  const weights = others[0];
  const endings = formats.flatMap((format) => format.endings).join(", ");
  if (weights === undefined || others.length > 1) {
    const found = others.length === 0 ? "none" : others.map(({ name }) => name).join(" and ");
    return refuse(
      weights === undefined ? "No file with weights" : "Several files with weights",
      `${found} found, one needed (${endings}), with its config.json and vocab.json if there are any. ${stillSafe}`,
    );
  }
  const format = formats.find((candidate) => candidate.matches(weights));
  if (format === undefined) {
    return refuse(`${weights.name} cannot be opened`, `Files that end in ${endings} can be read. ${stillSafe}`);
  }
  const stated = readSides(sides);
  if (!stated.ok) return stated;
  const tensors = format.open(weights);
  return tensors.ok ? openTensors(weights, tensors.value, stated.value) : tensors;
}

function readSides(files: readonly NamedBytes[]): Result<Stated> {
  let config: StatedConfig | null = null;
  let words: readonly string[] | null = null;
  for (const file of files) {
    const side = readSideFile(file);
    if (!side.ok) return side;
    const isSecond = side.value.kind === "config" ? config !== null : words !== null;
    if (isSecond) {
      return refuse(`${file.name} is one too many`, `Two files of the kind ${side.value.kind} found, one needed. ${stillSafe}`);
    }
    if (side.value.kind === "config") config = side.value.config;
    else words = side.value.words;
  }
  return succeed({ config: config ?? {}, words });
}

function openTensors(file: NamedBytes, tensors: Tensors, { config, words }: Stated): Result<OpenedModel> {
  const found = findRecurrentLayers(tensors, file.name) ?? findFeedForwardLayers(tensors, file.name);
  if (found === null) {
    const names = [...tensors.keys()].slice(0, 4).join(", ");
    return refuse(
      `${file.name} holds no layers that can be run`,
      `PyTorch's names of nn.LSTM or nn.RNN (lstm.weight_ih_l0 …) were needed, ${names === "" ? "no tensor" : `${names} …`} found. ${stillSafe}`,
    );
  }
  if (!found.ok) return found;
  const tables = findWordTables(tensors, found.value, config, file.name);
  if (!tables.ok) return tables;
  const checked = checkStated(file.name, found.value, tables.value, config, words);
  if (!checked.ok) return checked;
  const model = assemble(file, found.value, tables.value, config, words, checked.value);
  return model.ok ? succeed({ model: model.value, found: describeModel(model.value), bytes: file.bytes.byteLength }) : model;
}

/** Compares what the config and the vocabulary say with the shapes; returns the cell. */
function checkStated(
  fileName: string,
  { cells, layers }: FoundLayers,
  { embedding }: WordTables,
  config: StatedConfig,
  words: readonly string[] | null,
): Result<CellType> {
  const [size, inputs] = embedding.shape as [number, number];
  const units = layers[0]?.units;
  const shapes: Readonly<Record<string, unknown>> = { layers: layers.length, inputs, units, vocabulary: size };
  for (const key of ["layers", "inputs", "units", "vocabulary"] as const) {
    if (config[key] !== undefined && config[key] !== shapes[key]) {
      return refuse(
        `${fileName} contradicts its config.json`,
        `config.json says ${key}: ${config[key]}, the tensors say ${shapes[key]}. ${stillSafe}`,
      );
    }
  }
  if (words !== null && words.length !== size) {
    return refuse(
      `${fileName} contradicts its vocab.json`,
      `${words.length} words found, ${size} needed: ${embedding.name} has ${size} rows. ${stillSafe}`,
    );
  }
  const cell = findCell(config.cell ?? (cells[0] as string));
  if (cell === undefined || !cells.includes(cell.id)) {
    return refuse(
      `${fileName} contradicts its config.json`,
      `config.json says cell: ${config.cell}, the tensors are those of ${cells.join(" or ")}. ${stillSafe}`,
    );
  }
  return succeed(cell);
}

function assemble(
  file: NamedBytes,
  { layers }: FoundLayers,
  { embedding, readout, isTied }: WordTables,
  stated: StatedConfig,
  words: readonly string[] | null,
  cell: CellType,
): Result<Model> {
  const [size, inputs] = embedding.shape as [number, number];
  const units = layers[0]?.units as number;
  const used = stated.tokenizer === "ids" ? null : words;
  const vocabulary = createVocabulary(used, size, stated.unknown);
  const start = stated.start === undefined ? null : findStart(stated.start, vocabulary.ids, used, size);
  for (const [key, isMissing] of [
    ["start", start === undefined],
    ["unknown", used !== null && stated.unknown !== undefined && !vocabulary.hasUnknown],
  ] as const) {
    if (isMissing) {
      return refuse(
        `${file.name} lacks a word that its config.json names`,
        `${key}: ${stated[key]} is not in ${used === null ? "the vocabulary: vocab.json is missing" : "vocab.json"}. ${stillSafe}`,
      );
    }
  }
  const id = stated.id ?? (file.name.replace(/\.[^.]*$/, "") || "model");
  const config: ModelConfig = {
    label: stated.label ?? id,
    ...stated,
    id,
    cell: cell.id,
    layers: layers.length,
    inputs,
    units,
    vocabulary: size,
    tied: isTied,
    tokenizer: used === null ? "ids" : "words",
  };
  return succeed({
    config,
    cell,
    layout: { layers: layers.length, signals: cell.signals, units },
    vocabulary,
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

/** `LSTM, 2 layers of 256 units, 6,000 words`. */
export function describeModel({ cell, config, readout }: Model): string {
  const count = (n: number, noun: string) => `${n.toLocaleString("en-US")} ${noun}${n === 1 ? "" : "s"}`;
  return [
    cell.label,
    `${count(config.layers, "layer")} of ${count(config.units, "unit")}`,
    count(config.vocabulary, config.tokenizer === "ids" ? "id" : "word"),
    ...(readout === null ? ["no readout"] : []),
  ].join(", ");
}
