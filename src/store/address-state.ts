import { type Experiment, plainExperiment } from "../engine/gradients/experiment.ts";
import type { MemorySlice } from "./memory-state.ts";
import { defaultProbes } from "./probes.ts";
import type { AppState, RowOrder } from "./state.ts";

/** What the view Gradients follows and shows. */
export type Followed = Pick<
  AppState,
  "asks" | "before" | "at" | "target" | "isRelative" | "under" | "measure" | "signal" | "many"
>;

/** What the view Predict follows. */
export type Expected = Pick<AppState, "second" | "followed" | "probes" | "topK" | "topP">;

/** What the view Memory shows. */
export type Remembered = Pick<MemorySlice, "memoryPart" | "contextState" | "colouredBy" | "pattern" | "keptPatterns">;

/** What the address holds. Null stands for the default that depends on the sentence or the model. */
export interface AddressState extends Experiment, Followed, Expected, Remembered, Pick<AppState, "swap"> {
  /** Id of a view; null: the first. */
  readonly view: string | null;
  /** Id of a model; null: the first. */
  readonly model: string | null;
  /** Null: the first example. An empty text is an empty sentence. */
  readonly text: string | null;
  /** 1-based; null: the last word. */
  readonly step: number | null;
  /** Null: the most active one. */
  readonly unit: number | null;
  readonly layer: number;
  /** Null: the last one of the cell. */
  readonly stage: string | null;
  readonly rows: 24 | 64 | "all";
  readonly order: RowOrder;
  readonly temperature: number;
  readonly isEmbedded: boolean;
  /** Names of units of the model. */
  readonly unitNames: ReadonlyMap<number, string>;
  /** Ids of features, in the order of the menu. */
  readonly tracks: readonly string[];
  /** A caption of “How to read this”, 1 … 6; null: none. */
  readonly guide: number | null;
  /** Forces a theme; null: the reader's own. */
  readonly theme: "light" | "dark" | null;
}

export const defaultAddress: AddressState = {
  view: null,
  model: null,
  text: null,
  step: null,
  unit: null,
  layer: 0,
  stage: null,
  rows: 24,
  order: "active",
  temperature: 1,
  ...plainExperiment,
  asks: "sentence",
  before: "story",
  at: null,
  target: "actual",
  isRelative: false,
  under: "gains",
  measure: "norm",
  signal: null,
  many: null,
  second: null,
  followed: null,
  probes: defaultProbes,
  topK: null,
  topP: null,
  swap: null,
  memoryPart: "map",
  contextState: "hiddenState",
  colouredBy: null,
  unitNames: new Map(),
  pattern: null,
  keptPatterns: new Map(),
  isEmbedded: false,
  guide: null,
  tracks: [],
  theme: null,
};
