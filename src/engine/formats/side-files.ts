import { type Result, refuse, succeed } from "../problem.ts";
import { configKeys, readConfig, type StatedConfig } from "./config.ts";
import type { NamedBytes } from "./format.ts";
import { isObject, type JsonObject, parseJson, repeatedKeys } from "./json.ts";
import { brief, listSome, stillSafe } from "./say.ts";
import { decodeUtf8 } from "./utf8.ts";
import { readLines, readVocabulary, type StatedVocabulary } from "./vocabulary.ts";

/** What the files beside the weights say. */
export interface Stated {
  readonly config: StatedConfig;
  readonly vocabulary: StatedVocabulary | null;
  /** What was left out of them, a sentence each. */
  readonly notes: readonly string[];
}

/** A file dropped with the weights, told apart by what it holds. */
type SideFile =
  | { readonly kind: "config"; readonly config: StatedConfig; readonly note: string | null }
  | { readonly kind: "vocabulary"; readonly vocabulary: StatedVocabulary }
  | { readonly kind: "other"; readonly note: string };

/** Whether a file is read beside the weights: JSON, or a list of words in lines. */
export function isSideFile({ name }: NamedBytes): boolean {
  return /\.(?:json|txt)$/i.test(name);
}

/** Reads everything that was dropped with the weights: at most one config and one vocabulary, whatever their names. */
export function readSides(files: readonly NamedBytes[]): Result<Stated> {
  let config: StatedConfig | null = null;
  let vocabulary: StatedVocabulary | null = null;
  const notes: string[] = [];
  for (const file of files) {
    const side = readSideFile(file);
    if (!side.ok) return side;
    const { value } = side;
    if (value.kind === "other") {
      notes.push(value.note);
      continue;
    }
    if (value.kind === "config" ? config !== null : vocabulary !== null) {
      return refuse(`${file.name} is one too many`, `Two files of the kind ${value.kind} found, one needed. ${stillSafe}`);
    }
    if (value.kind === "vocabulary") vocabulary = value.vocabulary;
    else {
      config = value.config;
      if (value.note !== null) notes.push(value.note);
    }
  }
  return succeed({ config: config ?? {}, vocabulary, notes });
}

function readSideFile(file: NamedBytes): Result<SideFile> {
  const text = decodeUtf8(new Uint8Array(file.bytes));
  if (text !== null && /\.txt$/i.test(file.name)) return asVocabulary(readLines(file.name, text));
  const value = text === null ? undefined : parseJson(text);
  if (text === null || value === undefined) {
    return refuse(
      `${file.name} is not ${/\.txt$/i.test(file.name) ? "a text in UTF-8" : "JSON"}`,
      `A config.json or a vocab.json was needed, something else found. ${stillSafe}`,
    );
  }
  const repeated = isObject(value) ? repeatedKeys(text) : [];
  if (repeated.length > 0) {
    return refuse(`${file.name} says something twice`, `${listSome(repeated)}: written more than once, one needed. ${stillSafe}`);
  }
  const ours = isObject(value) ? Object.keys(value).filter((key) => configKeys.has(key)) : [];
  const isConfig = isObject(value) && (isCalledConfig(file.name) || value.format === "gatescope-model" || isAllOurs(value, ours));
  const vocabulary = isConfig && ours.length > 0 ? null : readVocabulary(file.name, value);
  if (vocabulary !== null) return asVocabulary(vocabulary);
  if (!isObject(value) || ours.length === 0) return succeed({ kind: "other", note: describeOther(file.name, value) });
  const config = readConfig(file.name, value);
  if (!config.ok) return config;
  const unread = Object.keys(value).filter((key) => !configKeys.has(key));
  const note = unread.length === 0 ? null : `${file.name}: not read are ${listSome(unread)}.`;
  return succeed({ kind: "config", config: config.value, note });
}

const isCalledConfig = (name: string) => /config\.json$/i.test(name);

/** `{ "layers": 2 }` could be a vocabulary as well: words that are all keys of a config are taken for one. */
function isAllOurs(value: JsonObject, ours: readonly string[]): boolean {
  return ours.length > 0 && ours.length === Object.keys(value).length;
}

function asVocabulary(read: Result<StatedVocabulary>): Result<SideFile> {
  return read.ok ? succeed({ kind: "vocabulary", vocabulary: read.value }) : read;
}

function describeOther(name: string, value: unknown): string {
  const found = isObject(value) ? listSome(Object.keys(value)) : brief(String(value));
  return `${name} is neither a config nor a vocabulary that can be read and was left out${found === "" ? "" : `: it holds ${found}`}.`;
}
