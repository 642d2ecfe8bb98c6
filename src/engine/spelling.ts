import { composeWord, normaliseWord } from "./words.ts";

/** Words of a vocabulary by their spellings. */
export interface Spellings {
  /** Word → id, as the vocabulary writes it. */
  readonly ids: ReadonlyMap<string, number>;
  /** Composed spelling → id, of the words that are written otherwise. */
  readonly composed: ReadonlyMap<string, number>;
}

/** The spellings of `words` by id. The first of two equal words keeps its id. */
export function createSpellings(words: readonly string[]): Spellings {
  const ids = new Map<string, number>();
  const composed = new Map<string, number>();
  words.forEach((word, id) => {
    if (!ids.has(word)) ids.set(word, id);
    const plain = composeWord(word);
    if (plain !== word && plain !== "" && !composed.has(plain)) composed.set(plain, id);
  });
  return { ids, composed };
}

/** Marks that writers use for each other: where the vocabulary lacks the first, the next ones are tried. */
const sameMarks = new Map([
  ["“", ['"']],
  ["”", ['"']],
  ["—", ["–", "--", "-"]],
  ["...", ["…"]],
]);

/**
 * Id of a word as somebody typed it: its exact spelling first, then composed, then in lower case, then without accents, then as the
 * rules of training/tokenizer.py spell it (`scanned`). Undefined where the vocabulary has none of them.
 */
export function findWord({ ids, composed }: Spellings, typed: string, scanned = normaliseWord(typed)): number | undefined {
  const exact = ids.get(typed);
  if (exact !== undefined) return exact;
  const look = (word: string) => ids.get(word) ?? composed.get(word);
  const plain = composeWord(typed);
  const found = look(plain) ?? look(plain.toLowerCase()) ?? look(normaliseWord(typed)) ?? look(scanned);
  if (found !== undefined) return found;
  const mark = sameMarks.get(scanned)?.find((other) => ids.has(other));
  return mark === undefined ? undefined : ids.get(mark);
}
