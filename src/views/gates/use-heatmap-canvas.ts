import { type RefObject, useLayoutEffect, useMemo, useRef } from "react";
import type { StoreApi } from "zustand/vanilla";
import type { SignalView, Trace } from "../../engine/trace.ts";
import { columnLeft, visibleSteps } from "../shared/axis-geometry.ts";
import { createHeatmap, type Heatmap, type HeatmapGrid, type HeatmapStyle } from "../shared/heatmap.ts";
import { canvasColours, rampOf } from "../shared/ramps.ts";
import { useAppHandle } from "../shared/use-app.ts";
import { useAxisGeometry } from "../shared/use-axis.ts";
import { useDensity } from "../shared/use-density.ts";
import { useTheme } from "../shared/use-theme.ts";
import { useTransient, useTransientOf } from "../shared/use-transient.ts";
import { findSignal } from "../shared/value-domain.ts";
import type { SignalProps } from "./signal-props.ts";

/** Finds the numbers of a heatmap. @param from the first step that has changed since it was last asked; null for none */
export type FindNumbers = (trace: Trace | null, layer: number, signal: string, from: number | null) => SignalView | null;

/**
 * Keeps a signal's heatmap up to date on the canvas that the result is the ref of: new and changed columns as chunks come, all
 * visible ones when axis, rows, domain or theme change. `reveal`: how many columns may be drawn at most.
 * @param find the signal itself, unless something is to be made of it
 */
export function useHeatmapCanvas(
  { signal, domain, rows, height }: Pick<SignalProps, "signal" | "domain" | "rows" | "height">,
  reveal: StoreApi<number>,
  find: FindNumbers = findSignal,
): RefObject<HTMLCanvasElement | null> {
  const { store, buffer } = useAppHandle();
  const axis = useAxisGeometry();
  const { shown: theme } = useTheme();
  const canvas = useRef<HTMLCanvasElement>(null);
  const heatmap = useRef<Heatmap | null>(null);
  const changed = useChangedStep();
  const density = useDensity();
  const style = useMemo<HeatmapStyle>(
    () => ({ ...canvasColours[theme], isHatched: (step) => isUnknownWord(store.getState(), step) }),
    [theme, store],
  );

  const paint = () => {
    if (canvas.current === null) return;
    heatmap.current ??= createHeatmap(canvas.current);
    const { steps, layer } = store.getState();
    const from = changed.take();
    const view = find(buffer.trace(), layer, signal.name, from);
    const scroll = axis.scroll.getState();
    const [first, last] = visibleSteps(axis, scroll);
    const grid: HeatmapGrid = {
      width: axis.viewWidth,
      height,
      left: columnLeft(axis, 1) - axis.x0 - scroll,
      col: axis.col,
      gap: axis.gap,
      first,
      last,
      computed: Math.min(steps, view?.steps ?? 0, reveal.getState()),
      density,
    };
    heatmap.current.paint(view === null ? null : { view, rows, ramp: rampOf(signal, theme), domain }, grid, style, from);
  };
  useTransient((state) => [state.version, state.steps, state.layer, state.lastIsProvisional], paint);
  useTransientOf(axis.scroll, (px) => px, paint);
  useTransientOf(reveal, (columns) => columns, paint);
  return canvas;
}

function isUnknownWord(
  { tokens, lastIsProvisional }: { readonly tokens: readonly { readonly known: boolean }[]; readonly lastIsProvisional: boolean },
  step: number,
): boolean {
  const isStillTyped = lastIsProvisional && step === tokens.length;
  return tokens[step - 1]?.known === false && !isStillTyped;
}

/** The first step that changed since it was last taken, over all versions that passed between two frames. */
function useChangedStep(): { readonly take: () => number | null } {
  const { store } = useAppHandle();
  const from = useRef<number | null>(null);
  useLayoutEffect(() => {
    return store.subscribe((state, before) => {
      const isOtherWord = state.lastIsProvisional !== before.lastIsProvisional;
      if (state.version === before.version && !isOtherWord) return;
      const step = state.version === before.version ? state.tokens.length : state.changedFrom;
      from.current = Math.min(from.current ?? step, step);
    });
  }, [store]);
  return useMemo(
    () => ({
      take: () => {
        const step = from.current;
        from.current = null;
        return step;
      },
    }),
    [],
  );
}
