import { mostWords, SENTENCE_LETTERS, SENTENCE_WORDS, TRACE_BYTES, WORD_LETTERS } from "../engine/limits.ts";
import { frameLength, type TraceLayout } from "../engine/trace.ts";
import type { Problem } from "../worker/protocol.ts";
import type { Reading } from "./reading.ts";

const count = new Intl.NumberFormat("en");

/** How a sentence was cut. */
interface Cut {
  /** All that was given, where more letters were than are read; else null. */
  readonly given: string | null;
  /** What is kept. */
  readonly reading: Reading;
  /** Words and letters of the longest word of what was read. */
  readonly found: number;
  readonly longest: number;
  readonly layout: TraceLayout | null;
}

/** What is said of a sentence that was cut. */
export function sayCut({ given, reading, found, longest, layout }: Cut): Problem {
  const total = given === null ? found : countPieces(given);
  if (total > reading.tokens.length) return sayWords(reading, total, layout);
  return sayLetters(given === null ? longest : longestPiece(given));
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
