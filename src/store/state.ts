import type { RowOrder } from "../engine/analysis/row-order.ts";
import type { Token } from "../engine/tokenizer.ts";
import type { ExplainTarget, Explanation, KernelReport, Problem, StepDistribution } from "../worker/protocol.ts";
import type { ActivationSlice } from "./activation-state.ts";
import type { GradientSlice } from "./gradient-state.ts";
import type { MemorySlice } from "./memory-state.ts";
import type { ModelSlice } from "./model-state.ts";
import type { PredictSlice } from "./predict-state.ts";

/** Everything that the page remembers, as its slices. What changes at every step (numbers) lives in the trace buffer. */
export interface AppState
  extends ModelSlice,
    RunSlice,
    SelectionSlice,
    PlaybackSlice,
    SettingsSlice,
    NoticeSlice,
    AgainSlice,
    GradientSlice,
    PredictSlice,
    ActivationSlice,
    MemorySlice {}

export interface RunSlice {
  /** What stands in the sentence, to the letter. */
  readonly text: string;
  /** T words as the model reads them, each with its place in `text`. */
  readonly tokens: readonly Token[];
  /** True while the last word may still grow: no space after it and the sentence has the focus. It is grey then, never unknown. */
  readonly lastIsProvisional: boolean;
  /** Steps drawn so far, 0 … T. Raised after the trace buffer was appended to. */
  readonly steps: number;
  /**
   * Raised whenever frames from `changedFrom` on were replaced, or words from there on are written otherwise though the model reads them
   * alike (two unknown words); views draw from there.
   */
  readonly version: number;
  /**
   * First step (1-based) whose numbers changed with this version; T + 1 where columns were only cut off. Who draws later than at
   * once takes the least of all versions since.
   */
  readonly changedFrom: number;
  /** Steps that the current run has computed: what a keystroke cost. */
  readonly computedSteps: number;
  /** True from an edit until the last chunk of its run is in the buffer or it failed, and while a sentence waits for the first model. */
  readonly isBusy: boolean;
  /**
   * Why the words as they stand have no numbers, or not all of them; null while they have, or are getting them. `steps`, the buffer,
   * `logits` and what the views have found then hold nothing of other words.
   */
  readonly runProblem: Problem | null;
  /**
   * All H units in the drawn order (`order`); empty before a model is there. It changes, and the automatic unit with it, when the trace
   * of the whole sentence is there and the reader has decided something: the sentence was committed, pasted, undone or replaced, or
   * model, layer or order changed. It never does while somebody types, so that no column left of the caret moves.
   */
  readonly unitOrder: readonly number[];
  /**
   * Of every signal without a mathematical range, by its name: the whole number that its colours reach to, below zero and above.
   * Follows the same decisions, and a pause of typing.
   */
  readonly bounds: ReadonlyMap<string, number>;
  /**
   * Logits (V) of the word that follows step 0 … T, by step. Those that the page needs are there as soon as they are computed: the
   * pinned word's, the one before it (how surprising the pinned word was) and the last word's (the ghost). The map is replaced when
   * it changes; an entry whose words changed is gone.
   */
  readonly logits: ReadonlyMap<number, Float32Array>;
  readonly setText: (text: string, options?: { readonly isTyping?: boolean }) => void;
  /** The sentence lost the focus or Enter was pressed: the last word is final, the address is pushed. */
  readonly commitText: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** The grey word: the likeliest next word that is not special, or null (dismissed, no model, sentence being edited in the middle). */
  readonly ghost: string | null;
  readonly acceptGhost: () => void;
  readonly dismissGhost: () => void;
  readonly explain: (target: ExplainTarget) => Promise<Explanation>;
  readonly distributions: () => Promise<readonly StepDistribution[]>;
  /** How fast this device runs the open model. @throws ProblemError where there is none */
  readonly measureSpeed: () => Promise<KernelReport>;
}

export interface SelectionSlice {
  /** 0-based. */
  readonly layer: number;
  /** The pinned unit, 0-based. */
  readonly unit: number;
  /** True until the reader pins a unit: the page then shows the most active one. */
  readonly unitIsAutomatic: boolean;
  /** The pinned word, 1 … T; 0 in an empty sentence. */
  readonly step: number;
  /** True until the reader pins a word: the cursor then follows the last word. */
  readonly stepIsAutomatic: boolean;
  /** Id of the active stage of the cell. */
  readonly stage: string;
  /** Up to three further units in the unit trace, in the order in which they were pinned. */
  readonly comparedUnits: readonly number[];
  /** Pins; whatever is left out stays. Out of range values are clamped. `isCommit: false` while dragging (no history entry). */
  readonly pin: (selection: {
    readonly layer?: number;
    readonly unit?: number;
    readonly step?: number;
    readonly stage?: string;
    readonly isCommit?: boolean;
  }) => void;
  readonly compareUnit: (unit: number) => void;
  /** Moves a stage forward (1) or back (−1), over the border of words; false at the ends. */
  readonly moveStage: (direction: 1 | -1) => boolean;
  readonly moveStep: (direction: 1 | -1) => boolean;
  readonly firstStep: () => void;
  readonly lastStep: () => void;
}

export interface PlaybackSlice {
  readonly isPlaying: boolean;
  /** 0.5, 1, 2 or 4. */
  readonly speed: number;
  readonly stopsAtStages: boolean;
  readonly isLooping: boolean;
  /** Whether anything has been played since the page was opened. */
  readonly hasPlayed: boolean;
  /** Stages that are still to be shown one by one at the word that the opening's unit is written at. */
  readonly halts: readonly string[];
  readonly setPlaying: (isPlaying: boolean) => void;
  readonly setPlayback: (change: {
    readonly speed?: number;
    readonly stopsAtStages?: boolean;
    readonly isLooping?: boolean;
    readonly halts?: readonly string[];
  }) => void;
}

export type { RowOrder } from "../engine/analysis/row-order.ts";

export interface SettingsSlice {
  /** Id of a registered view. */
  readonly view: string;
  readonly rows: 24 | 64 | "all";
  readonly order: RowOrder;
  /** Null follows the system. */
  readonly theme: "light" | "dark" | null;
  readonly isProjector: boolean;
  /** The next words and the active stage's result are covered (with the grey word), so that a class can guess first. Views obey it. */
  readonly answersHidden: boolean;
  /** `embed=1`: no header, no transport chrome. */
  readonly isEmbedded: boolean;
  readonly hasShortcuts: boolean;
  /** 0.05 … 5, 1 is the model's own. */
  readonly temperature: number;
  /** Name of the signal whose heatmap shows all units, or null. */
  readonly expanded: string | null;
  /** Ids of the features that stand as rows under the words; undefined: none. */
  readonly tracks?: readonly string[];
  /** The caption of “How to read this” that lies over the page, from 1; null: none. */
  readonly guide: number | null;
  readonly set: (
    change: Partial<
      Pick<
        SettingsSlice,
        | "view"
        | "rows"
        | "order"
        | "theme"
        | "isProjector"
        | "answersHidden"
        | "hasShortcuts"
        | "temperature"
        | "expanded"
        | "guide"
        | "tracks"
      >
    >,
  ) => void;
}

/** A line above the page until it is dismissed. */
export interface Notice {
  readonly id: number;
  /** A doubt is told as urgently as a problem, though nothing failed: what is shown may be wrong. */
  readonly kind: "info" | "doubt" | "problem";
  readonly problem: Problem;
  /** The matter that it tells of: a newer line about the same takes its place. */
  readonly about: string;
  /** What can be done about it in one press, which dismisses the line as well. */
  readonly ways: readonly NoticeWay[];
}

export interface NoticeWay {
  readonly label: string;
  readonly go: () => void;
}

/** Asking again for what could not be had. */
export interface AgainSlice {
  /** Raised when the reader wants all that is missing asked for again. */
  readonly attempt: number;
  /** Loads the model that failed or does not come, or computes what is missing of the run, and asks every question again that was not answered. */
  readonly askAgain: () => void;
}

export interface NoticeSlice {
  readonly notices: readonly Notice[];
  /** `about`: the title, unless several titles tell of one matter. What is too long for a reader is cut. */
  readonly notify: (
    kind: Notice["kind"],
    problem: Problem,
    options?: { readonly about?: string; readonly ways?: readonly NoticeWay[] },
  ) => void;
  /** Takes back what was said about a matter. */
  readonly withdraw: (about: string) => void;
  readonly dismiss: (id: number) => void;
}

/** What the pointer is over. Never React state; its own small store, so that hovering re-renders nothing. */
export interface Hover {
  /** Signal name of the heatmap or symbol, or null. */
  readonly signal: string | null;
  readonly unit: number | null;
  readonly step: number | null;
  /** Alt: equations and diagram follow the pointer. */
  readonly isFollowed: boolean;
}
