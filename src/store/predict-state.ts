import type { Attribution, Prediction, Problem } from "../worker/protocol.ts";
import { defaultProbes } from "./probes.ts";

/** Ways to say how much a word had to do with the guess. `integrated` takes a hundred times as long and is computed when it is chosen. */
export type ListeningMethod = "gradientTimesInput" | "norm" | "integrated";

/** What predictions are of: the sentence, the pinned word, the word that is followed, and the second sentence. */
export interface Predicted {
  readonly text: string;
  readonly step: number;
  readonly word: string | null;
  readonly second: string | null;
}

/** A word of a text that goes on from the sentence, drawn by the seed. */
export interface SampledWord {
  readonly id: number;
  readonly word: string;
  /** Of the model itself, and as it was drawn: after temperature, top-k and top-p. */
  readonly probability: number;
  readonly drawn: number;
}

/** A way on from the sentence. It shares its first `shared` words with the branch that it forked from. */
export interface Branch {
  /** Grows; also what distinguishes its draws from those of other branches. */
  readonly number: number;
  /** Number of the branch that it forked from; null for one that begins at the sentence. */
  readonly parent: number | null;
  readonly shared: number;
  readonly words: readonly SampledWord[];
}

/** What a reader does in the view Predict. */
export interface PredictActions {
  /** `isCommit: false` while dragging or typing (no history entry). */
  readonly predict: (
    change: Partial<Pick<PredictSlice, "second" | "followed" | "probes" | "topK" | "topP" | "sampleSeed" | "listenBy">>,
    options?: { readonly isCommit?: boolean },
  ) => void;
  /** Draws `count` words: on from a branch, from within it (its first `keep` words), or from the sentence. */
  readonly sampleWords: (count: number, from?: { readonly branch: number; readonly keep: number }) => void;
  readonly dropBranch: (number: number) => void;
  /** The branch becomes the sentence. */
  readonly openBranch: (number: number) => void;
}

/** What the view Predict follows and has found. Nothing is asked while another view is shown. */
export interface PredictSlice extends PredictActions {
  /** The stateless model, the RNN, the LSTM, and the reader's own if it is none of them; those before stay until newer ones are there. */
  readonly predictions: readonly Prediction[];
  /** What they are of; null before there are any. */
  readonly predicted: Predicted | null;
  /** Why a model is not among them, by its id. */
  readonly predictProblems: ReadonlyMap<string, Problem>;
  /** The second sentence; null for none. */
  readonly second: string | null;
  /** The followed word; null: the word that does follow, else the shown model's likeliest. */
  readonly followed: string | null;
  readonly probes: readonly string[];
  readonly topK: number | null;
  readonly topP: number | null;
  readonly listenBy: ListeningMethod;
  /** Integrated gradients of the followed word's logit, by model id; null until they are computed. */
  readonly integrals: ReadonlyMap<string, Attribution> | null;
  /** How much of them is computed, 0 … 1; null while nothing is under way. */
  readonly integralProgress: number | null;
  /** Ways on from the sentence up to the pinned word; gone when its words change. */
  readonly branches: readonly Branch[];
  readonly sampleSeed: number;
  readonly isSampling: boolean;
}

/** Nothing was found for the words as they stand. */
export const noPredictions = {
  predictions: [],
  predicted: null,
  predictProblems: new Map(),
  integrals: null,
  integralProgress: null,
  branches: [],
} satisfies Partial<PredictSlice>;

/** Nothing was predicted yet. */
export const nothingPredicted = {
  ...noPredictions,
  second: null,
  followed: null,
  probes: defaultProbes,
  topK: null,
  topP: null,
  listenBy: "gradientTimesInput",
  sampleSeed: 1,
  isSampling: false,
} satisfies Partial<PredictSlice>;
