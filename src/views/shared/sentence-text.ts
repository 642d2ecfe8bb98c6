import type { Token, Vocabulary } from "../../engine/tokenizer.ts";

/** A part of the sentence, UTF-16 offsets [start, end); start = end is a caret. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Where the caret is drawn: in a word, after so many of its letters, or (letters null) at the left edge of a column; step T + 1 is the caret column. */
export interface CaretPlace {
  readonly step: number;
  readonly letters: number | null;
}

/** The place of a caret at `position` of the text. Between two words that touch (`the` and `,`) it belongs to the first. */
export function caretPlace(tokens: readonly Token[], position: number): CaretPlace {
  const index = firstEndingAtOrAfter(tokens, position);
  const token = tokens[index];
  if (token === undefined) return { step: tokens.length + 1, letters: null };
  return { step: index + 1, letters: token.start <= position ? position - token.start : null };
}

/** Index of the first token whose end is not before `position`; T where there is none. */
function firstEndingAtOrAfter(tokens: readonly Token[], position: number): number {
  let [low, high] = [0, tokens.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle] as Token).end < position) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The letters of a word that are selected, [from, to), or null. */
export function selectedLetters(token: Token, range: TextRange): readonly [from: number, to: number] | null {
  const from = Math.max(0, range.start - token.start);
  const to = Math.min(token.end, range.end) - token.start;
  return from < to ? [from, to] : null;
}

/** The word that a range lies in or is, 1-based; 0 where it lies in none or spans several. */
export function wordOfRange(tokens: readonly Token[], range: TextRange): number {
  const place = caretPlace(tokens, range.start + (range.start < range.end ? 1 : 0));
  const token = tokens[place.step - 1];
  return token !== undefined && place.letters !== null && range.end <= token.end ? place.step : 0;
}

/**
 * Whether a caret drawn in the caret column needs a space before what is typed there: words do, punctuation keeps to its word. Where
 * the model reads characters, a space is one of them and none is written by itself.
 */
export function needsSpace(text: string, typed: string, vocabulary: Pick<Vocabulary, "reading"> | null): boolean {
  return vocabulary?.reading !== "characters" && /\S$/u.test(text) && /^[\p{L}\p{N}<"“‘]/u.test(typed);
}
