import type { SignalSpec } from "../../engine/cell.ts";
import { type Condition, type Pattern, readValue } from "../../engine/corpus/matching.ts";
import { PATTERN_CONDITIONS, PATTERN_WORDS } from "../../engine/corpus/pattern-text.ts";
import type { SignalView } from "../../engine/trace.ts";

/** Words × units that are selected: steps from 1, both ends included. */
export interface Selected {
  readonly from: number;
  readonly to: number;
  readonly units: readonly number[];
}

/** Words and units within what a pattern may have, in order. */
export function clampSelected({ from, to, units }: Selected, steps: number): Selected {
  const first = Math.max(1, Math.min(from, to, steps));
  const last = Math.min(Math.max(from, to), steps, first + PATTERN_WORDS - 1);
  const most = Math.floor(PATTERN_CONDITIONS / (last - first + 1));
  return { from: first, to: last, units: units.slice(0, most) };
}

/**
 * The pattern that the selected cells show. Of a signed signal a cell between the thresholds says nothing, unless all do: what is small
 * is seldom what a pattern is about.
 */
export function patternOf(
  { from, to, units }: Selected,
  { view, spec, threshold }: { readonly view: SignalView; readonly spec: SignalSpec; readonly threshold: number },
): Pattern {
  const all: Condition[] = [];
  for (let step = from; step <= to; step++) {
    for (const unit of units) {
      const value = view.values[view.offset + step * view.stepStride + unit] as number;
      all.push({ offset: step - from, unit, reading: readValue(value, threshold, spec.role === "gate") });
    }
  }
  const clear = all.filter(({ reading }) => reading !== "between");
  const conditions = clear.length > 0 ? clear : all;
  const busiest = Math.max(
    ...Array.from({ length: to - from + 1 }, (_, offset) => conditions.filter((each) => each.offset === offset).length),
  );
  return { signal: spec.name, threshold, length: to - from + 1, conditions, leastUnits: busiest, sparedWords: 0 };
}

/** Most conditions that a word of the pattern has. */
export function mostUnits({ length, conditions }: Pattern): number {
  return Math.max(...Array.from({ length }, (_, offset) => conditions.filter((each) => each.offset === offset).length));
}

/** `12, 47`: numbers below `units`, each once; null where something else stands there. */
export function readUnits(text: string, units: number): readonly number[] | null {
  const parts = text.split(/[\s,]+/).filter((part) => part !== "");
  const numbers = parts.map((part) => (/^\d{1,5}$/.test(part) ? Number(part) : Number.NaN));
  return numbers.length === 0 || numbers.some((unit) => !(unit < units)) ? null : [...new Set(numbers)];
}
