import type { Hue } from "./cell.ts";

/**
 * The cell as a drawing on a 392 × 286 ground. Wires are drawn first, in order. What touches the left or the right edge moves with it
 * where the column is wider.
 */
export interface DiagramSpec {
  readonly width: number;
  readonly height: number;
  /** The cell's body. */
  readonly body: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly wires: readonly DiagramWire[];
  readonly nodes: readonly DiagramNode[];
  readonly labels: readonly DiagramLabel[];
}

/** A number in a stage's line of numbers: the id of a piece or a caption, or `result`. */
export interface WorkedNumber {
  readonly stage: string;
  readonly id: string;
}

/** A stage of the cell, or `start` for what is there before the first. */
export type DiagramStage = string;

/** A wire is grey until its stage has run. */
export interface DiagramWire {
  readonly id: string;
  /** Corner points as x, y, x, y …; corners are rounded when drawn. */
  readonly points: readonly number[];
  /** Radius of the corners, 10 if left out. */
  readonly radius?: number;
  /** Ink for the bus that carries h and the word. */
  readonly hue: Hue | "ink";
  readonly stage: DiagramStage;
  /** A belt: its thickness follows |value|; `until` its stage has run, that of another number, or it is thin. */
  readonly belt?: { readonly value: WorkedNumber; readonly until?: WorkedNumber };
  /** The signal it carries, of this step or of the one before, so that hovering its symbol marks it. */
  readonly carries?: { readonly signal: string; readonly when: "now" | "before" };
}

/** An operator is a circle with a sign, a tap a pill with a function's name, a dot a joint. */
export type DiagramNode =
  | {
      readonly kind: "gauge";
      readonly id: string;
      readonly x: number;
      readonly y: number;
      /** Its arc is the result of its stage: clockwise for 0 … 1; to the right or the left for a signed one, half a turn at most. */
      readonly signal: string;
      /** The activation: `σ`. */
      readonly text: string;
      /** Beside the wire below: `forget`. */
      readonly label: string;
      readonly stage: DiagramStage;
    }
  | {
      readonly kind: "operator" | "tap";
      readonly id: string;
      readonly x: number;
      readonly y: number;
      readonly text: string;
      readonly hue: Hue;
      readonly stage: DiagramStage;
    }
  | {
      readonly kind: "dot";
      readonly id: string;
      readonly x: number;
      readonly y: number;
      /** Left out: a joint of the bus, in ink. `belt`: a hole in a belt. */
      readonly on?: "belt";
    };

/** A symbol or a live number beside a wire. Nothing uncomputed shows a number or a hue. */
export type DiagramLabel = {
  readonly id: string;
  readonly x: number;
  /** Baseline. */
  readonly y: number;
  readonly anchor: "start" | "middle" | "end";
  readonly hue: Hue | "ink";
  readonly stage: DiagramStage;
} /** `C` with the subscript t, or t−1. */ & (
  | { readonly kind: "symbol"; readonly letter: string; readonly when: "now" | "before" }
  | { readonly kind: "number"; readonly number: WorkedNumber; readonly note?: string }
  /** What x_t is: the word, or the hidden state of the layer below. */
  | { readonly kind: "input" }
  /** Where the output goes: to the softmax, or to the layer above. */
  | { readonly kind: "output" }
);
