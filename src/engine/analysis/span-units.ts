import type { SignalView } from "../trace.ts";

/** A unit that is on over a span of words and not around it. */
export interface SpanUnit {
  readonly unit: number;
  /** Side of zero on which it is on: of a gate always 1. */
  readonly side: 1 | -1;
  /** Its weakest value over the span and its strongest around it, both on its side: on > around, on > 0. */
  readonly on: number;
  readonly around: number;
}

/** Words before and after the span that count as around it. */
export const AROUND_WORDS = 4;

/**
 * Units of which every value over the words `from` to `to` (from 1, both included) lies further out, on one side of zero, than any
 * within `AROUND_WORDS` of them: those of the largest gap first. None where no words are around. The selection of LSTMVis
 * (Strobelt et al. 2018, section 4: on over the range, off beside it), with the two sides of a signed signal told apart.
 */
export function unitsOver(view: SignalView, { from, to }: { readonly from: number; readonly to: number }): readonly SpanUnit[] {
  const before = range(Math.max(1, from - AROUND_WORDS), from - 1);
  const after = range(to + 1, Math.min(view.steps, to + AROUND_WORDS));
  const outside = [...before, ...after];
  if (outside.length === 0) return [];
  const inside = range(from, to);
  const found: SpanUnit[] = [];
  for (let unit = 0; unit < view.units; unit++) {
    const at = (step: number): number => view.values[view.offset + step * view.stepStride + unit] as number;
    for (const side of [1, -1] as const) {
      const on = Math.min(...inside.map((step) => side * at(step)));
      const around = Math.max(...outside.map((step) => side * at(step)));
      if (on > 0 && on > around) found.push({ unit, side, on, around });
    }
  }
  return found.toSorted((a, b) => gapOf(b) - gapOf(a) || a.unit - b.unit);
}

/** Those of the units that a threshold shows: at or above it over the span, below it around. */
export function unitsAt(units: readonly SpanUnit[], threshold: number): readonly SpanUnit[] {
  return units.filter(({ on, around }) => on >= threshold && around < threshold);
}

/**
 * The threshold that shows the most, every unit counted by its gap; of several the middle one. In hundredths; null where none shows any.
 */
export function spanThreshold(units: readonly SpanUnit[]): number | null {
  const count = Math.floor(Math.max(0, ...units.map(({ on }) => on)) * 100);
  const gaps = Array.from({ length: count }, (_, place) =>
    unitsAt(units, hundredths(place + 1)).reduce((sum, unit) => sum + gapOf(unit), 0),
  );
  const most = Math.max(0, ...gaps);
  const first = gaps.indexOf(most);
  if (most === 0) return null;
  const next = gaps.findIndex((gap, place) => place > first && gap !== most);
  return hundredths(Math.floor((first + 1 + (next < 0 ? gaps.length : next)) / 2));
}

/** How far its values over the span lie from those around it, as tanh would show them: a cell that has run away does not outweigh all. */
function gapOf({ on, around }: SpanUnit): number {
  return Math.tanh(on) - Math.tanh(around);
}

function hundredths(steps: number): number {
  return steps / 100;
}

function range(first: number, last: number): readonly number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, place) => first + place);
}
