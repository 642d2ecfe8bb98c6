import { useEffect, useMemo, useState } from "react";
import { type SpanUnit, spanThreshold, unitsAt, unitsOver } from "../../engine/analysis/span-units.ts";
import type { SignalSpec } from "../../engine/cell.ts";
import type { SignalView } from "../../engine/trace.ts";
import { useApp } from "../shared/use-app.ts";
import { clampSelected, patternOf, type Selected } from "./pattern-from.ts";
import { useDesk, useFindings } from "./use-desk.ts";
import { usePattern, useSetPattern } from "./use-match.ts";

/** Where the histogram has not come yet. */
export const FIRST_THRESHOLD = 0.5;

/** Units that part the selected words from those around: those that the threshold shows, and how many there are at any. */
export interface Found {
  readonly shown: readonly SpanUnit[];
  readonly of: number;
}

/** What is selected of a signal, where its threshold stands, and the pattern that follows from both. */
export function useSelecting(spec: SignalSpec, view: SignalView, rowCount: number) {
  const pattern = usePattern();
  const setPattern = useSetPattern();
  const step = useApp((state) => state.step);
  const unit = useApp((state) => state.unit);
  const [selected, setSelected] = useState<Selected | null>(null);
  const [isBySpan, setBySpan] = useState(false);
  const [threshold, setThreshold] = useState<number | null>(null);
  const suggested = useSuggestion(spec.name, selected?.units ?? null);
  const bound = threshold ?? (pattern?.signal === spec.name ? pattern.threshold : (suggested ?? FIRST_THRESHOLD));
  const now: Selected = selected ?? { from: step, to: step, units: [unit] };
  const parting = useMemo(() => (isBySpan && selected !== null ? unitsOver(view, selected) : null), [isBySpan, selected, view]);
  const show = (next: Selected, at: number, isCommit = true) => {
    const within = clampSelected(next, view.steps);
    setSelected(within);
    setPattern(patternOf(within, { view, spec, threshold: rounded(at) }), isCommit);
  };
  return {
    selected,
    now,
    rows: useRows(view.units, rowCount, isBySpan && selected !== null ? selected.units : none),
    found: parting === null ? null : { shown: unitsAt(parting, rounded(bound)), of: parting.length },
    bound,
    suggested,
    select: (next: Selected) => {
      setBySpan(false);
      show(next, bound);
    },
    drag: (at: number, isCommit: boolean) => {
      setThreshold(at);
      const units = parting === null ? [] : unitsAt(parting, rounded(at)).map((each) => each.unit);
      if (selected !== null) show(units.length === 0 ? selected : { ...selected, units }, at, isCommit);
      else if (pattern !== null) setPattern({ ...pattern, threshold: rounded(at) }, isCommit);
    },
    /** The units that are on over the words and silent around them, at the threshold that shows the most. */
    findUnits: () => {
      const span = clampSelected(now, view.steps);
      const all = unitsOver(view, span);
      const at = spanThreshold(all);
      setBySpan(true);
      if (at === null) setSelected(span);
      else {
        setThreshold(at);
        show({ ...span, units: unitsAt(all, at).map((each) => each.unit) }, at);
      }
    },
  };
}

const none: readonly number[] = [];

/** Those that were found, the most active ones after them, and the pinned one. */
function useRows(units: number, count: number, found: readonly number[]): readonly number[] {
  const order = useApp((state) => state.unitOrder);
  const pinned = useApp((state) => state.unit);
  return useMemo(() => {
    const all = order.length === units ? order : Array.from({ length: units }, (_, unit) => unit);
    const first = [...new Set([...found, ...all])].slice(0, count);
    return first.includes(pinned) ? first : [...first.slice(0, -1), pinned];
  }, [order, pinned, units, count, found]);
}

/** The threshold that parts the values of the selected units (or of the pinned one) best in the corpus; null before it is there. */
function useSuggestion(signal: string, units: readonly number[] | null): number | null {
  const { measure } = useDesk();
  const pinned = useApp((state) => state.unit);
  const corpus = useFindings((findings) => findings.corpus);
  const found = useFindings((findings) => findings.histogram);
  const wanted = JSON.stringify([signal, units ?? [pinned]]);
  useEffect(() => {
    const [, asked] = JSON.parse(wanted) as [string, readonly number[]];
    if (corpus !== null) measure(signal, asked);
  }, [measure, signal, wanted, corpus]);
  return found?.key === wanted ? found.threshold : null;
}

function rounded(threshold: number): number {
  return Math.max(0.01, Math.round(threshold * 100) / 100);
}
