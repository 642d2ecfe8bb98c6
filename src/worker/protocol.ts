import type { KernelReport } from "../engine/compare-kernels.ts";
import type { StepDistribution } from "../engine/distribution.ts";
import type { ExplainTarget, Explanation } from "../engine/explanation.ts";
import type { NamedBytes } from "../engine/formats/format.ts";
import type { Attribution, GradientAttribution } from "../engine/gradients/attribution.ts";
import type { GradientCheck } from "../engine/gradients/check-gradients.ts";
import type { Experiment } from "../engine/gradients/experiment.ts";
import type { Norms } from "../engine/gradients/gradient-trace.ts";
import type { FoundPreset, Preset } from "../engine/gradients/presets.ts";
import type { ModelStudy, Spectrum } from "../engine/gradients/study.ts";
import type { Survey } from "../engine/gradients/survey.ts";
import type { ModelConfig } from "../engine/model.ts";
import type { ModelName } from "../engine/model-name.ts";
import type { Problem } from "../engine/problem.ts";
import type { Before } from "../engine/reach/own-story.ts";
import type { WordsReplaced } from "../engine/reach/replaced-words.ts";
import type { SwapStudy } from "../engine/swap.ts";
import type { Swap } from "../engine/swap-text.ts";
import type { CorpusAnswer, CorpusQuestion } from "./corpus-protocol.ts";
import type { DrawnWord, PredictAnswer, PredictQuestion, SampleDraw, StudyModel } from "./predict-protocol.ts";
import type { ReachAnswer, ReachQuestion } from "./reach-protocol.ts";

export type { KernelReport } from "../engine/compare-kernels.ts";
export type { StepDistribution } from "../engine/distribution.ts";
export type { ExplainTarget, ExplainTerm, Explanation } from "../engine/explanation.ts";
export type { NamedBytes } from "../engine/formats/format.ts";
export type { Attribution, GradientAttribution } from "../engine/gradients/attribution.ts";
export type { GradientCheck } from "../engine/gradients/check-gradients.ts";
export type { Experiment } from "../engine/gradients/experiment.ts";
export type { Norms } from "../engine/gradients/gradient-trace.ts";
export type { FoundPreset, Preset } from "../engine/gradients/presets.ts";
export type { LayerStudy, ModelStudy, Spectrum } from "../engine/gradients/study.ts";
export type { Survey } from "../engine/gradients/survey.ts";
export type { Problem } from "../engine/problem.ts";
export type { Before } from "../engine/reach/own-story.ts";
export type { WordsReplaced } from "../engine/reach/replaced-words.ts";
export type { SamplingOptions } from "../engine/sampling.ts";
export type { SwapStudy } from "../engine/swap.ts";
export type { Swap } from "../engine/swap-text.ts";
export type { DrawnWord, PredictAnswer, Prediction, PredictQuestion, SampleDraw, StudyModel } from "./predict-protocol.ts";
export type { ReachAnswer, ReachQuestion } from "./reach-protocol.ts";

/** What the page asks. `request` numbers match replies to questions; `run` numbers let stale work be dropped. */
export type Request =
  /** Is anybody there? */
  | { readonly kind: "ping"; readonly number: number }
  | { readonly kind: "open"; readonly request: number; readonly source: ModelSource }
  /** The page shows the model that request `opening` has opened: questions are about it from now on, about the one before until then. */
  | { readonly kind: "show"; readonly opening: number }
  /** Replaces tokens from index `from` (0-based; those before stand as they are) by `ids` and computes their steps. Supersedes any run before it. */
  | { readonly kind: "run"; readonly run: number; readonly from: number; readonly ids: Int32Array }
  /** Logits (V) of the word after step `step` (0 … T) of the run. */
  | { readonly kind: "logits"; readonly request: number; readonly run: number; readonly step: number }
  /** The terms of one number. */
  | { readonly kind: "explain"; readonly request: number; readonly run: number; readonly target: ExplainTarget }
  /** Ten likeliest words, entropy and surprise after every step: for the exported trace. */
  | { readonly kind: "distributions"; readonly request: number; readonly run: number }
  /** How the gradient fares on its way back, in several models. A newer one makes those before it, of all three kinds, stale. */
  | { readonly kind: "study"; readonly request: number; readonly question: StudyQuestion }
  /** Eigenvalues of the recurrent weights of a layer. */
  | { readonly kind: "spectra"; readonly request: number; readonly question: StudyQuestion; readonly layer: number }
  /** Spectral norms of the state Jacobians of a layer: long, with `advanced` replies. */
  | { readonly kind: "jacobians"; readonly request: number; readonly question: StudyQuestion; readonly layer: number }
  /** The gradients of the question against finite differences: long, with `advanced` replies. */
  | { readonly kind: "check"; readonly request: number; readonly question: StudyQuestion }
  /** The recurrent scale at which the first model without a belt does what the preset says: long, with `advanced` replies. */
  | { readonly kind: "preset"; readonly request: number; readonly question: StudyQuestion; readonly preset: Preset }
  /** What every word had to do with the logit of the followed word: long, with `advanced` replies. */
  | { readonly kind: "attribute"; readonly request: number; readonly question: StudyQuestion }
  /** The part of it that one way back gives: soon there. */
  | { readonly kind: "wordGradients"; readonly request: number; readonly question: StudyQuestion }
  /** The curves of many sentences under the question's experiment and target: long, with `advanced` replies. */
  | { readonly kind: "survey"; readonly request: number; readonly question: StudyQuestion; readonly texts: readonly string[] }
  /** How far a gradient or a replaced word reaches, a text or a kind of network at a time: with `advanced` replies. */
  | { readonly kind: "reach"; readonly request: number; readonly question: ReachQuestion }
  /** What of the prediction each word of the question carries, by putting others in its place: with `advanced` replies. */
  | { readonly kind: "replace"; readonly request: number; readonly question: StudyQuestion }
  /** ∂L/∂ every signal, in the first model of the question. */
  | { readonly kind: "frames"; readonly request: number; readonly question: StudyQuestion }
  /** What several models expect after a word. A newer one makes those before it stale, and attributions with them. */
  | { readonly kind: "predict"; readonly request: number; readonly question: PredictQuestion }
  /** How fast this device runs the open model, beside the reference kernels: about half a second. */
  | { readonly kind: "speed"; readonly request: number }
  /** Draws the next word after these ids; a further `sample` of a longer text of the same beginning goes on from there. */
  | { readonly kind: "sample"; readonly request: number; readonly draw: SampleDraw }
  /** The open model on a text, as it is and with another function in one block. */
  | { readonly kind: "swap"; readonly request: number; readonly text: string; readonly swap: Swap }
  | { readonly kind: "corpus"; readonly request: number; readonly question: CorpusQuestion };

/** ∂L/∂ every signal of one model, ready to be drawn: number · 2^exponent. */
export interface GradientFrames {
  /** (T + 1, L, S, H) float32, in the order of the cell's signals; frame 0 is the state before the first word. Transferred. */
  readonly values: Float32Array;
  /** (T + 1, L) */
  readonly exponents: Int32Array;
  /** T: the step of the loss. */
  readonly steps: number;
  /** L and H. */
  readonly layers: number;
  readonly units: number;
}

/** What is to be studied: every model reads the text by itself. */
export interface StudyQuestion {
  readonly text: string;
  /** Step of the loss, from 1; null: the last of the text, or of what the experiment makes of it. */
  readonly at: number | null;
  /** As in the address: `actual`, `likeliest`, `mat`, `floor~couch`. */
  readonly target: string;
  /** What every model has read before the text: words of a story that one of them writes, or nothing. */
  readonly before: Before;
  readonly experiment: Experiment;
  readonly models: readonly StudyModel[];
}

/** What a model answered, or why it could not. */
export type StudyAnswer =
  | {
      readonly kind: "study";
      readonly study: ModelStudy /** Words that were read before it, as it spells them. */;
      readonly carried: readonly string[];
    }
  | { readonly kind: "problem"; readonly id: string; readonly problem: Problem };

export type ModelSource =
  | {
      readonly kind: "shipped";
      readonly id: string /** Absolute address of the model's folder, with a slash at its end. */;
      readonly base: string;
    }
  | {
      readonly kind: "files";
      readonly files: readonly NamedBytes[];
      /** Names that the model must not take. */
      readonly others: readonly ModelName[];
      /** The name that it has already; null for one that is opened for the first time. */
      readonly name: ModelName | null;
    };

/** What the page needs to know of a model to draw it. Weights stay in the worker. */
export interface ModelInfo {
  readonly config: ModelConfig;
  /** Words by id; null for a model of ids. */
  readonly words: readonly string[] | null;
  /** (L, G·H): b_ih + b_hh, for the equations. */
  readonly biases: readonly Float32Array[];
  readonly hasReadout: boolean;
  /** Bytes of the weights as they came. */
  readonly bytes: number;
  /** What was found in the file, in one sentence: `LSTM, 2 layers of 256 units, 6,000 words`. */
  readonly found: string;
  /** What was taken for granted and may make its numbers wrong: a sentence each. */
  readonly doubts: readonly string[];
  /** What was filled in, left out, or is typed in a way of its own: a sentence each. */
  readonly notes: readonly string[];
}

/** Consecutive frames on their way to the page. */
export interface Chunk {
  /** First frame: 0 (the initial frame comes along with step 1) … T. */
  readonly first: number;
  /** (frames, L, S, H) float32. Transferred. */
  readonly values: Float32Array;
}

/** What the worker says. */
export type Reply =
  /** What the engine is at: questions that it has not answered, and the run whose end it has not sent. */
  | { readonly kind: "alive"; readonly number: number; readonly requests: readonly number[]; readonly run: number | null }
  | {
      readonly kind: "progress";
      readonly request: number;
      readonly received: number;
      readonly total: number;
      readonly part: "vocabulary" | "weights";
    }
  | { readonly kind: "opened"; readonly request: number; readonly model: ModelInfo }
  | {
      readonly kind: "chunk";
      readonly run: number;
      readonly chunk: Chunk /** True with the last chunk of the run. */;
      readonly isLast: boolean /** Steps computed so far in this run. */;
      readonly computed: number;
    }
  | {
      readonly kind: "logits";
      readonly request: number;
      readonly run: number;
      readonly step: number;
      readonly logits: Float32Array;
    }
  | { readonly kind: "explained"; readonly request: number; readonly explanation: Explanation }
  | { readonly kind: "distributions"; readonly request: number; readonly steps: readonly StepDistribution[] }
  /** In the order of the question; null where it became stale. */
  | { readonly kind: "studied"; readonly request: number; readonly answers: readonly StudyAnswer[] | null }
  /** Null for a cell with several recurrent blocks, or none. */
  | { readonly kind: "spectra"; readonly request: number; readonly spectra: readonly (Spectrum | null)[] | null }
  /** `norms` null for a model that could not be studied. */
  | { readonly kind: "jacobians"; readonly request: number; readonly norms: readonly (Norms | null)[] | null }
  /** Null for a model that could not be studied, as in the two below. */
  | { readonly kind: "checked"; readonly request: number; readonly checks: readonly (GradientCheck | null)[] | null }
  | {
      readonly kind: "wordGradients";
      readonly request: number;
      readonly gradients: readonly (GradientAttribution | null)[] | null;
    }
  | { readonly kind: "attributed"; readonly request: number; readonly attributions: readonly (Attribution | null)[] | null }
  | { readonly kind: "surveyed"; readonly request: number; readonly surveys: readonly (Survey | null)[] | null }
  /** Null where it became stale, or nothing can be measured. */
  | { readonly kind: "reached"; readonly request: number; readonly answer: ReachAnswer | null }
  | { readonly kind: "replaced"; readonly request: number; readonly replaced: readonly (WordsReplaced | null)[] | null }
  /** Null where nothing could be followed, or it became stale. */
  | { readonly kind: "frames"; readonly request: number; readonly frames: GradientFrames | null }
  /** In the order of the question; null where it became stale. */
  | { readonly kind: "predicted"; readonly request: number; readonly answers: readonly PredictAnswer[] | null }
  /** Null where there is no such block, or nothing to run. */
  | { readonly kind: "swapped"; readonly request: number; readonly study: SwapStudy | null }
  /** Null where no corpus is open, or another one was asked for meanwhile. */
  | { readonly kind: "corpus"; readonly request: number; readonly answer: CorpusAnswer | null }
  | { readonly kind: "measured"; readonly request: number; readonly report: KernelReport }
  /** Null where nothing can be drawn. */
  | { readonly kind: "sampled"; readonly request: number; readonly drawn: DrawnWord | null }
  /** Null where there is none, or it became stale. */
  | { readonly kind: "presetFound"; readonly request: number; readonly found: FoundPreset | null }
  /** How much of a long answer is done, 0 … 1. */
  | { readonly kind: "advanced"; readonly request: number; readonly done: number }
  /** An expected failure. `request` is absent where it answers a run. Nothing was changed. */
  | { readonly kind: "failed"; readonly request?: number; readonly run?: number; readonly problem: Problem };

/** A two-way line: a Worker, a MessagePort, or a test. */
export interface Endpoint<Out, In> {
  readonly send: (message: Out, transfer?: readonly ArrayBuffer[]) => void;
  /** Returns the function that stops listening. */
  readonly listen: (receive: (message: In) => void) => () => void;
}
