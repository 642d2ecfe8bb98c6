import { pieceEnds } from "./pieces.ts";
import { findWord, type Spellings } from "./spelling.ts";
import type { ScannedWord } from "./words.ts";

const isCharacter = /^.$/su;
/** Words that stand for something else than characters, in a vocabulary of characters. */
const special = /^(?:|<[^<>\s]+>|\[[^[\]\s]+\]|#+\d+|unk|pad|eos|bos|sos|oov)$/i;
/** A character with the marks on it. */
const marked = /.\p{M}*/gsu;

/** How white space is printed, and how it can be typed where a textbox has no key for it. */
export const visibleSpaces: ReadonlyMap<string, string> = new Map([
  [" ", "␣"],
  ["\n", "↵"],
  ["\t", "⇥"],
]);
const spacesByMark = new Map(Array.from(visibleSpaces, ([space, mark]) => [mark, space] as const));

/** Whether these are the words of a model that reads characters: single ones, beside words in brackets that are seldom typed. */
export function areCharacters(words: readonly string[]): boolean {
  return words.every((word) => isCharacter.test(word) || special.test(word)) && words.some((word) => isCharacter.test(word));
}

/**
 * The characters of a text, white space too where the vocabulary holds it. A letter and its marks are one character or several, as the
 * vocabulary has them; words in brackets are taken whole.
 */
export function scanCharacters(text: string, vocabulary: Spellings & { readonly pieces: readonly string[] }): ScannedWord[] {
  const characters: ScannedWord[] = [];
  const put = (typed: string, start: number) => {
    const spelt = vocabulary.ids.has(typed) ? typed : (spacesByMark.get(typed) ?? typed);
    // White space that the vocabulary lacks only parts the others.
    if (spelt.trim() !== "" || findWord(vocabulary, spelt) !== undefined) {
      characters.push({ text: spelt, start, end: start + typed.length });
    }
  };
  for (let at = 0; at < text.length; ) {
    const from = at;
    const bracket = pieceEnds(vocabulary.pieces, text, at).findLast((end) => vocabulary.ids.has(text.slice(from, end)));
    if (bracket !== undefined) {
      put(text.slice(at, bracket), at);
      at = bracket;
      continue;
    }
    marked.lastIndex = at;
    const cluster = marked.exec(text)?.[0] as string;
    const parts = [...cluster];
    const isWhole = findWord(vocabulary, cluster) !== undefined && !parts.every((part) => vocabulary.ids.has(part));
    for (const part of isWhole ? [cluster] : parts) {
      put(part, at);
      at += part.length;
    }
  }
  return characters;
}
