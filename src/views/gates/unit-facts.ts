import { stateSignal } from "../../engine/analysis/activity.ts";
import { measureHold } from "../../engine/analysis/hold.ts";
import type { Hold } from "../../engine/analysis/hold-spread.ts";
import type { SignalSpec } from "../../engine/cell.ts";
import { signalIndex, type Trace, valueAt, viewSignal } from "../../engine/trace.ts";

/** A word of the sentence at which a unit's state was far from zero. */
export interface StrongWord {
  /** 1 … T */
  readonly step: number;
  readonly value: number;
}

/** What can be said of a unit from one sentence alone. */
export interface UnitFacts {
  /** How long it holds what it has, the median over the words; null for a cell without a gate that keeps. */
  readonly hold: Hold | null;
  /** The state that is read: the cell state of an LSTM, the hidden state elsewhere. */
  readonly state: SignalSpec | null;
  /** The largest |state| first. */
  readonly strongest: readonly StrongWord[];
}

/** Facts of `unit` in `layer` over the steps of the trace; the `count` words at which its state is largest. */
export function readUnitFacts(trace: Trace, layer: number, unit: number, count: number): UnitFacts {
  const name = stateSignal(trace.layout);
  const hold = measureHold(trace, layer, unit)?.median ?? null;
  if (name === null) return { hold, state: null, strongest: [] };
  const view = viewSignal(trace, layer, name);
  const strongest: StrongWord[] = [];
  for (let step = 1; step <= trace.steps; step++) {
    const value = valueAt(view, step, unit);
    let place = strongest.length;
    while (place > 0 && Math.abs(value) > Math.abs((strongest[place - 1] as StrongWord).value)) place--;
    if (place < count) strongest.splice(place, 0, { step, value });
    if (strongest.length > count) strongest.pop();
  }
  const state = trace.layout.signals[signalIndex(trace.layout, name)] ?? null;
  return { hold, state, strongest };
}

/** The words around one: what stands before and after it, as much as fits. */
export interface Context {
  readonly before: string;
  readonly word: string;
  readonly after: string;
}

/** Letters that a line of the side column holds beside its number. */
const LETTERS = 22;
const LETTERS_BEFORE = 8;

/** The neighbours of word `step` (1-based): one before it, then as many after it as the line holds. */
export function contextOf(words: readonly string[], step: number): Context {
  const word = words[step - 1] ?? "";
  const neighbour = words[step - 2] ?? "";
  const before = neighbour.length <= LETTERS_BEFORE ? neighbour : `${neighbour.slice(0, LETTERS_BEFORE - 1)}…`;
  let after = "";
  for (const next of words.slice(step)) {
    const longer = after === "" ? next : `${after} ${next}`;
    if (LETTERS_BEFORE + word.length + longer.length > LETTERS) break;
    after = longer;
  }
  return { before, word, after };
}
