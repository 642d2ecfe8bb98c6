import { useMemo } from "react";
import type { SignalSpec } from "../../engine/cell.ts";
import type { Pattern } from "../../engine/corpus/matching.ts";
import { readPattern, writePattern } from "../../engine/corpus/pattern-text.ts";
import type { SignalView } from "../../engine/trace.ts";
import { viewSignal } from "../../engine/trace.ts";
import { useApp } from "../shared/use-app.ts";
import { useCell } from "../shared/use-cell.ts";
import { useRestingTrace } from "./use-resting-trace.ts";

/** The pattern that is looked for; null where there is none, or it is not one of this model. */
export function usePattern(): Pattern | null {
  const text = useApp((state) => state.pattern);
  const units = useApp((state) => state.model?.config.units ?? 0);
  const cell = useCell();
  return useMemo(() => {
    const pattern = text === null ? null : readPattern(text);
    if (pattern === null || !cell?.signals.some(({ name }) => name === pattern.signal)) return null;
    return pattern.conditions.every(({ unit }) => unit < units) ? pattern : null;
  }, [text, units, cell]);
}

/** Changes the pattern. */
export function useSetPattern(): (pattern: Pattern | null, isCommit?: boolean) => void {
  const remember = useApp((state) => state.remember);
  return (pattern, isCommit = true) => remember({ pattern: pattern === null ? null : writePattern(pattern) }, { isCommit });
}

/** Signals that a pattern may be of. */
export function useDrawnSignals(): readonly SignalSpec[] {
  const cell = useCell();
  return useMemo(() => cell?.signals.filter(({ role }) => role !== "preActivation") ?? [], [cell]);
}

/** The sentence's values of a signal; null before they are computed. */
export function useSignalView(name: string): SignalView | null {
  const trace = useRestingTrace();
  const layer = useApp((state) => state.layer);
  return useMemo(() => {
    const isThere = trace?.layout.signals.some((signal) => signal.name === name) === true;
    return trace === null || !isThere ? null : viewSignal(trace, layer, name);
  }, [trace, name, layer]);
}
