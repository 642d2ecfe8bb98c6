import { findCell } from "../cells/registry.ts";
import type { ModelConfig } from "../model.ts";
import { type Result, refuse, succeed } from "../problem.ts";
import { isCount, isObject, type JsonObject } from "./json.ts";
import { briefValue, stillSafe } from "./say.ts";

/** What a `config.json` says (FORMATS.md section 4): every key is optional for a file with PyTorch's names. */
export type StatedConfig = Partial<ModelConfig> & {
  /** Of an nn.RNN; where `cell` stands beside it, that is the cell which both name. */
  readonly nonlinearity?: "tanh" | "relu";
};

/** Letters of the text that stands for what a model was trained on. */
export const SAMPLE_LETTERS = 100_000;

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
  [
    "sample",
    `a text of ${SAMPLE_LETTERS} letters or fewer`,
    (value) => typeof value === "string" && value.length <= SAMPLE_LETTERS,
  ],
  ["nonlinearity", "tanh or relu", (value) => value === "tanh" || value === "relu"],
  ["provenance", "an object", isObject],
];

/** Keys that say something here. */
export const configKeys: ReadonlySet<string> = new Set([...checks.map(([key]) => key), "cell", "format", "version"]);

/** Reads what a `config.json` says, or says what of it cannot be used. */
export function readConfig(name: string, value: JsonObject): Result<StatedConfig> {
  if (value.format !== undefined && value.format !== "gatescope-model") {
    return refuse(
      `${name} is not the config of a model`,
      `Its format is ${briefValue(value.format)}, "gatescope-model" needed. ${stillSafe}`,
    );
  }
  if (value.format !== undefined && value.version !== 1) {
    return refuse(
      `${name} is of another version`,
      `Version ${briefValue(value.version)} found, version 1 can be read. ${stillSafe}`,
    );
  }
  for (const [key, needed, holds] of checks) {
    if (value[key] !== undefined && !holds(value[key])) {
      return refuse(`${name} cannot be used`, `${key} is ${briefValue(value[key])}, ${needed} needed. ${stillSafe}`);
    }
  }
  const cell = statedCell(value);
  if (value.cell !== undefined && cell === undefined) {
    return refuse(
      `${name} names a cell that cannot be run yet`,
      `${briefValue(value.cell)}${value.nonlinearity === undefined ? "" : ` with ${briefValue(value.nonlinearity)}`} found; an LSTM (lstm), a plain RNN (rnn, with tanh or relu) and a stack of tanh layers (feed-forward) can be. ${stillSafe}`,
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
