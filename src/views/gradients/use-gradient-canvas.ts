import { type RefObject, useRef } from "react";
import type { SignalView } from "../../engine/trace.ts";
import { columnLeft, visibleSteps } from "../shared/axis-geometry.ts";
import { createHeatmap, type Heatmap } from "../shared/heatmap.ts";
import { canvasColours, rampOf } from "../shared/ramps.ts";
import { useDensity } from "../shared/use-density.ts";
import { useTheme } from "../shared/use-theme.ts";
import { useTransientOf } from "../shared/use-transient.ts";
import type { Chart } from "./use-chart.ts";

/** Units that are drawn, and the height of each, CSS px. */
export const ROWS = 24;
export const ROW_PX = 6;

/** Places on a symmetric scale (−1 … 1) on the canvas that the result is the ref of. */
export function useGradientCanvas(
  view: SignalView,
  rows: readonly number[],
  { axis }: Chart,
): RefObject<HTMLCanvasElement | null> {
  const { shown: theme } = useTheme();
  const density = useDensity();
  const canvas = useRef<HTMLCanvasElement>(null);
  const heatmap = useRef<Heatmap | null>(null);
  useTransientOf(
    axis.scroll,
    (px) => px,
    (scroll) => {
      if (canvas.current === null) return;
      heatmap.current ??= createHeatmap(canvas.current);
      const [first, last] = visibleSteps(axis, scroll);
      heatmap.current.paint(
        { view, rows, ramp: rampOf({ role: "state", hue: "c" }, theme), domain: { low: -1, high: 1 } },
        {
          width: axis.viewWidth,
          height: rows.length * ROW_PX,
          left: columnLeft(axis, 1) - axis.x0 - scroll,
          col: axis.col,
          gap: axis.gap,
          first,
          last: Math.max(last, first),
          computed: view.steps,
          density,
        },
        { ...canvasColours[theme], isHatched: () => false },
        first,
      );
    },
  );
  return canvas;
}
