import type { ModelConfig } from "../engine/model.ts";

/** A file that the reader dropped or chose: its name and its bytes. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: ArrayBuffer;
}

/** What the page asks. `request` numbers match replies to questions; `run` numbers let stale work be dropped. */
export type Request =
  | { readonly kind: "open"; readonly request: number; readonly source: ModelSource }
  /** Replaces tokens from index `from` (0-based; those before stand as they are) by `ids` and computes their steps. Supersedes any run before it. */
  | { readonly kind: "run"; readonly run: number; readonly from: number; readonly ids: Int32Array }
  /** Logits (V) of the word after step `step` (0 … T) of the run. */
  | { readonly kind: "logits"; readonly request: number; readonly run: number; readonly step: number }
  /** The terms of one number. */
  | { readonly kind: "explain"; readonly request: number; readonly run: number; readonly target: ExplainTarget }
  /** Ten likeliest words, entropy and surprise after every step: for the exported trace. */
  | { readonly kind: "distributions"; readonly request: number; readonly run: number };

export type ModelSource =
  | {
      readonly kind: "shipped";
      readonly id: string /** Absolute address of the model's folder, with a slash at its end. */;
      readonly base: string;
    }
  | { readonly kind: "files"; readonly files: readonly NamedBytes[] };

/** A number that can be taken apart into contributions weight · factor. Step 1 … T. */
export type ExplainTarget =
  | {
      readonly kind: "part";
      readonly layer: number;
      readonly step: number;
      readonly unit: number;
      readonly block: number;
      readonly part: "memory" | "word" | "bias";
    }
  | { readonly kind: "logit"; readonly step: number; readonly token: number };

/** One contribution: weight · factor = product. For a bias the factor is 1. */
export interface ExplainTerm {
  /** Index of the factor: unit of h (memory, logit, word above layer 0), component of the embedding (word in layer 0), 0 | 1 for b_ih, b_hh joined as 0. */
  readonly index: number;
  readonly weight: number;
  readonly factor: number;
  readonly product: number;
}

/** Every contribution, in index order, and their sum as the trace has it (float32). `rest` (a readout's bias) is a term of its own. */
export interface Explanation {
  readonly target: ExplainTarget;
  readonly total: number;
  readonly terms: readonly ExplainTerm[];
  /** What stands outside the products: the readout's bias; 0 otherwise. */
  readonly bias: number;
  /** What the factors are. */
  readonly factors: "hiddenBefore" | "hiddenNow" | "hiddenBelow" | "embedding" | "one";
}

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
}

/** Consecutive frames on their way to the page. */
export interface Chunk {
  /** First frame: 0 (the initial frame comes along with step 1) … T. */
  readonly first: number;
  /** (frames, L, S, H) float32. Transferred. */
  readonly values: Float32Array;
}

export interface StepDistribution {
  readonly step: number;
  readonly top: readonly { readonly id: number; readonly probability: number }[];
  readonly entropyBits: number;
  readonly surpriseBits: number | null;
}

/** What the worker says. */
export type Reply =
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
  /** An expected failure. `request` is absent where it answers a run. Nothing was changed. */
  | { readonly kind: "failed"; readonly request?: number; readonly run?: number; readonly problem: Problem };

/** A message that says what was found, what was needed, what is still safe and what to do. */
export interface Problem {
  /** One sentence: `my.safetensors does not fit one LSTM layer`. */
  readonly title: string;
  /** What is still safe, what to do. */
  readonly detail: string;
  /** Tensors that do not fit, and those beside them that do. */
  readonly tensors?: readonly {
    readonly name: string;
    readonly found: string;
    readonly needed: string;
    readonly fits: boolean;
  }[];
}

/** A two-way line: a Worker, a MessagePort, or a test. */
export interface Endpoint<Out, In> {
  readonly send: (message: Out, transfer?: readonly ArrayBuffer[]) => void;
  /** Returns the function that stops listening. */
  readonly listen: (receive: (message: In) => void) => () => void;
}
