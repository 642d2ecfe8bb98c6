import { useMemo } from "react";
import type { Trace } from "../../engine/trace.ts";
import { useApp, useAppHandle } from "../shared/use-app.ts";

/** The trace of the sentence once its numbers have come to rest; null while they are computed, and before the first word. */
export function useRestingTrace(): Trace | null {
  const { buffer } = useAppHandle();
  const version = useApp((state) => state.version);
  const steps = useApp((state) => (state.isBusy ? 0 : state.steps));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the buffer is read anew at every version
  return useMemo(() => (steps === 0 ? null : buffer.trace()), [buffer, version, steps]);
}
