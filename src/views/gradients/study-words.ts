import type { Experiment } from "../../engine/gradients/experiment.ts";
import { wantedGain } from "../../engine/gradients/presets.ts";
import type { Preset } from "../../worker/protocol.ts";

/** Whatever a study may be about, as the state has it. */
export interface Studied {
  readonly experiment: Pick<Experiment, "weights" | "length" | "words">;
  /** Words of the sentence. */
  readonly words: number;
  /** Sentences whose curves are laid over each other; null: the one sentence. */
  readonly many: readonly string[] | null;
}

/** What is studied: `12 words`, `500 random words in random weights`, `10 sentences`. */
export function sayStudied({ experiment, words, many }: Studied): string {
  const where = experiment.weights === "random" ? " in random weights" : "";
  if (many !== null) return `${many.length} ${many.length === 1 ? "sentence" : "sentences"}${where}`;
  const count = experiment.length ?? words;
  const kind = experiment.length !== null && experiment.words === "random" ? "random " : "";
  return `${count} ${kind}${count === 1 ? "word" : "words"}${where}`;
}

/** What a preset looks for, in so many words. */
export function saySearched(kind: Preset): string {
  return `a scale at which the plain network’s gradient is ${wantedGain[kind]} times as large one word back`;
}

/** `34%`; whole, and 100 only at the end. */
export function sayDone(share: number): string {
  return `${Math.min(99, Math.floor(share * 100))}%`;
}
