import { cells, findCell } from "../cells/registry.ts";
import type { ModelConfig } from "../model.ts";
import { type Result, refuse, succeed } from "../problem.ts";
import type { NamedBytes } from "./format.ts";
import { isCount, isObject, type JsonObject, parseJson } from "./json.ts";
import { stillSafe } from "./say.ts";
import { decodeUtf8 } from "./utf8.ts";

/** What a `config.json` says (FORMATS.md section 4): every key is optional for a file with PyTorch's names. */
export type StatedConfig = Partial<ModelConfig>;

/** A JSON file dropped with the weights: a config or a vocabulary, told apart by what it holds. */
export type SideFile =
  | { readonly kind: "config"; readonly config: StatedConfig }
  | { readonly kind: "vocabulary"; readonly words: readonly string[] };

/** Reads a `.json` file that was dropped with the weights. */
export function readSideFile(file: NamedBytes): Result<SideFile> {
  const text = decodeUtf8(new Uint8Array(file.bytes));
  const value = text === null ? undefined : parseJson(text);
  if (Array.isArray(value)) return readWordList(file.name, value);
  if (!isObject(value)) {
    return refuse(`${file.name} is not JSON`, `A config.json or a vocab.json was needed, something else found. ${stillSafe}`);
  }
  const entries = Object.entries(value);
  // `{ "layers": 2 }` alone could be either; then the name decides.
  const isCalledConfig = /config\.json$/i.test(file.name);
  if (!isCalledConfig && entries.length > 0 && entries.every(([, id]) => typeof id === "number"))
    return readWordIds(file.name, entries);
  const config = readConfig(file.name, value);
  return config.ok ? succeed({ kind: "config", config: config.value }) : config;
}

function readWordList(name: string, list: readonly unknown[]): Result<SideFile> {
  const at = list.findIndex((word) => typeof word !== "string");
  if (at >= 0 || list.length === 0) {
    const found = list.length === 0 ? "an empty list" : `${JSON.stringify(list[at])} at place ${at}`;
    return refuse(`${name} is no list of words`, `${found} found, words needed. ${stillSafe}`);
  }
  return succeed({ kind: "vocabulary", words: list as readonly string[] });
}

function readWordIds(name: string, entries: readonly (readonly [string, unknown])[]): Result<SideFile> {
  const words = new Array<string>(entries.length);
  for (const [word, id] of entries) {
    if (!isCount(id) || id >= entries.length || words[id] !== undefined) {
      const why =
        isCount(id) && id < entries.length ? `that of ${JSON.stringify(words[id])} too` : `0 to ${entries.length - 1} needed`;
      return refuse(`${name} does not number its words`, `${JSON.stringify(word)} has the id ${id}, ${why}. ${stillSafe}`);
    }
    words[id] = word;
  }
  return succeed({ kind: "vocabulary", words });
}

const checks: readonly (readonly [key: string, needed: string, holds: (value: unknown) => boolean])[] = [
  ["id", "a text", (value) => typeof value === "string" && value !== ""],
  ["label", "a text", (value) => typeof value === "string"],
  ["layers", "a whole number from 1", (value) => isCount(value) && value > 0],
  ["inputs", "a whole number from 1", (value) => isCount(value) && value > 0],
  ["units", "a whole number from 1", (value) => isCount(value) && value > 0],
  ["vocabulary", "a whole number from 1", (value) => isCount(value) && value > 0],
  ["tied", "true or false", (value) => typeof value === "boolean"],
  ["tokenizer", "words or ids", (value) => value === "words" || value === "ids"],
  ["start", "a word", (value) => typeof value === "string"],
  ["unknown", "a word", (value) => typeof value === "string"],
  ["provenance", "an object", isObject],
];

function readConfig(name: string, value: JsonObject): Result<StatedConfig> {
  if (value.format !== undefined && value.format !== "gatescope-model") {
    return refuse(
      `${name} is not the config of a model`,
      `Its format is ${JSON.stringify(value.format)}, "gatescope-model" needed. ${stillSafe}`,
    );
  }
  if (value.format !== undefined && value.version !== 1) {
    return refuse(
      `${name} is of another version`,
      `Version ${JSON.stringify(value.version)} found, version 1 can be read. ${stillSafe}`,
    );
  }
  for (const [key, needed, holds] of checks) {
    if (value[key] !== undefined && !holds(value[key])) {
      return refuse(`${name} cannot be used`, `${key} is ${JSON.stringify(value[key])}, ${needed} needed. ${stillSafe}`);
    }
  }
  const cell = statedCell(value);
  if (value.cell !== undefined && cell === undefined) {
    return refuse(
      `${name} names a cell that cannot be run yet`,
      `${JSON.stringify(value.cell)}${value.nonlinearity === undefined ? "" : ` with ${JSON.stringify(value.nonlinearity)}`} found; ${cells.map(({ id }) => id).join(", ")} are registered. ${stillSafe}`,
    );
  }
  const kept = Object.fromEntries(checks.flatMap(([key]) => (value[key] === undefined ? [] : [[key, value[key]]])));
  const { provenance } = value;
  return succeed({
    ...kept,
    ...(cell === undefined ? {} : { cell }),
    ...(isObject(provenance) ? { provenance: readProvenance(provenance) } : {}),
  });
}

/** Letters of an entry of the provenance that are kept: a paragraph. */
export const PROVENANCE_LETTERS = 2000;

/** The documented entries that are texts, cut where they are longer than a paragraph; whatever else stands there is left out. */
function readProvenance(stated: JsonObject): NonNullable<ModelConfig["provenance"]> {
  const entries = (["data", "licence", "recipe", "sha256"] as const).flatMap((key) => {
    const text = stated[key];
    return typeof text === "string" ? [[key, text.slice(0, PROVENANCE_LETTERS)] as const] : [];
  });
  return Object.fromEntries(entries);
}

/** The registered cell that `cell` and `nonlinearity` name together: `rnn` with `relu` is `rnn-relu`. */
function statedCell({ cell, nonlinearity }: JsonObject): string | undefined {
  if (typeof cell !== "string") return undefined;
  if (nonlinearity === undefined || nonlinearity === "tanh") return findCell(cell)?.id;
  return typeof nonlinearity === "string" ? findCell(`${cell}-${nonlinearity}`)?.id : undefined;
}
