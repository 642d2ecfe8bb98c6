import { useEffect, useMemo } from "react";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { ModelInfo } from "../../worker/protocol.ts";
import { useApp, useAppHandle } from "../shared/use-app.ts";

/** Time between two columns of a new model's first trace, and how many ticks the longest sentence takes. */
const COLUMN_MS = 40;
const MOST_TICKS = 50;

/** Models whose columns have come: coming back to a view shows them at once. */
const shown = new WeakSet<ModelInfo>();

/**
 * How many columns may be drawn: Infinity, but when a new model's weights have arrived its columns fill from left to right, 40 ms
 * apart (several at a time in a long sentence). With reduced motion they are there at once. A new store a model.
 */
export function useReveal(): StoreApi<number> {
  const { store } = useAppHandle();
  const model = useApp((state) => state.model);
  const reveal = useMemo(() => {
    const isCalm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const start = model === null || isCalm || shown.has(model) ? Infinity : 0;
    return createStore<number>(() => start);
  }, [model]);
  useEffect(() => {
    if (model === null || reveal.getState() === Infinity) return undefined;
    const timer = window.setInterval(() => {
      const { steps, tokens } = store.getState();
      if (steps === 0 && tokens.length > 0) return;
      const next = reveal.getState() + Math.max(1, Math.ceil(tokens.length / MOST_TICKS));
      const isDone = next >= tokens.length;
      reveal.setState(isDone ? Infinity : next, true);
      if (!isDone) return;
      shown.add(model);
      window.clearInterval(timer);
    }, COLUMN_MS);
    return () => window.clearInterval(timer);
  }, [model, reveal, store]);
  return reveal;
}
