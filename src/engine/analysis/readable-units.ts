import { isObject, parseJson } from "../formats/json.ts";
import { type Result, refuse, succeed } from "../problem.ts";
import type { FeatureKind } from "./features/feature.ts";

/** A word with a gate's mean there, and how often it came. */
export interface GateWord {
  readonly word: string;
  readonly mean: number;
  readonly count: number;
}

/** Hold in whole words: the median over a text, and the 90th percentile. */
export interface ReadHold {
  readonly median: number;
  readonly ninetieth: number;
}

/** What chance gives for a feature: the same measure with the feature shifted along the text (a circle) by random distances. */
export interface Chance {
  readonly shuffles: number;
  /** Mean over all units and shuffles. */
  readonly mean: number;
  /** Of the best unit of a shuffle: what 95 of 100 shuffles stay below. */
  readonly ninetyFifth: number;
  /** Of the best unit of the best shuffle. */
  readonly best: number;
}

/** What silencing units costs where the feature matters. */
export interface ActingWorth {
  /** `P(”) at the real closing marks`: a geometric mean over places. */
  readonly said: string;
  readonly places: number;
  /** As the model is. */
  readonly whole: number;
  /** With all units that do the same job silenced: those of the best scores, as few (1, 2, 4, 8, 16) as bring it to half, else as many as were tried. */
  readonly group: { readonly units: readonly number[]; readonly value: number };
  /** With as many others silenced, drawn at random with a fixed seed. */
  readonly others: { readonly units: readonly number[]; readonly value: number };
}

/** A feature that some unit follows. */
export interface ReadFeature {
  readonly id: string;
  /** `a quotation is open` */
  readonly label: string;
  readonly kind: FeatureKind;
  readonly values: readonly string[];
  /** `AUC`: of a value of the unit at a random yes and one at a random no, how often the former is larger; ½ is chance, 1 if it is low on yes. `r`: correlation with a count, by size. `η²`: share of the unit's variance between classes. */
  readonly measure: "AUC" | "r" | "η²";
  readonly chance: Chance;
  /** Null where no word hangs on it alone. */
  readonly worth: ActingWorth | null;
}

/** A sentence of ours that shows the unit best. */
export interface ShownIn {
  readonly text: string;
  /** Pinned word, from 1: where the unit is written. */
  readonly step: number;
  /** First and last word at which it holds it, from 1. */
  readonly span: readonly [first: number, last: number];
  /** Id of a stage of the cell. */
  readonly stage: string;
}

/** One readable unit. */
export interface ReadableUnit {
  readonly unit: number;
  /** Id of the feature. */
  readonly feature: string;
  /** 1: larger where the feature is on, or larger; −1: smaller. Of classes 1. */
  readonly sign: 1 | -1;
  /** Measured on the half of the text on which it was not chosen. */
  readonly score: number;
  /** On the half on which it was chosen. */
  readonly chosen: number;
  /** (Mean state on yes less mean on no) / standard deviation; null unless two-valued. */
  readonly difference: number | null;
  /** Mean state at every value of the feature, in the order of its `values`; null for a count. */
  readonly means: readonly (number | null)[] | null;
  /** Words at which it forgets most (the keeping gate is shut), and lets most in (the admitting gate is open). Null for a cell without such gates. */
  readonly shut: readonly GateWord[] | null;
  readonly open: readonly GateWord[] | null;
  /** The measure of the feature's worth with this unit alone silenced; null where the feature has none. */
  readonly worth: number | null;
  /** Null for a cell without a keeping gate. `state`: where it holds in one state alone (`inside a quotation`, `above zero`), its holds from there. */
  readonly hold:
    | (ReadHold & { readonly state: (ReadHold & { readonly name: string; readonly otherwise: number }) | null })
    | null;
  /** Null where no sentence of ours shows it. */
  readonly example: ShownIn | null;
}

/** `public/memory/<id>/units.json`, written by `npm run readable`. */
export interface ReadableUnits {
  readonly format: "gatescope-units";
  readonly version: 1;
  readonly model: string;
  /** Of the model's weights. */
  readonly sha256: string;
  readonly layer: number;
  /** The state that is read. */
  readonly signal: string;
  /** Gates whose words are listed; null where the cell has none. */
  readonly keeps: string | null;
  readonly admits: string | null;
  /** The text and the words of each of its halves: units are chosen on one, measured on the other. */
  readonly text: { readonly name: string; readonly chosen: number; readonly scored: number };
  readonly features: readonly ReadFeature[];
  /** The clearest first. */
  readonly units: readonly ReadableUnit[];
}

/** Reads the file; refuses one of other weights. */
export function openReadableUnits(json: string, sha256: string | undefined): Result<ReadableUnits> {
  const parsed = parseJson(json);
  if (!isObject(parsed) || parsed["format"] !== "gatescope-units" || parsed["version"] !== 1) {
    return refuse("The list of units could not be read", "Everything else works; reload the page to load it again.");
  }
  // Written by our own script beside the model.
  const units = parsed as unknown as ReadableUnits;
  return units.sha256 === sha256
    ? succeed(units)
    : refuse(
        "The list of units was made from other weights",
        "It belongs to another version of this model. Everything else works.",
      );
}
