import { type PointerEvent, useEffect, useRef, useState } from "react";
import type { SignalSpec } from "../../engine/cell.ts";
import type { SignalView } from "../../engine/trace.ts";
import { columnLeft, columnsWidth, stepAt, visibleSteps } from "../shared/axis-geometry.ts";
import { createHeatmap, type Heatmap } from "../shared/heatmap.ts";
import { canvasColours, rampOf } from "../shared/ramps.ts";
import { useApp, useAppHandle } from "../shared/use-app.ts";
import { type Axis, useAxisGeometry } from "../shared/use-axis.ts";
import { useDensity } from "../shared/use-density.ts";
import { useTheme } from "../shared/use-theme.ts";
import { useTimedBlock } from "../shared/use-timed-block.ts";
import { useTransientOf } from "../shared/use-transient.ts";
import { domainOf } from "../shared/value-domain.ts";
import type { Selected } from "./pattern-from.ts";

/** Height of a unit's row, CSS px. */
export const ROW_PX = 13;

interface Props {
  readonly view: SignalView;
  readonly spec: SignalSpec;
  readonly rows: readonly number[];
  readonly selected: Selected | null;
  readonly onSelect: (selected: Selected) => void;
}

/** A heatmap on which a rectangle of words × units is dragged. The same is selected by number beside it. */
export function BrushGrid({ view, spec, rows, selected, onSelect }: Props) {
  const axis = useAxisGeometry();
  const block = useTimedBlock<HTMLDivElement>();
  const canvas = useCells(view, spec, rows);
  const rowPx = ROW_PX * axis.scale;
  const { shown, handlers } = useBrush({ axis, rows, rowPx, onSelect });
  return (
    <div
      ref={block}
      className="brush-grid"
      style={{ left: axis.x0, width: columnsWidth(axis), height: rows.length * rowPx }}
      {...handlers}
    >
      <div aria-hidden="true">
        <canvas ref={canvas} />
      </div>
      <Outline axis={axis} rows={rows} rowPx={rowPx} selected={shown ?? selected} hue={spec.hue} />
    </div>
  );
}

function useBrush(props: {
  readonly axis: Axis;
  readonly rows: readonly number[];
  readonly rowPx: number;
  readonly onSelect: (selected: Selected) => void;
}) {
  const { axis, rows, rowPx, onSelect } = props;
  const { store } = useAppHandle();
  const start = useRef<{ readonly step: number; readonly row: number } | null>(null);
  const [shown, setShown] = useState<Selected | null>(null);
  const cellAt = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const x = event.clientX - box.left + axis.scroll.getState() + axis.x0;
    const row = Math.floor((event.clientY - box.top) / rowPx);
    return { step: Math.max(1, Math.min(axis.steps, stepAt(axis, x))), row: Math.max(0, Math.min(rows.length - 1, row)) };
  };
  const selectedTo = (end: { readonly step: number; readonly row: number }): Selected | null => {
    if (start.current === null) return null;
    const { step, row } = start.current;
    return {
      from: Math.min(step, end.step),
      to: Math.max(step, end.step),
      units: rows.slice(Math.min(row, end.row), Math.max(row, end.row) + 1),
    };
  };
  return {
    shown,
    handlers: {
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = cellAt(event);
        setShown(selectedTo(start.current));
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        if (start.current !== null) setShown(selectedTo(cellAt(event)));
      },
      onPointerUp: (event: PointerEvent<HTMLElement>) => {
        const end = cellAt(event);
        const selected = selectedTo(end);
        start.current = null;
        setShown(null);
        if (selected === null) return;
        onSelect(selected);
        store.getState().pin({ step: selected.to, unit: selected.units[0] as number, isCommit: false });
      },
      onPointerCancel: () => {
        start.current = null;
        setShown(null);
      },
    },
  };
}

/** The selection: dashed, snapped to cells, in the line colour of its quantity. */
function Outline(props: {
  readonly axis: Axis;
  readonly rows: readonly number[];
  readonly rowPx: number;
  readonly selected: Selected | null;
  readonly hue: string;
}) {
  const { axis, rows, rowPx, selected, hue } = props;
  const outline = useRef<HTMLDivElement>(null);
  const places = selected?.units.map((unit) => rows.indexOf(unit)).filter((row) => row >= 0) ?? [];
  useTransientOf(
    axis.scroll,
    (px) => px,
    (px) => {
      if (outline.current === null || selected === null) return;
      outline.current.style.transform = `translateX(${columnLeft(axis, selected.from) - axis.x0 - px}px)`;
    },
  );
  if (selected === null || places.length === 0) return null;
  const [top, bottom] = [Math.min(...places), Math.max(...places) + 1];
  return (
    <div
      ref={outline}
      className="brush-outline"
      data-hue={hue}
      style={{ top: top * rowPx, height: (bottom - top) * rowPx, width: (selected.to - selected.from + 1) * axis.col }}
    />
  );
}

function useCells(view: SignalView, spec: SignalSpec, rows: readonly number[]) {
  const axis = useAxisGeometry();
  const { shown: theme } = useTheme();
  const bounds = useApp((state) => state.bounds);
  const density = useDensity();
  const canvas = useRef<HTMLCanvasElement>(null);
  const heatmap = useRef<Heatmap | null>(null);
  const draw = (scroll: number) => {
    if (canvas.current === null) return;
    heatmap.current ??= createHeatmap(canvas.current);
    const [first, last] = visibleSteps(axis, scroll);
    heatmap.current.paint(
      { view, rows, ramp: rampOf(spec, theme), domain: domainOf(spec, bounds) },
      {
        width: axis.viewWidth,
        height: rows.length * ROW_PX * axis.scale,
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
  };
  useTransientOf(axis.scroll, (px) => px, draw);
  // The canvas of another theme or signal is painted at once.
  useEffect(() => draw(axis.scroll.getState()));
  return canvas;
}
