import type { Vocabulary } from "../engine/tokenizer.ts";
import type { ModelInfo, NamedBytes, Problem } from "../worker/protocol.ts";

/** A model that the menu offers. */
export interface ModelEntry {
  readonly id: string;
  readonly label: string;
  /** `the plain RNN twin`; for an opened file what was found in it. */
  readonly note: string;
  readonly origin: "shipped" | "opened";
  /** Weights as they travel. */
  readonly bytes: number;
  /** Under which heading it stands. */
  readonly group?: string;
  /** Ids of the models that it is compared with, in the order of the menu, its own among them; without them the stories. */
  readonly family?: readonly string[];
  /** What it shows best: the sentence and the moment that come with it where the words of the model before are not its own. */
  readonly opens?: Opening;
}

/** A moment of a sentence. */
export interface Opening {
  readonly text: string;
  /** From 1. */
  readonly step: number;
  /** From 0; without it the most active one. */
  readonly unit?: number;
  /** Id of a stage of the cell; without it the last. */
  readonly stage?: string;
}

export type ModelStatus =
  | { readonly kind: "loading"; readonly part: "vocabulary" | "weights"; readonly received: number; readonly total: number }
  | { readonly kind: "ready" }
  | { readonly kind: "failed"; readonly problem: Problem };

export interface ModelSlice {
  readonly entries: readonly ModelEntry[];
  /** Id of the entry that is shown or loading. */
  readonly modelId: string;
  readonly status: ModelStatus;
  /** The model whose trace is drawn; stays while another one loads and when that one fails. */
  readonly model: ModelInfo | null;
  /** The vocabulary of `model`: which words are known, which are near. Null before a model is there. */
  readonly vocabulary: Vocabulary | null;
  readonly chooseModel: (id: string) => void;
  /** Opens the reader's own file(s). A refusal raises a problem notice and changes nothing. */
  readonly openFiles: (files: readonly NamedBytes[]) => void;
  /** Closes a model that the reader opened and lets go of its files; where it is shown, the first shipped one takes its place. */
  readonly closeModel: (id: string) => void;
  readonly retryModel: () => void;
}
