import { countOf } from "../count-of.ts";
import { type Result, refuse, succeed } from "../problem.ts";
import type { NamedTensor } from "./format.ts";
import { brief, listSome, quote, stillSafe } from "./say.ts";
import type { StatedVocabulary } from "./vocabulary.ts";

/** Rows without a word that a list may leave over: fewer may be words that the list lacks at its beginning, such as that of padding. */
const FEWEST_PADDED = 3;

/** A word for every row of the embedding (V), and what the reader is told of them, a sentence each. */
export interface NamedRows {
  readonly words: readonly string[];
  readonly notes: readonly string[];
}

/** Gives every row of the embedding its word; one that the vocabulary has none for is called by its number, `#17`, and typed so. */
export function nameRows(stated: StatedVocabulary, embedding: NamedTensor, fileName: string): Result<NamedRows> {
  const { name, words, hasIds } = stated;
  const [rows] = embedding.shape as [number];
  const table = `${brief(embedding.name)} has ${countOf(rows, "row")}`;
  const refused = (detail: string) => refuse(`${fileName} contradicts its ${name}`, `${detail} ${stillSafe}`);
  if (words.length > rows) {
    const last = words.length - 1;
    return refused(
      hasIds
        ? `${quote(words[last] as string)} has the id ${last}, but ${table}: ids from 0 to ${rows - 1}. Ids that begin at 1 need a row more than there are words.`
        : `${countOf(words.length, "word")} found, ${rows} needed: ${table}.`,
    );
  }
  if (!hasIds && words.length < rows && !isPadded(words.length, rows)) {
    return refused(
      `${countOf(words.length, "word")} found, ${rows} needed: ${table}. Which rows have no word is told by an object word → id.`,
    );
  }
  const taken = new Set(words);
  const nameless: string[] = [];
  const all = Array.from({ length: rows }, (_, id) => {
    const word = words[id];
    if (word !== undefined) return word;
    let own = `#${id}`;
    while (taken.has(own)) own = `#${own}`;
    nameless.push(own);
    return own;
  });
  const twice = repeatedWords(words);
  return succeed({
    words: all,
    notes: [
      ...(nameless.length > 0 ? [`${describeNameless(nameless)}${hasIds ? "" : ", taken as padding"}.`] : []),
      ...(twice.length > 0 ? [`Written more than once, and typed as the first: ${listSome(twice)}.`] : []),
    ],
  });
}

function repeatedWords(words: readonly (string | undefined)[]): readonly string[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const word of words) {
    if (word === undefined) continue;
    if (seen.has(word)) twice.add(word);
    seen.add(word);
  }
  return [...twice];
}

function describeNameless(names: readonly string[]): string {
  return names.length === 1
    ? `One row has no word (${names[0]})`
    : `${countOf(names.length, "row")} have no word (${listSome(names)})`;
}

/** Whether so many rows are what so many words are padded to, by a multiple of eight; more than there are words is no padding. */
function isPadded(words: number, rows: number): boolean {
  const padding = rows - words;
  const isMultiple = [8, 16, 32, 64, 128, 256].some((step) => Math.ceil(words / step) * step === rows);
  return padding >= FEWEST_PADDED && padding < words && isMultiple;
}
