import type { Trace } from "../trace.ts";
import { stateSignal } from "./activity.ts";
import { heldUntil, keptByUnit, lastWrite, valuesOfUnit } from "./hold.ts";

/** Below this |state| everywhere, a unit says nothing in a sentence: tanh makes a tenth of it at most. */
const SILENT = 0.1;

/** How a value went while it was held: `holds` where it ended within half its own size of where it began. */
export type Course = "holds" | "rises" | "falls";

/** What one unit does in a sentence, around one word. */
export type UnitLine =
  | {
      /** `kept`: a gate keeps it, and the words are those at which more than half is left. `signed`: a cell without such a gate; the state keeps its sign. */
      readonly kind: "kept" | "signed";
      readonly unit: number;
      /** The word that wrote it (or gave it its sign), from 1; 0: it came from before the first word. */
      readonly written: number;
      /** Words after `written` for which it was held. */
      readonly words: number;
      /** The last word at which it is held: `written` + `words`. */
      readonly last: number;
      /** True where `last` is the last word of the sentence: still held. Else it is dropped at the word after. */
      readonly isHeldStill: boolean;
      /** Median of the state from the word after `written` (or `written`, where there is none) to `last`. */
      readonly value: number;
      /** The state at `written` and at `last`. */
      readonly first: number;
      readonly final: number;
      readonly course: Course;
    }
  /** |state| is below 0.1 at every word. */
  | { readonly kind: "silent"; readonly unit: number };

/** What a unit did around step t (1 … T): the spell that t lies in, read from the trace alone. Null where there is no such step or state. */
export function readUnitLine(trace: Trace, layer: number, unit: number, step: number): UnitLine | null {
  const spells = openSpells(trace, layer, unit);
  if (spells === null || step < 1 || step > trace.steps) return null;
  return spells.isSilent ? { kind: "silent", unit } : spells.around(step);
}

/**
 * What a unit does in a sentence where nobody points at a word: the spell that has most of the feature in it. `isOn` (T) is 1 where the
 * feature is on; without one, the spell with the largest words · |value|. Among equals the earliest. Null as above.
 */
export function tellUnit(trace: Trace, layer: number, unit: number, isOn: ArrayLike<number> | null = null): UnitLine | null {
  const spells = openSpells(trace, layer, unit);
  if (spells === null || trace.steps === 0) return null;
  if (spells.isSilent) return { kind: "silent", unit };
  let best: UnitLine | null = null;
  let most = -Infinity;
  for (let step = 1; step <= trace.steps; ) {
    const spell = spells.around(step);
    const weight = isOn === null ? spell.words * Math.abs(spell.value) : overlap(isOn, spell);
    if (weight > most) [best, most] = [spell, weight];
    step = Math.max(step, spell.last) + 1;
  }
  return best;
}

type Spell = Exclude<UnitLine, { kind: "silent" }>;

/** Words of the feature that the spell holds, less those that it holds besides. */
function overlap(isOn: ArrayLike<number>, { written, last }: Spell): number {
  let sum = 0;
  for (let step = Math.max(1, written); step <= last; step++) sum += isOn[step - 1] === 1 ? 1 : -1;
  return sum;
}

function openSpells(trace: Trace, layer: number, unit: number) {
  const name = stateSignal(trace.layout);
  if (name === null) return null;
  const states = valuesOfUnit(trace, layer, name, unit);
  const gates = keptByUnit(trace, layer, unit);
  const around = (step: number): Spell => {
    const [written, last] = gates === null ? signedRun(states, step) : keptRun(gates, step);
    const held = states.slice(Math.min(Math.max(0, written), last - 1), last);
    const value = median(held);
    const first = states[Math.max(1, written) - 1] as number;
    const final = states[last - 1] as number;
    return {
      kind: gates === null ? "signed" : "kept",
      unit,
      written,
      words: last - written,
      last,
      isHeldStill: last === trace.steps,
      value,
      first,
      final,
      course: courseOf(held[0] as number, final, value),
    };
  };
  return { isSilent: states.every((state) => Math.abs(state) < SILENT), around };
}

function keptRun(gates: Float32Array, step: number): readonly [written: number, last: number] {
  const { step: written } = lastWrite(gates, step);
  return [written, heldUntil(gates, written)];
}

/** The words around one at which the state has its sign: the first of them wrote it. */
function signedRun(states: Float32Array, step: number): readonly [written: number, last: number] {
  const sign = Math.sign(states[step - 1] as number);
  const isAlike = (at: number) => Math.sign(states[at - 1] as number) === sign;
  let written = step;
  let last = step;
  while (written > 1 && isAlike(written - 1)) written--;
  while (last < states.length && isAlike(last + 1)) last++;
  return [written, last];
}

function courseOf(from: number, to: number, value: number): Course {
  if (Math.abs(to - from) <= 0.5 * Math.abs(value)) return "holds";
  return to > from ? "rises" : "falls";
}

function median(values: Float32Array): number {
  const sorted = values.toSorted();
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] as number) + (sorted[Math.ceil(middle)] as number)) / 2;
}
