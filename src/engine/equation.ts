import type { Hue, PreActivationPart, Stage } from "./cell.ts";

/** Reads one number of one unit: a signal at this step (`now`) or at the step before, or a block's bias. */
export interface UnitReader {
  readonly signal: (name: string, when: "now" | "before") => number;
  readonly bias: (block: number) => number;
}

/** Where a printed number comes from: what opens when it is clicked. */
export type NumberSource =
  | { readonly kind: "signal"; readonly signal: string; readonly when: "now" | "before" }
  | { readonly kind: "part"; readonly block: number; readonly part: PreActivationPart }
  | { readonly kind: "preActivation"; readonly block: number };

/** A piece of the line of numbers under a formula. */
export type WorkedPiece =
  | { readonly kind: "mark"; readonly text: string }
  | {
      readonly kind: "number";
      readonly id: string;
      readonly value: number;
      /** A later term of a sum: its sign is printed before it, with space, as an operator. Others print a sign only below zero. */
      readonly isLaterTerm?: boolean;
      readonly hue?: Hue;
      /** Printed under the number in the active row: `memory`, `kept`. */
      readonly caption?: string;
      readonly source: NumberSource;
    };

/**
 * An equation with its numbers. `sums` name pieces and captions that must add up as printed: decimals are chosen for each so that the
 * rounded parts give the rounded total. The total's id may be `result`. The pieces are the same at every step; only values change.
 */
export interface Worked {
  readonly pieces: readonly WorkedPiece[];
  /** A signed result always prints its sign; a gate never does. */
  readonly result: { readonly value: number; readonly signed: boolean; readonly source: NumberSource };
  readonly sums: readonly { readonly parts: readonly string[]; readonly total: string }[];
  /** Products that are parts of a printed sum but stand as factors: kept = f × C, new = i × g. Printed under those pieces. */
  readonly captions?: readonly {
    readonly id: string;
    readonly label: string;
    readonly value: number;
    readonly under: readonly string[];
  }[];
}

/** What a stage computes, as it is read. */
export interface Equation extends Stage {
  /** TeX of the stage's equation; every symbol stands in `\htmlData{signal=…, when=now|before}{…}`. */
  readonly formula?: string;
  /** One sentence in plain words: `The part of the old memory that is kept.` */
  readonly meaning: string;
  /** The line of numbers for one unit. Pure. */
  readonly work?: (read: UnitReader) => Worked;
}
