import { type Token, tokenize, type Vocabulary } from "../engine/tokenizer.ts";
import { scanWords } from "../engine/words.ts";
import { findEdit } from "./edit.ts";

/** A text and its words. */
export interface Reading {
  readonly text: string;
  readonly tokens: readonly Token[];
}

/** Words of a whole text; before a vocabulary is there every word is taken for known. */
export function readText(text: string, vocabulary: Vocabulary | null): Reading {
  if (vocabulary !== null) return { text, tokens: tokenize(text, vocabulary) };
  return { text, tokens: scanWords(text).map((word) => ({ ...word, id: 0, known: true })) };
}

/**
 * Words of a text that came from another one by an edit: the same as `readText`, but only the words around the edit are read anew.
 * White space parts words whatever stands beside it, unless the vocabulary has words that hold it; all that reaches across it is
 * whether a quotation is open.
 */
export function readEdit(before: Reading, text: string, vocabulary: Vocabulary | null): Reading {
  if (vocabulary?.holdsSpace === true) return readText(text, vocabulary);
  const { start, removed, inserted } = findEdit(before.text, text);
  const from = spaceBefore(before.text, start);
  const shift = inserted.length - removed.length;
  // The white space that ends the words touched, in the text before; its end where there is none.
  const until = spaceAfter(before.text, start + removed.length);
  const kept = before.tokens.slice(0, firstFrom(before.tokens, from));
  const rest = before.tokens.slice(firstFrom(before.tokens, until));
  const isOpen = endsOpen(kept, false);
  const piece = readPiece(text.slice(from, until + shift), isOpen, vocabulary);
  const isOpenBefore = endsOpen(before.tokens.slice(kept.length, before.tokens.length - rest.length), isOpen);
  if (endsOpen(piece, isOpen) !== isOpenBefore) return readText(text, vocabulary);
  const moved = (token: Token, by: number): Token => ({ ...token, start: token.start + by, end: token.end + by });
  return {
    text,
    tokens: [
      ...kept,
      ...piece.map((token) => moved(token, from)),
      ...(shift === 0 ? rest : rest.map((token) => moved(token, shift))),
    ],
  };
}

const OPEN = "“ ";

/** Words of a piece that begins and ends at white space; offsets from its beginning. */
function readPiece(piece: string, isOpen: boolean, vocabulary: Vocabulary | null): readonly Token[] {
  if (!isOpen) return readText(piece, vocabulary).tokens;
  // A quotation mark in front brings the reader into the state in which it came here.
  const [, ...tokens] = readText(OPEN + piece, vocabulary).tokens;
  return tokens.map((token) => ({ ...token, start: token.start - OPEN.length, end: token.end - OPEN.length }));
}

function endsOpen(tokens: readonly Token[], isOpen: boolean): boolean {
  for (let index = tokens.length - 1; index >= 0; index--) {
    const text = tokens[index]?.text;
    if (text === "“" || text === "”") return text === "“";
  }
  return isOpen;
}

/** Index of the first token that starts at `offset` or later. */
function firstFrom(tokens: readonly Token[], offset: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle] as Token).start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

const isSpaceAt = (text: string, offset: number) => text[offset] === " " || text[offset] === "\n";

/** Offset of the last space before `offset`, 0 where there is none. */
function spaceBefore(text: string, offset: number): number {
  let at = offset - 1;
  while (at > 0 && !isSpaceAt(text, at)) at--;
  return Math.max(0, at);
}

/** Offset of the first space from `offset` on, the end where there is none. */
function spaceAfter(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && !isSpaceAt(text, at)) at++;
  return at;
}
