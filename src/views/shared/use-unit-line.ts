import { useMemo } from "react";
import { tellUnit, type UnitLine } from "../../engine/analysis/unit-line.ts";
import { useApp, useAppHandle } from "./use-app.ts";

/** What the pinned unit does in the whole sentence, wherever the pinned word is; null before its numbers have come to rest. */
export function useUnitLine(): UnitLine | null {
  const { buffer } = useAppHandle();
  const layer = useApp((state) => state.layer);
  const unit = useApp((state) => state.unit);
  const version = useApp((state) => state.version);
  const steps = useApp((state) => (state.isBusy || state.steps !== state.tokens.length ? 0 : state.steps));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the buffer is read anew at every version
  return useMemo(() => {
    const trace = buffer.trace();
    if (trace === null || steps === 0 || layer >= trace.layout.layers || unit >= trace.layout.units) return null;
    return tellUnit(trace, layer, unit);
  }, [buffer, layer, unit, version, steps]);
}
