import { normaliseWord, scanWords } from "./words.ts";

/** A word as the model reads it. */
export interface Token {
  /** The word in the model's spelling: lowercase, directional quotes, `<num>`; for an unknown word what was typed, lowercased. */
  readonly text: string;
  /** Its id; the unknown word's id where it is not in the vocabulary. */
  readonly id: number;
  readonly known: boolean;
  /** Place in the sentence as typed: UTF-16 offsets [start, end). */
  readonly start: number;
  readonly end: number;
}

/** What the tokenizer needs to know of a model. */
export interface Vocabulary {
  /** Words by id (V); null where the reader types token ids. */
  readonly words: readonly string[] | null;
  /** V */
  readonly size: number;
  /** Word → id; empty where the reader types token ids. */
  readonly ids: ReadonlyMap<string, number>;
  /** What an unknown word is read as. A vocabulary without an unknown word reads it as word 0. */
  readonly unknown: number;
  /** False where the vocabulary has no word for unknown ones. */
  readonly hasUnknown: boolean;
}

const commonUnknowns = ["<unk>", "[UNK]", "<UNK>", "unk"];

/** The vocabulary of `words` by id, or of `size` bare ids. `unknown` is the config's; without one the usual spellings are tried. */
export function createVocabulary(words: readonly string[] | null, size: number, unknown?: string): Vocabulary {
  const ids = new Map<string, number>();
  // The first of two equal words keeps its id.
  words?.forEach((word, id) => {
    if (!ids.has(word)) ids.set(word, id);
  });
  const candidates = unknown === undefined ? commonUnknowns : [unknown];
  const found = candidates.map((word) => ids.get(word)).find((id) => id !== undefined);
  return { words, size, ids, unknown: found ?? 0, hasUnknown: found !== undefined };
}

/**
 * The words of `text` as the model reads them, with their places. Spans follow each other without overlap and cover everything
 * but white space, separating hyphens and lone invisible characters. Without words in the vocabulary, ids are read: `3 17 4`.
 */
export function tokenize(text: string, vocabulary: Vocabulary): Token[] {
  if (vocabulary.words === null) return tokenizeIds(text, vocabulary);
  const { ids, unknown } = vocabulary;
  return scanWords(text).map(({ text: typed, start, end }) => {
    const exact = ids.get(typed) ?? ids.get(text.slice(start, end));
    if (exact !== undefined) return { text: vocabulary.words?.[exact] ?? typed, id: exact, known: true, start, end };
    return { text: typed, id: unknown, known: false, start, end };
  });
}

function tokenizeIds(text: string, vocabulary: Vocabulary): Token[] {
  return Array.from(text.matchAll(/[^\s,]+/g), (match) => {
    const [typed] = match;
    const id = /^#?\d{1,9}$/.test(typed) ? Number(typed.replace("#", "")) : Number.NaN;
    const known = id < vocabulary.size;
    const start = match.index;
    return { text: known ? `#${id}` : typed, id: known ? id : vocabulary.unknown, known, start, end: start + typed.length };
  });
}

/** The word of an id as it is printed: `mat`, or `#17` in a model of ids. */
export function wordOf(vocabulary: Pick<Vocabulary, "words">, id: number): string {
  return vocabulary.words?.[id] ?? `#${id}`;
}

/**
 * Known words near `word` in spelling, nearest first: by edit distance (a swap of neighbours counts one, a shared beginning counts
 * in favour), then by frequency, which is the order of ids. Special tokens and punctuation are never offered. Empty where nothing
 * is near (more than a third of the letters, or 2, would have to change).
 */
export function nearestWords(word: string, vocabulary: Vocabulary, count: number): string[] {
  const typed = normaliseWord(word);
  const limit = Math.max(2, Math.floor(typed.length / 3));
  const found: { word: string; cost: number; id: number }[] = [];
  vocabulary.words?.forEach((candidate, id) => {
    if (!/^\p{L}/u.test(candidate) || candidate === typed) return;
    if (Math.abs(candidate.length - typed.length) > limit) return;
    const distance = editDistance(typed, candidate, limit);
    if (distance > limit || distance >= typed.length) return;
    const shared = sharedPrefix(typed, candidate) / typed.length;
    found.push({ word: candidate, cost: distance - shared, id });
  });
  return found
    .sort((a, b) => a.cost - b.cost || a.id - b.id)
    .slice(0, count)
    .map((entry) => entry.word);
}

function sharedPrefix(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

/** Optimal string alignment distance (insert, delete, replace, swap neighbours); anything above `limit` may be returned as limit + 1. */
function editDistance(a: string, b: string, limit: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let best = i;
    for (let j = 1; j <= b.length; j++) {
      const replaced = (last[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cost = Math.min(replaced, (last[j] as number) + 1, (row[j - 1] as number) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (beforeLast[j - 2] as number) + 1);
      }
      row.push(cost);
      best = Math.min(best, cost);
    }
    if (best > limit) return limit + 1;
    beforeLast = last;
    last = row;
  }
  return last[b.length] as number;
}
