import { areCharacters, scanCharacters } from "./characters.ts";
import type { Model } from "./model.ts";
import { createPieces, findCuts, isPiece, pieceEnds } from "./pieces.ts";
import { createSpellings, findWord, type Spellings } from "./spelling.ts";
import { normaliseWord, type ScannedWord, scanWords } from "./words.ts";

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
export interface Vocabulary extends Spellings {
  /** How a text is read: word by word, character by character (spaces too), or as ids. */
  readonly reading: "words" | "characters" | "ids";
  /** Words by id (V); null where the reader types token ids. */
  readonly words: readonly string[] | null;
  /** V */
  readonly size: number;
  /** What an unknown word is read as. A vocabulary without an unknown word reads it as word 0. */
  readonly unknown: number;
  /** False where the vocabulary has no word for unknown ones. */
  readonly hasUnknown: boolean;
  /** Words that are looked for before a text is split (`isPiece`), as `createPieces` gives them. */
  readonly pieces: readonly string[];
  /** Whether a word may hold white space: a text is then read as a whole, not from space to space. */
  readonly holdsSpace: boolean;
}

const commonUnknowns = ["<unk>", "[UNK]", "<UNK>", "unk", "UNK", "<oov>", "<OOV>", "[OOV]", "<unknown>", "xxunk"];

/** The vocabulary of `words` by id, or of `size` bare ids. `unknown` is the config's; without one the usual spellings are tried. */
export function createVocabulary(words: readonly string[] | null, size: number, unknown?: string): Vocabulary {
  const spellings = createSpellings(words ?? []);
  const candidates = unknown === undefined ? commonUnknowns : [unknown];
  const found = candidates.map((word) => spellings.ids.get(word)).find((id) => id !== undefined);
  const reading = words === null ? "ids" : areCharacters(words) ? "characters" : "words";
  const pieces = createPieces((words ?? []).filter(reading === "words" ? isPiece : (word) => word.length > 2));
  return {
    ...spellings,
    reading,
    words,
    size,
    unknown: found ?? 0,
    hasUnknown: found !== undefined,
    pieces,
    holdsSpace: reading === "characters" || pieces.some((piece) => /\s/.test(piece)),
  };
}

const madeOf = new WeakMap<readonly string[], Vocabulary>();

/** The vocabulary of a model, made once for its words. */
export function vocabularyOf({ words, config }: Pick<Model, "words" | "config">): Vocabulary {
  const made = (words === null ? undefined : madeOf.get(words)) ?? createVocabulary(words, config.vocabulary, config.unknown);
  if (words !== null) madeOf.set(words, made);
  return made;
}

/**
 * The words of `text` as the model reads them, with their places. The longest piece that the vocabulary holds is taken before anything is
 * split; `findWord` says in which spellings a word is looked up. Spans follow each other without overlap and cover everything but white
 * space, separating hyphens and lone invisible characters. A vocabulary of characters reads character by character; without words in
 * the vocabulary, ids are read: `3 17 4`.
 */
export function tokenize(text: string, vocabulary: Vocabulary): Token[] {
  if (vocabulary.reading === "ids") return tokenizeIds(text, vocabulary);
  const isSpelt = vocabulary.reading === "characters";
  const scanned = isSpelt ? scanCharacters(text, vocabulary) : scanWords(text);
  return isSpelt || vocabulary.pieces.length === 0
    ? scanned.map((word) => readWord(text, word, vocabulary))
    : tokenizePieces(text, scanned, vocabulary);
}

function readWord(text: string, { text: scanned, start, end }: ScannedWord, vocabulary: Vocabulary): Token {
  const typed = text.slice(start, end);
  const id = findWord(vocabulary, typed, scanned);
  if (id === undefined) {
    return { text: scanned === "<num>" ? typed : scanned, id: vocabulary.unknown, known: false, start, end };
  }
  return { text: vocabulary.words?.[id] ?? scanned, id, known: true, start, end };
}

function tokenizePieces(text: string, scanned: readonly ScannedWord[], vocabulary: Vocabulary): Token[] {
  const cuts = findCuts(text, scanned);
  const read = (start: number, end: number) =>
    readWord(text, { text: normaliseWord(text.slice(start, end)) || text.slice(start, end), start, end }, vocabulary);
  const longestPiece = (at: number): Token | undefined =>
    cuts[at] === 0
      ? undefined
      : pieceEnds(vocabulary.pieces, text, at)
          .filter((end) => cuts[end] === 1)
          .toReversed()
          .map((end) => read(at, end))
          .find(({ known }) => known);
  const tokens: Token[] = [];
  let next = 0;
  for (let at = 0; at < text.length; ) {
    while (next < scanned.length && (scanned[next] as ScannedWord).end <= at) next++;
    const word = scanned[next];
    const isInWord = word !== undefined && word.start <= at;
    const whole = !isInWord ? undefined : word.start === at ? readWord(text, word, vocabulary) : read(at, word.end);
    const piece = longestPiece(at);
    let token = whole;
    if (piece !== undefined && (whole === undefined || !whole.known || piece.end > whole.end)) token = piece;
    else if (whole?.known === false) {
      // What is unknown ends where a piece begins.
      let end = at + 1;
      while (end < whole.end && longestPiece(end) === undefined) end++;
      if (end < whole.end) token = read(at, end);
    }
    if (token !== undefined) tokens.push(token);
    at = token?.end ?? at + 1;
  }
  return tokens;
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

/** Id of a single word as somebody typed it, or of `#17` in a model of ids; null where the model has no such word. */
export function idOfWord(word: string, vocabulary: Vocabulary): number | null {
  if (vocabulary.reading === "words") return findWord(vocabulary, word) ?? null;
  const [token, ...more] = tokenize(word, vocabulary);
  return token?.known === true && more.length === 0 ? token.id : null;
}

/** The word of an id as it is printed: `mat`, or `#17` in a model of ids. */
export function wordOf(vocabulary: Pick<Vocabulary, "words">, id: number): string {
  return vocabulary.words?.[id] ?? `#${id}`;
}
