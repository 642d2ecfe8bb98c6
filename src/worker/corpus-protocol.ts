import type { ReadableUnits } from "../engine/analysis/readable-units.ts";
import type { CorpusHolds } from "../engine/corpus/corpus-trace.ts";
import type { Histogram } from "../engine/corpus/histogram.ts";
import type { Matches, Pattern } from "../engine/corpus/matching.ts";
import type { NearContext, StrongContext } from "../engine/corpus/nearest.ts";
import type { TypicalWord } from "../engine/corpus/next-words.ts";
import type { CorpusPlane } from "../engine/corpus/plane.ts";

export type { Histogram } from "../engine/corpus/histogram.ts";
export type { Matches, Pattern } from "../engine/corpus/matching.ts";
export type { NearContext, StrongContext } from "../engine/corpus/nearest.ts";
export type { TypicalWord } from "../engine/corpus/next-words.ts";

/** A strong context with the unit's values at the words around it. */
export interface StrongWindow extends StrongContext {
  /** First word of the window, 0-based. */
  readonly first: number;
  readonly values: Float32Array;
}

/** A near context with the word that the model expected most there, by its hidden state to within a byte. */
export interface ExpectingContext extends NearContext {
  /** Id; null for a model without a readout. */
  readonly expects: number | null;
}

/** What is asked of the corpus. All but `open`, `read` and `states` speak of the corpus that is open. */
export type CorpusQuestion =
  /** Runs the open model over a text and keeps the signals; a newer one supersedes it. */
  | {
      readonly kind: "open";
      readonly source: { readonly kind: "ids"; readonly ids: Int32Array } | { readonly kind: "text"; readonly text: string };
      readonly layer: number;
      readonly signals: readonly string[];
    }
  /** Stops what is being opened. */
  | { readonly kind: "cancel" }
  /** Contexts whose `signal` points most nearly the same way as `state` (H). */
  | { readonly kind: "nearest"; readonly signal: string; readonly state: Float32Array; readonly count: number }
  /** Where the unit is largest and smallest, and where a seeded random unit is largest, each with `around` words on both sides. */
  | {
      readonly kind: "strongest";
      readonly signal: string;
      readonly unit: number;
      readonly other: number;
      readonly count: number;
      readonly around: number;
    }
  | { readonly kind: "match"; readonly pattern: Pattern }
  | { readonly kind: "histogram"; readonly signal: string; readonly units: readonly number[] }
  /** The states of a signal on the plane of their principal components. */
  | { readonly kind: "plane"; readonly signal: string }
  /** Which units follow something that can be read off a text, or off the beginning of the open corpus (null); a newer one supersedes it. */
  | {
      readonly kind: "read";
      readonly text: string | null;
      readonly name: string;
      readonly layer: number;
      /** A word of the reader's choice; null for none. */
      readonly word: string | null;
    }
  /** States after every word of a text of its own. */
  | { readonly kind: "states"; readonly text: string; readonly layer: number };

/** What is answered, in the order of the questions. Null: superseded, cancelled, or no corpus is open. */
export type CorpusAnswer =
  | {
      readonly kind: "opened";
      readonly ids: Int32Array;
      readonly units: number;
      /** What the trace takes in memory. */
      readonly bytes: number;
      /** Null for a cell without a keeping gate. */
      readonly holds: CorpusHolds | null;
      /** Mean of every gate, mean size of every other signal: by signal (H). */
      readonly means: ReadonlyMap<string, Float64Array>;
      /** Mean share of the cell that the word so many back wrote, over the beginning of the corpus; null for a cell without a ledger. */
      readonly horizon: Float64Array | null;
    }
  | { readonly kind: "nearest"; readonly contexts: readonly ExpectingContext[] }
  | {
      readonly kind: "strongest";
      readonly high: readonly StrongWindow[];
      readonly low: readonly StrongWindow[];
      readonly other: readonly StrongWindow[];
    }
  | {
      readonly kind: "match";
      readonly matches: Matches;
      /** Words that follow the matches more often than they stand elsewhere. */
      readonly next: readonly TypicalWord[];
    }
  | { readonly kind: "histogram"; readonly histogram: Histogram; readonly threshold: number }
  | { readonly kind: "plane"; readonly plane: CorpusPlane }
  | { readonly kind: "read"; readonly list: ReadableUnits }
  | { readonly kind: "states"; readonly words: readonly string[]; readonly states: ReadonlyMap<string, Float32Array> };

/** The answer to a kind of question. */
export type AnswerTo<Kind extends CorpusAnswer["kind"]> = Extract<CorpusAnswer, { readonly kind: Kind }>;
