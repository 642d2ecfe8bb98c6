import { countOf } from "../count-of.ts";
import { MODEL_LIMITS, WORD_LETTERS } from "../limits.ts";
import { type Result, refuse, succeed } from "../problem.ts";
import { isCount, isObject, type JsonObject, parseJson } from "./json.ts";
import { brief, briefValue, quote, stillSafe } from "./say.ts";

/** The words of a file, as far as it tells them. */
export interface StatedVocabulary {
  /** The file, as messages name it. */
  readonly name: string;
  /** Word by id; a place without a word is undefined. */
  readonly words: readonly (string | undefined)[];
  /** Whether the file says the ids; else they are the places in a list. */
  readonly hasIds: boolean;
  /** The word for unknown ones, where the file names it. */
  readonly unknown?: string;
}

type Read = Result<StatedVocabulary>;

/** Names under which other programs keep a vocabulary inside a larger object. */
const partName =
  /^(?:vocab|vocabulary|words?|tokens|chars|itos|stoi|(?:word|char|token)s?_?(?:to|2)_?(?:id|ix|idx|index|int)|(?:id|ix|idx|index|int)_?(?:to|2)_?(?:word|char|token)s?|word_?index|index_?word|char_?indices|indices_?char)$/i;
const isNumeral = (text: string) => /^\d{1,9}$/.test(text);

/**
 * Reads a vocabulary in the shapes in which people keep one: a list of words, word → id, id → word, ids as text, `itos` and `stoi`, a
 * tokenizer.json of Hugging Face or of Keras. Null where the value has none of these shapes.
 * @param isPart within another object, in which no further ones are looked for.
 */
export function readVocabulary(name: string, value: unknown, isPart = false): Read | null {
  // Keras writes its tokenizer as JSON within JSON.
  const within = typeof value === "string" ? parseJson(value) : value;
  if (Array.isArray(within)) return readList(name, within);
  if (!isObject(within)) return null;
  if (isObject(within.model) && within.model.vocab !== undefined) return readHuggingFace(name, within);
  if (within.class_name === "Tokenizer" && isObject(within.config)) return readKeras(name, within.config);
  return readPairs(name, Object.entries(within)) ?? (isPart ? null : readParts(name, within));
}

function readPairs(name: string, entries: readonly (readonly [string, unknown])[]): Read | null {
  if (entries.length === 0) return null;
  const values = entries.map(([, value]) => value);
  if (values.every((value) => typeof value === "number")) return readIds(name, entries);
  if (!values.every((value) => typeof value === "string")) return null;
  const texts = entries as readonly (readonly [string, string])[];
  const keysCount = texts.every(([key]) => isNumeral(key));
  const valuesCount = texts.every(([, text]) => isNumeral(text));
  if (keysCount && valuesCount) {
    return refuse(
      `${name} can be read in two ways`,
      `Keys and values are numbers: which of them are the ids cannot be told. Save the words as a list, in the order of their ids. ${stillSafe}`,
    );
  }
  if (keysCount)
    return readIds(
      name,
      texts.map(([id, word]) => [word, Number(id)] as const),
    );
  return valuesCount
    ? readIds(
        name,
        texts.map(([word, id]) => [word, Number(id)] as const),
      )
    : null;
}

function readParts(name: string, value: JsonObject): Read | null {
  const parts = Object.keys(value).filter((key) => partName.test(key) && (isObject(value[key]) || Array.isArray(value[key])));
  let first: StatedVocabulary | null = null;
  for (const key of parts) {
    const read = readVocabulary(`${name}, ${brief(key)}`, value[key], true);
    if (read === null) continue;
    if (!read.ok) return read;
    const { words } = read.value;
    if (first !== null && (words.length !== first.words.length || words.some((word, id) => word !== first?.words[id]))) {
      return refuse(
        `${name} holds two vocabularies`,
        `${parts.map(quote).join(" and ")} differ; one was needed. Save the words as a list, in the order of their ids. ${stillSafe}`,
      );
    }
    first ??= read.value;
  }
  return first === null ? null : succeed({ ...first, name });
}

function readHuggingFace(name: string, value: JsonObject): Read | null {
  const model = value.model as JsonObject;
  const added = (Array.isArray(value.added_tokens) ? value.added_tokens : []).flatMap((token: unknown) =>
    isObject(token) && typeof token.content === "string" ? [[token.content, token.id] as const] : [],
  );
  // A Unigram model lists each piece with its score.
  const pieces = Array.isArray(model.vocab)
    ? model.vocab.map((pair: unknown, id) => [Array.isArray(pair) ? (pair[0] as unknown) : pair, id] as const)
    : isObject(model.vocab)
      ? Object.entries(model.vocab)
      : null;
  if (pieces === null || !pieces.every(([word]) => typeof word === "string")) return null;
  const known = new Map(pieces as readonly (readonly [string, unknown])[]);
  const others = added.filter(([word, id]) => known.get(word) !== id);
  const read = readIds(name, [...known, ...others]);
  const unknown = typeof model.unk_token === "string" ? model.unk_token : undefined;
  return read.ok && unknown !== undefined ? succeed({ ...read.value, unknown }) : read;
}

function readKeras(name: string, config: JsonObject): Read | null {
  const index = typeof config.word_index === "string" ? parseJson(config.word_index) : config.word_index;
  if (!isObject(index)) return null;
  // Words beyond `num_words` are never read by such a model.
  const most = isCount(config.num_words) && config.num_words > 0 ? config.num_words : Infinity;
  const read = readIds(
    name,
    Object.entries(index).filter(([, id]) => typeof id !== "number" || id < most),
  );
  const unknown = typeof config.oov_token === "string" ? config.oov_token : undefined;
  return read.ok && unknown !== undefined ? succeed({ ...read.value, unknown }) : read;
}

/** Words in the order of their ids. */
export function readList(name: string, list: readonly unknown[]): Read {
  if (list.length === 0) return refuse(`${name} is no list of words`, `An empty list found, words needed. ${stillSafe}`);
  const at = list.findIndex((word) => typeof word !== "string");
  if (at >= 0) {
    return refuse(`${name} is no list of words`, `${briefValue(list[at])} at place ${at} found, words needed. ${stillSafe}`);
  }
  return bound(name, list as readonly string[], false);
}

function readIds(name: string, entries: readonly (readonly [string, unknown])[]): Read {
  const words: (string | undefined)[] = [];
  const refused = (word: string, why: string) =>
    refuse(`${name} does not number its words`, `${quote(word)} has the id ${why}. ${stillSafe}`);
  for (const [word, id] of entries) {
    if (!isCount(id)) return refused(word, `${briefValue(id)}: a whole number from 0 was needed`);
    if (id >= MODEL_LIMITS.words)
      return refused(word, `${countOf(id, "")}: at most ${countOf(MODEL_LIMITS.words - 1, "")} can be read`);
    const other = words[id];
    if (other !== undefined) return refused(word, `${id}, that of ${quote(other)} too: counts of words are no ids`);
    words[id] = word;
  }
  if (words.length === 0) return refuse(`${name} is no list of words`, `An empty list found, words needed. ${stillSafe}`);
  // Holes become undefined, which a message between threads keeps.
  return bound(name, Array.from(words), true);
}

function bound(name: string, words: readonly (string | undefined)[], hasIds: boolean): Read {
  if (words.length > MODEL_LIMITS.words) {
    return refuse(
      `${name} holds too many words`,
      `${countOf(words.length, "word")} found, at most ${countOf(MODEL_LIMITS.words, "")} can be read. ${stillSafe}`,
    );
  }
  const long = words.find((word) => word !== undefined && word.length > WORD_LETTERS);
  if (long !== undefined) {
    return refuse(
      `${name} holds a word that is too long`,
      `${quote(long)} has ${countOf(long.length, "letter")}, at most ${countOf(WORD_LETTERS, "")} can be read. ${stillSafe}`,
    );
  }
  return succeed({ name, words, hasIds });
}

/** The lines of a `vocab.txt`, a word each. */
export function readLines(name: string, text: string): Read {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  const refused = (detail: string) =>
    refuse(`${name} is no list of words`, `${detail} One word a line was needed, in the order of the ids. ${stillSafe}`);
  const empty = lines.indexOf("");
  if (empty >= 0) return refused(`Line ${empty + 1} is empty.`);
  if (lines.length > 1 && lines.every((line) => /\S[\t ]-?\d+(?:\.\d+)?$/.test(line))) {
    return refused(`Every line ends in a number (${quote(lines[0] as string)}): an id, a count or a score.`);
  }
  return readList(name, lines);
}
