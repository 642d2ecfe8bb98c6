import type { Votes } from "../engine/analysis/votes.ts";
import type { GradientAttribution } from "../engine/gradients/attribution.ts";
import type { Spread } from "../engine/prediction.ts";
import type { Problem } from "../engine/problem.ts";
import type { SamplingOptions } from "../engine/sampling.ts";

/** A model to be studied: the one that is open, or one that ships. */
export interface StudyModel {
  readonly id: string;
  /** Absolute address of the folder of a shipped model; null for the model that is open. */
  readonly base: string | null;
}

/** What is to be expected, and who said so. */
export interface PredictQuestion {
  readonly text: string;
  /** A second text to be compared with the first; null for none. */
  readonly second: string | null;
  /** The word after which, from 1; the second text's last word is taken for it. */
  readonly step: number;
  /** The word that is followed; null: each model's likeliest. */
  readonly word: string | null;
  readonly models: readonly StudyModel[];
}

/** One word is drawn after `ids`, by the seed. */
export interface SampleDraw {
  readonly model: StudyModel;
  readonly ids: Int32Array;
  readonly options: SamplingOptions;
  readonly seed: number;
}

/** A word that was drawn: its probability before anything was left out, at temperature 1, and at the temperature and with what was. */
export interface DrawnWord {
  readonly id: number;
  readonly word: string;
  readonly probability: number;
  readonly drawn: number;
}

/** What one model expects. */
export interface Prediction {
  readonly id: string;
  readonly label: string;
  /** Id of the cell. */
  readonly cell: string;
  readonly hasMemory: boolean;
  /** The words by id where they are others than the open model's; null where they are the same. */
  readonly words: readonly string[] | null;
  /** Id that unknown words are read as; null where there is none. */
  readonly unknown: number | null;
  readonly step: number;
  /** (T) bits at temperature 1; NaN for a first word before which nothing was expected. */
  readonly surprises: Float64Array;
  /** (V) after the step. */
  readonly logits: Float32Array;
  /** Of the followed word; null where this model does not know it. */
  readonly votes: Votes | null;
  /** What every word up to the step had to do with that logit; null where there is none. */
  readonly listening: GradientAttribution | null;
  /** The same for the second text, at its last word, and how the two differ; null without one. */
  readonly second: { readonly surprises: Float64Array; readonly logits: Float32Array; readonly spread: Spread } | null;
}

/** What a model expects, or why it could not be asked. */
export type PredictAnswer =
  | { readonly kind: "prediction"; readonly prediction: Prediction }
  | { readonly kind: "problem"; readonly id: string; readonly problem: Problem };
