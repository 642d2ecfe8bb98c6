import type { Random } from "../../src/engine/random.ts";
import { NOT_ASKED } from "../../src/engine/training/every-state.ts";

/** What a small network learns: texts drawn by chance, and what is asked at which of their steps. */
export interface Task {
  /** Words or characters by id; the first begins every text. */
  readonly vocabulary: readonly string[];
  /** T: steps of a text while training. */
  readonly steps: number;
  /** One text of T steps: ids, and the id that is to follow each, or `NOT_ASKED`. */
  readonly draw: (random: Random) => Drawn;
}

export interface Drawn {
  readonly ids: readonly number[];
  readonly targets: readonly number[];
}

/** A text of the same kind, to be read on the page: `SAMPLE_LENGTH` words or characters, or a few more. */
export type Sample = (random: Random) => string;

export const SAMPLE_LENGTH = 1200;

/** A whole number from `low` to `high`, both included. */
export const between = (random: Random, low: number, high: number): number => low + Math.floor(random() * (high - low + 1));

export const pick = <Item>(random: Random, items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;

/** A text of words as ids. @throws Error for a word that is not there */
export function idsOf(vocabulary: readonly string[], words: readonly string[]): number[] {
  return words.map((word) => {
    const id = vocabulary.indexOf(word);
    if (id < 0) throw new Error(`“${word}” is not in the vocabulary`);
    return id;
  });
}

/** Every step asks for the word that follows it; what is cut off or missing at the end is not asked. @param ids T + 1 or fewer */
export function askForNext(ids: readonly number[], steps: number): Drawn {
  const at = (step: number) => ids[step] ?? NOT_ASKED;
  return {
    ids: Array.from({ length: steps }, (_, step) => Math.max(0, at(step))),
    targets: Array.from({ length: steps }, (_, step) => at(step + 1)),
  };
}
