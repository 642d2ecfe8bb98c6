import { findCell } from "../engine/cells/registry.ts";
import { firstLetters } from "../engine/cut-text.ts";
import { mostWords, SENTENCE_LETTERS, WORD_LETTERS } from "../engine/limits.ts";
import type { Token } from "../engine/tokenizer.ts";
import type { TraceLayout } from "../engine/trace.ts";
import type { ModelInfo, Problem } from "../worker/protocol.ts";
import type { Reading } from "./reading.ts";

/** A sentence that the page can hold, and what is to be said where it is not all that was given. */
export interface BoundedSentence extends Reading {
  readonly problem: (() => Promise<Problem>) | null;
}

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
  const cut = { given: fitting.length === text.length ? null : text, reading, found, longest, layout };
  return { ...reading, problem: async () => (await import("./cut-words.ts")).sayCut(cut) };
}

/** The layout of a model's frames; null before a model is there. */
export function layoutOf(model: Pick<ModelInfo, "config"> | null): TraceLayout | null {
  const cell = model === null ? undefined : findCell(model.config.cell);
  if (model === null || cell === undefined) return null;
  return { layers: model.config.layers, signals: cell.signals, units: model.config.units };
}

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

/** Tells that a sentence was cut, once what to say of it is there. */
export function tellCut(problem: BoundedSentence["problem"], notify: (kind: "info", problem: Problem) => void): void {
  problem?.().then(
    (told) => notify("info", told),
    () =>
      notify("info", {
        title: "The sentence is longer than the page can hold",
        detail: "Its beginning is kept. Undo brings it back.",
      }),
  );
}
