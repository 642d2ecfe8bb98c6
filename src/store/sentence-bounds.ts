import { findCell } from "../engine/cells/registry.ts";
import { firstLetters } from "../engine/cut-text.ts";
import { mostWords, SENTENCE_LETTERS, SENTENCE_WORDS, TRACE_BYTES, WORD_LETTERS } from "../engine/limits.ts";
import type { Token } from "../engine/tokenizer.ts";
import { frameLength, type TraceLayout } from "../engine/trace.ts";
import type { ModelInfo, Problem } from "../worker/protocol.ts";
import type { Reading } from "./reading.ts";

/** A sentence that the page can hold, and what is to be said where it is not all that was given. */
export interface BoundedSentence extends Reading {
  readonly problem: Problem | null;
}

const count = new Intl.NumberFormat("en");

/**
 * The beginning of `text` that fits: in letters, in letters of a word, in words of a model with this layout. `read` finds the words of
 * a text; it is never given one that has too many letters.
 */
export function boundSentence(text: string, layout: TraceLayout | null, read: (text: string) => Reading): BoundedSentence {
  const most = mostWords(layout);
  const fitting = firstWords(text, SENTENCE_LETTERS);
  let reading = read(fitting);
  const longest = longestOf(reading.tokens);
  // Where a word is cut, what follows may be read otherwise.
  if (longest > WORD_LETTERS) reading = read(shortenWords(reading));
  const found = reading.tokens.length;
  if (found > most) reading = read(reading.text.slice(0, reading.tokens[most - 1]?.end));
  if (fitting.length === text.length && found <= most && longest <= WORD_LETTERS) return { ...reading, problem: null };
  const total = fitting.length === text.length ? found : countPieces(text);
  if (total > reading.tokens.length) return { ...reading, problem: sayWords(reading, total, layout) };
  return { ...reading, problem: sayLetters(fitting.length === text.length ? longest : longestPiece(text)) };
}

/** The layout of a model's frames; null before a model is there. */
export function layoutOf(model: Pick<ModelInfo, "config"> | null): TraceLayout | null {
  const cell = model === null ? undefined : findCell(model.config.cell);
  if (model === null || cell === undefined) return null;
  return { layers: model.config.layers, signals: cell.signals, units: model.config.units };
}

/** The sentence was longer than the page can hold. */
function sayWords({ tokens }: Reading, total: number, layout: TraceLayout | null): Problem {
  const kept = tokens.length === 1 ? "The first word is kept" : `The first ${count.format(tokens.length)} words are kept`;
  const bytes = layout === null ? 0 : 4 * frameLength(layout);
  const isMemory = tokens.length === mostWords(layout) && tokens.length < SENTENCE_WORDS;
  const why = isMemory
    ? `This model takes ${count.format(bytes)} bytes a word, and a sentence may take ${count.format(TRACE_BYTES / 2 ** 20)} MB.`
    : `A sentence has ${count.format(SENTENCE_WORDS)} words and ${count.format(SENTENCE_LETTERS)} letters at most.`;
  return { title: `${kept}, of ${count.format(total)}`, detail: `${why} ${UNDO}` };
}

function sayLetters(letters: number): Problem {
  return {
    title: `A word of ${count.format(letters)} letters is cut to its first ${count.format(WORD_LETTERS)}`,
    detail: `A word has ${count.format(WORD_LETTERS)} letters at most. ${UNDO}`,
  };
}

const UNDO = "Undo brings back what stood before.";

/** The beginning of a text, up to the last space where one is near. */
function firstWords(text: string, most: number): string {
  const beginning = firstLetters(text, most);
  if (beginning.length === text.length) return text;
  const tail = beginning.slice(-WORD_LETTERS);
  const space = Math.max(tail.lastIndexOf(" "), tail.lastIndexOf("\n"));
  return space < 0 ? beginning : beginning.slice(0, beginning.length - tail.length + space);
}

/** The text with every word that is too long cut. */
function shortenWords({ text, tokens }: Reading): string {
  const pieces: string[] = [];
  let from = 0;
  for (const { start, end } of tokens) {
    if (end - start <= WORD_LETTERS) continue;
    pieces.push(text.slice(from, start), firstLetters(text.slice(start, end), WORD_LETTERS));
    from = end;
  }
  return pieces.join("") + text.slice(from);
}

function longestOf(tokens: readonly Token[]): number {
  return tokens.reduce((most, { start, end }) => Math.max(most, end - start), 0);
}

/** Pieces between white space: nearly the words, without reading them. */
function countPieces(text: string): number {
  let pieces = 0;
  let isInside = false;
  for (let at = 0; at < text.length; at++) {
    const isSpace = text.charCodeAt(at) <= 32;
    if (!isSpace && !isInside) pieces++;
    isInside = !isSpace;
  }
  return pieces;
}

/** Letters of the longest piece between white space. */
function longestPiece(text: string): number {
  let [longest, length] = [0, 0];
  for (let at = 0; at < text.length; at++) {
    length = text.charCodeAt(at) <= 32 ? 0 : length + 1;
    longest = Math.max(longest, length);
  }
  return longest;
}
