/**
 * What a signal is for. Pre-activations are kept in the trace in their printed parts and never exported; the other three are
 * drawn and exported.
 */
export type SignalRole = "preActivation" | "gate" | "candidate" | "state";

/** One hue a quantity, everywhere. The letter names the colour tokens `--f-line`, `--c-text` … of the page. */
export type Hue = "f" | "i" | "g" | "c" | "o" | "h";

/** The printed parts of a pre-activation: W_h·h, W_x·x and b_ih + b_hh. */
export type PreActivationPart = "memory" | "word" | "bias";

/** A vector of H units that a cell computes at every step. */
export interface SignalSpec {
  /** Field's name in camel case, unique in the cell: `forgetGate`. Public: traces are exported under it. */
  readonly name: string;
  /** The same in plain words, the accessible name of its heatmap: `forget gate`. */
  readonly label: string;
  readonly role: SignalRole;
  /** TeX of the symbol with its step, `f_t`. */
  readonly symbol: string;
  /** The symbol as one plain letter for charts and speech, `f`. */
  readonly letter: string;
  /** Closed range that the mathematics guarantees; infinite where there is none (the cell state). */
  readonly range: readonly [low: number, high: number];
  readonly hue: Hue;
  /** What the mean over units says of a gate: `keeps`. Signed signals say `mean size`. */
  readonly reading?: string;
  /** For a pre-activation: the gate block (index into `CellType.blocks`) and the part it holds. */
  readonly part?: { readonly block: number; readonly kind: Exclude<PreActivationPart, "bias"> };
}

/** A function that a block may have. What each one computes stands in `activations.ts`. */
export type Activation = "sigmoid" | "tanh" | "relu" | "hardSigmoid";

/** One affine block of the stacked weights, in PyTorch's order of rows: rows [block·H, (block+1)·H) of W_ih, W_hh, b. */
export interface GateBlock {
  /** The signal that the block's activation writes. */
  readonly signal: string;
  readonly activation: Activation;
  /** Subscript in W_f, b_f. */
  readonly subscript: string;
}

/** A stage inside a step, in order of computation: what `→` walks. */
export interface Stage {
  /** Public, in the address: `forget`. */
  readonly id: string;
  /** Printed under the transport: `forget`; capitalised on the phone's card. */
  readonly label: string;
  /** The signal that the stage computes; none for the softmax. */
  readonly signal?: string;
}

/** Weights of one layer under PyTorch's layout. G gate blocks, H units, D inputs. */
export interface LayerParameters {
  /** (G·H, D) row-major. */
  readonly inputWeights: Float32Array;
  /** (G·H, H) row-major; empty for a cell without memory. */
  readonly recurrentWeights: Float32Array;
  /** (G·H): b_ih + b_hh. */
  readonly bias: Float32Array;
  /** D: H of the layer below, or the width of the embedding. */
  readonly inputs: number;
  /** H. */
  readonly units: number;
}

/**
 * Computes one step of one layer. Reads its state from `previous` (S, H), writes every signal into `current` (S, H): addresses of
 * frames in the kernels' memory, as is `projected` (G·H), W_x·x of this step without bias. Allocates nothing.
 */
export type CellStep = (projected: number, previous: number, current: number) => void;

/**
 * One step of one layer, backward. Float64; `now` and `before` have a frame's shape (S, H). Derivatives of the activations are
 * taken at the pre-activations, since 1 − h² cancels where a unit is nearly saturated. Allocates nothing.
 */
export interface CellBackward {
  /** Takes the step's local derivatives from its two frames of the trace (S, H). */
  readonly linearize: (previous: Float32Array, current: Float32Array) => void;
  /**
   * Carries a gradient through the linearized step. `now` comes with ∂L/∂ the states through everything that comes after them and
   * leaves with the total ∂L/∂ every signal; a part of a pre-activation has the derivative of the pre-activation. Writes what reaches
   * the states of the step before past the recurrent weights into `before`; its other signals are left alone. Linear in `now`. What
   * goes through the weights, ∂L/∂h_{t−1} = W_hᵀ·∂L/∂z, is the caller's, who may do many at once.
   */
  readonly carry: (now: Float64Array, before: Float64Array) => void;
}

/**
 * `CellBackward` over many steps in the kernels' memory, in float32: addresses of frames (S, H), of the trace and of derivatives, which
 * the caller keeps near 1. Allocates nothing.
 */
export interface CellBackwardSteps {
  /** Takes the local derivatives of `count` steps from count + 1 frames, the first of them the one before. */
  readonly linearize: (frames: number, count: number) => void;
  /**
   * Carries a gradient through step `step` (0 …) of those that were linearized, as `CellBackward.carry` does, and writes ∂L/∂ the
   * pre-activations (G·H) into `deltas`.
   */
  readonly carry: (step: number, now: number, before: number, deltas: number) => void;
}

/**
 * The same step in float64, from the parts of its pre-activations: memory W_h·h, and word W_x·x + b (G·H). Reads the states of
 * `previous`, writes those of `current` (S, H). What finite differences need: float32 rounds away what they measure.
 */
export type ExactStep = (memory: Float64Array, word: Float64Array, previous: Float64Array, current: Float64Array) => void;

/** A kind of cell, as data: what a page needs of it. What it computes stands apart, by its id: `cells/forward.ts`, `cells/backward.ts`. */
export interface CellType {
  /** Public, in config.json: `lstm`. */
  readonly id: string;
  readonly label: string;
  /** Frame order (S). Pre-activations last, so that what is drawn and exported comes first. */
  readonly signals: readonly SignalSpec[];
  /** The G affine blocks in PyTorch's order of rows. */
  readonly blocks: readonly GateBlock[];
  /** The signal that goes to the layer above and to the readout. */
  readonly output: string;
  /** Order of computation, `softmax` last. Their equations: `cells/equations.ts`. */
  readonly stages: readonly Stage[];
  /** False for the stateless cell: its step ignores `previous`. */
  readonly hasMemory: boolean;
  /**
   * The same cell with another function in one block (its index): steps, derivatives and ranges are those of that function. Stages stay
   * those of the cell as it is known.
   */
  readonly withActivation: (block: number, activation: Activation) => CellType;
}
