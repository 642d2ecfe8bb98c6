import { plainExperiment } from "../engine/gradients/experiment.ts";
import type {
  Attribution,
  Before,
  Experiment,
  FoundPreset,
  GradientAttribution,
  GradientCheck,
  GradientFrames,
  ModelStudy,
  Norms,
  Preset,
  Problem,
  ReachAnswer,
  Spectrum,
  Survey,
  WordsReplaced,
} from "../worker/protocol.ts";

/** The four questions of the view: this sentence, many places, a word put in another's place, networks that have learned nothing. */
export type GradientAsks = "sentence" | ReachAsks;

/** Those that are measured at many places, in the order in which they are offered. */
export const reachAsks = ["across", "replaced", "fresh"] as const;
export type ReachAsks = (typeof reachAsks)[number];

/** What was measured of one of the last three questions, a piece (a text, a kind of network) at a time. */
export interface Reach {
  readonly key: string;
  readonly asks: ReachAsks;
  /** Ids of the models, in the order of every piece. */
  readonly models: readonly string[];
  readonly pieces: readonly ReachAnswer[];
  /** Pieces that it will have, and how much of them is measured, 0 … 1. */
  readonly of: number;
  readonly done: number;
  /** Seconds that it took; 0 until all of it is there. */
  readonly seconds: number;
  /** The factor of a preset, where one was chosen and found. */
  readonly found: FoundPreset | null;
}

export type GradientRows = "gains" | "words" | "signals";
export type WordMeasure = "norm" | "gradientTimesInput" | "integrated" | "replaced";

/** What a reader does in the view Gradients. */
export interface GradientActions {
  /** Sets the recurrent scale at which the plain network's gradient vanishes, holds or explodes, as measured on this sentence. */
  readonly choosePreset: (kind: Preset) => void;
  /** Leaves the search for a preset; the scale stays as it is. */
  readonly cancelPreset: () => void;
  /** Asks again for what failed. */
  readonly retryStudies: () => void;
  /** Compares the gradients with finite differences. */
  readonly checkGradients: () => void;
  /** `isCommit: false` while dragging (no history entry, nothing slow is computed). */
  readonly follow: (
    change: Partial<
      Pick<
        GradientSlice,
        | "asks"
        | "freshPreset"
        | "at"
        | "target"
        | "before"
        | "isRelative"
        | "under"
        | "measure"
        | "signal"
        | "many"
        | "longStep"
        | "hiddenLines"
      >
    > & {
      readonly experiment?: Partial<Experiment>;
    },
    options?: { readonly isCommit?: boolean },
  ) => void;
  /** The studies and the Jacobians of every layer, all models on the shown model's word: `gatescope-gradients.json`. @throws ProblemError */
  readonly exportGradients: () => Promise<string>;
}

/** What the view Gradients follows and has found. Nothing is asked while another view is shown. */
export interface GradientSlice extends GradientActions {
  readonly asks: GradientAsks;
  /** What has been measured of each of the last three questions; empty before one of them is asked. */
  readonly reaches: ReadonlyMap<ReachAsks, Reach>;
  /** What the fresh plain network's gradient is made to do; null: its weights are as they were drawn. */
  readonly freshPreset: Preset | null;
  /** Step whose loss is followed, from 1; null: the last one. */
  readonly at: number | null;
  /** `actual`, `likeliest`, a word, or `a~b`, as in the address. */
  readonly target: string;
  /** What every model has read before the sentence: words of a story that one of them writes, or nothing. */
  readonly before: Before;
  /** Those words, by model id. */
  readonly carried: ReadonlyMap<string, readonly string[]>;
  readonly experiment: Experiment;
  /** Curves as multiples of their value at the loss. */
  readonly isRelative: boolean;
  /** The shown model first, then those that it is compared with; those before stay until newer ones are there. */
  readonly studies: readonly ModelStudy[];
  /** Why a model is not among them, by its id. */
  readonly studyProblems: ReadonlyMap<string, Problem>;
  /** True from a change until its studies are there. */
  readonly isStudying: boolean;
  /** How much of them is computed, 0 … 1; null while nothing is under way. */
  readonly studyProgress: number | null;
  /** True where the studies belong to what was asked before: to other words, another model, another experiment. */
  readonly areStudiesStale: boolean;
  /** Why what was asked could not be computed at all; null where it could, and while it is tried. */
  readonly studyFailure: Problem | null;
  /** Eigenvalues of the studied models by id, null where there is no single recurrent matrix; empty until they are there. */
  readonly spectra: ReadonlyMap<string, Spectrum | null>;
  /** Spectral norms of the state Jacobians by model id; empty until they are there. */
  readonly jacobians: ReadonlyMap<string, Norms>;
  /** How much of them is computed, 0 … 1; null while nothing is under way. */
  readonly jacobianProgress: number | null;
  /** What stands under the words: gains of the steps, which words mattered, or ∂L/∂ a signal. Only what is shown is computed. */
  readonly under: GradientRows;
  /** How it is said which words mattered. */
  readonly measure: WordMeasure;
  /** Name of the signal whose derivatives are drawn; null: the one that carries the state. */
  readonly signal: string | null;
  /** The derivatives of the shown model; null until they are computed. */
  readonly frames: GradientFrames | null;
  /** Sentences whose curves are laid over each other, a line each; null: the one sentence alone. */
  readonly many: readonly string[] | null;
  /** The curves of those sentences; those before stay until newer ones are there. */
  readonly surveys: readonly Survey[];
  /** How much of them is computed, 0 … 1; null while nothing is under way. */
  readonly surveyProgress: number | null;
  /** True where the curves belong to a list or an experiment of before. */
  readonly areSurveysStale: boolean;
  /** The word that is looked at in a text of a set length, from 1; null: the first. */
  readonly longStep: number | null;
  /** Looks of lines that are not drawn. */
  readonly hiddenLines: readonly string[];
  /** What each word had to do with the followed logit, by model id; null until it is computed. */
  readonly wordGradients: ReadonlyMap<string, GradientAttribution> | null;
  /** The same with integrated gradients; null until that measure is chosen and computed. */
  readonly attributions: ReadonlyMap<string, Attribution> | null;
  /** How much of them is computed, 0 … 1; null while nothing is under way. */
  readonly attributionProgress: number | null;
  /** What of the prediction goes with each word, by model id; null until that measure is chosen and computed. */
  readonly replaced: ReadonlyMap<string, WordsReplaced> | null;
  /** How much of it is measured, 0 … 1; null while nothing is under way. */
  readonly replacedProgress: number | null;
  /** What the last check of exactly these studies found, by model id; null before one was asked for. */
  readonly gradientChecks: ReadonlyMap<string, GradientCheck> | null;
  /** How much of a check is done, 0 … 1; null while none is under way. */
  readonly checkProgress: number | null;
  /** The preset that is set, with what was measured, or how much of the search is done, 0 … 1; null when the recurrent scale is the reader's own. */
  readonly preset: { readonly kind: Preset; readonly found: FoundPreset | null; readonly progress: number } | null;
}

/** Nothing was checked or attributed yet. */
export const unmeasured: Pick<
  GradientSlice,
  | "gradientChecks"
  | "checkProgress"
  | "wordGradients"
  | "attributions"
  | "attributionProgress"
  | "replaced"
  | "replacedProgress"
  | "frames"
> = {
  gradientChecks: null,
  checkProgress: null,
  wordGradients: null,
  attributions: null,
  attributionProgress: null,
  replaced: null,
  replacedProgress: null,
  frames: null,
};

/** Nothing was found for the words as they stand. */
export const noGradients = {
  studies: [],
  studyProblems: new Map(),
  carried: new Map(),
  spectra: new Map(),
  jacobians: new Map(),
  jacobianProgress: null,
  studyFailure: null,
  ...unmeasured,
} satisfies Partial<GradientSlice>;

/** Before anything was asked. */
export const nothingStudied = {
  asks: "sentence",
  reaches: new Map(),
  freshPreset: null,
  at: null,
  target: "actual",
  before: "story",
  experiment: plainExperiment,
  isRelative: false,
  under: "gains",
  measure: "norm",
  signal: null,
  many: null,
  surveys: [],
  surveyProgress: null,
  areSurveysStale: false,
  longStep: null,
  hiddenLines: [],
  isStudying: false,
  studyProgress: null,
  areStudiesStale: false,
  preset: null,
  ...noGradients,
} satisfies Partial<GradientSlice>;
