import { useMemo } from "react";
import { readUnitLine, tellUnit, type UnitLine } from "../../engine/analysis/unit-line.ts";
import { useApp, useAppHandle } from "./use-app.ts";
import { usePinnedRead } from "./use-readable.ts";

/**
 * What the pinned unit does in the whole sentence, wherever the pinned word is; in the sentence that shows it, around the word where it is
 * shown. Null before its numbers have come to rest.
 */
export function useUnitLine(): UnitLine | null {
  const { buffer } = useAppHandle();
  const layer = useApp((state) => state.layer);
  const unit = useApp((state) => state.unit);
  const version = useApp((state) => state.version);
  const steps = useApp((state) => (state.isBusy || state.steps !== state.tokens.length ? 0 : state.steps));
  const text = useApp((state) => state.text);
  const example = usePinnedRead()?.unit.example;
  const shownAt = example?.text === text ? example.step : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the buffer is read anew at every version
  return useMemo(() => {
    const trace = buffer.trace();
    if (trace === null || steps === 0 || layer >= trace.layout.layers || unit >= trace.layout.units) return null;
    return shownAt === null ? tellUnit(trace, layer, unit) : readUnitLine(trace, layer, unit, shownAt);
  }, [buffer, layer, unit, version, steps, shownAt]);
}
