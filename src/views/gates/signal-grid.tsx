import { type RefObject, useId, useRef } from "react";
import type { StoreApi } from "zustand/vanilla";
import type { CellType } from "../../engine/cell.ts";
import { columnLeft, columnsWidth } from "../shared/axis-geometry.ts";
import type { TooltipHandle } from "../shared/tooltip.tsx";
import { useApp, useAppHandle } from "../shared/use-app.ts";
import { useAxisGeometry } from "../shared/use-axis.ts";
import { usePinnedColumn } from "../shared/use-cursor.ts";
import { useTimedBlock } from "../shared/use-timed-block.ts";
import { useTransient, useTransientHover, useTransientOf } from "../shared/use-transient.ts";
import { describeHovered, readCell } from "./cell-words.ts";
import type { SignalProps } from "./signal-props.ts";
import { describeCell } from "./signal-text.ts";
import type { Speaker } from "./stack-voice.tsx";
import { useGridKeys } from "./use-grid-keys.ts";
import { type PointerOver, useGridPointer } from "./use-grid-pointer.ts";
import { useHeatmapCanvas } from "./use-heatmap-canvas.ts";

/** What the grids of a stack share. */
export interface GridParts {
  readonly cell: CellType;
  readonly speaker: Speaker;
  readonly tooltip: RefObject<TooltipHandle | null>;
  /** Name of the signal whose cell the tooltip explains; null while it is hidden. */
  readonly explained: RefObject<string | null>;
  /** How many columns may be drawn at most. */
  readonly reveal: StoreApi<number>;
}

/**
 * One heatmap as a grid of H rows and T columns: drawn on canvas, so it holds one live cell, the pinned one, which the keys move.
 * `aria-rowindex` is the unit's number + 1 whatever the drawn order, `aria-colindex` the word's.
 */
export function SignalGrid({ parts, ...signalProps }: SignalProps & { readonly parts: GridParts }) {
  const { signal, height } = signalProps;
  const axis = useAxisGeometry();
  const units = useApp((state) => state.model?.config.units ?? 0);
  const cellId = useId();
  const over = useRef<PointerOver>(null);
  const canvas = useHeatmapCanvas(signalProps, parts.reveal);
  const pointer = useGridPointer(signalProps, over);
  // In one column names stand between the heatmaps: the frame ends above them, and the rings alone go on.
  const block = useTimedBlock<HTMLDivElement>(!axis.isNarrow);
  const keys = useGridKeys(signalProps, parts.speaker);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table of H × T cells is drawn on canvas; the grid role gives it a live cell
    <div
      ref={block}
      className="signal-grid"
      role="grid"
      aria-label={signal.label}
      aria-rowcount={units}
      aria-colcount={axis.steps}
      aria-activedescendant={cellId}
      aria-readonly="true"
      tabIndex={0}
      style={{ left: axis.x0, width: Math.max(1, columnsWidth(axis)), height }}
      {...pointer}
      {...keys}
    >
      <div aria-hidden="true">
        <canvas ref={canvas} />
      </div>
      <PinnedCell cellId={cellId} {...signalProps} />
      <HoveredCell over={over} parts={parts} {...signalProps} />
    </div>
  );
}

/** The ring around the pinned cell, and the same cell for those who cannot see it. */
function PinnedCell({ cellId, signal, rows, rowPx }: SignalProps & { readonly cellId: string }) {
  const { store, buffer } = useAppHandle();
  const axis = useAxisGeometry();
  const column = useRef<HTMLDivElement>(null);
  const ring = useRef<HTMLDivElement>(null);
  const row = useRef<HTMLDivElement>(null);
  const cell = useRef<HTMLDivElement>(null);
  usePinnedColumn((place, isSliding) => {
    const element = column.current;
    if (element === null) return;
    element.hidden = place === null;
    element.dataset["sliding"] = String(isSliding);
    if (place !== null) element.style.transform = `translateX(${place.left - axis.x0}px)`;
  });
  useTransient(
    (state) => [state.step, state.unit, state.layer, state.version, state.tokens],
    () => {
      const state = store.getState();
      const { unit, step } = state;
      const place = rows.indexOf(unit);
      if (ring.current !== null) {
        ring.current.hidden = place < 0;
        ring.current.style.transform = `translateY(${place * rowPx}px)`;
      }
      if (row.current === null || cell.current === null) return;
      const reading = readCell(buffer.trace(), state, signal, state);
      row.current.setAttribute("aria-rowindex", String(unit + 1));
      cell.current.setAttribute("aria-rowindex", String(unit + 1));
      cell.current.setAttribute("aria-colindex", String(Math.max(1, step)));
      cell.current.textContent = reading === null ? "" : describeCell(signal, unit, reading.word, reading.value);
    },
  );
  return (
    <>
      <div className="grid-rings" aria-hidden="true">
        <div ref={column} className="ring-column" style={{ width: axis.col }} hidden>
          <div ref={ring} className="pinned-ring" style={{ height: rowPx }} />
        </div>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: the one live row of the grid above */}
      <div ref={row} role="row" tabIndex={-1} className="visually-hidden">
        {/* biome-ignore lint/a11y/useSemanticElements: the one live cell of the grid above */}
        <div ref={cell} role="gridcell" tabIndex={-1} id={cellId} />
      </div>
    </>
  );
}

interface HoveredProps extends SignalProps {
  readonly over: RefObject<PointerOver | null>;
  readonly parts: GridParts;
}

/** The ring around the previewed cell in every heatmap; beside it, in the one under the pointer, what it is. */
function HoveredCell({ over, parts, signal, rows, rowPx }: HoveredProps) {
  const { store, hover, buffer } = useAppHandle();
  const axis = useAxisGeometry();
  const ring = useRef<HTMLDivElement>(null);

  const hide = () => {
    if (parts.explained.current !== signal.name) return;
    parts.explained.current = null;
    parts.tooltip.current?.hide();
  };
  const explain = (unit: number, step: number, left: number, top: number) => {
    const tooltip = parts.tooltip.current;
    if (over.current === null || tooltip === null) return;
    const { box, kind } = over.current;
    const state = store.getState();
    const isPinned = state.unit === unit && state.step === step;
    const hint = isPinned ? undefined : kind === "touch" ? "release to pin" : "click to pin";
    const text = describeHovered(buffer.trace(), state, { cell: parts.cell, signal, hint }, { unit, step });
    if (text === null) return hide();
    parts.explained.current = signal.name;
    const readout = { left: box.right, top: box.top, width: axis.readout, height: box.height };
    tooltip.show(text, { left: box.left + left, top: box.top + top, width: axis.col, height: rowPx }, readout);
  };
  const draw = () => {
    const { unit: hoveredUnit, step: hoveredStep, signal: hoveredSignal } = hover.getState();
    const state = store.getState();
    const unit = hoveredUnit ?? state.unit;
    const step = hoveredStep ?? state.step;
    const row = rows.indexOf(unit);
    const left = columnLeft(axis, step) - axis.x0 - axis.scroll.getState();
    const isPreview = hoveredUnit !== null || hoveredStep !== null || hoveredSignal === signal.name;
    if (ring.current !== null) {
      ring.current.hidden = !isPreview || row < 0 || step < 1 || step > axis.steps;
      ring.current.dataset["named"] = String(hoveredSignal === signal.name && over.current === null);
      ring.current.style.transform = `translate(${left}px, ${row * rowPx}px)`;
    }
    const isUnderPointer = over.current !== null && hoveredSignal === signal.name && hoveredUnit !== null && hoveredStep !== null;
    if (isUnderPointer) explain(unit, step, left, row * rowPx);
    else hide();
  };
  useTransientHover((state) => state, draw);
  useTransient((state) => [state.unit, state.step, state.version], draw);
  useTransientOf(axis.scroll, (px) => px, draw);
  return (
    <div className="grid-rings" aria-hidden="true">
      <div ref={ring} className="hovered-ring" style={{ width: axis.col, height: rowPx }} hidden />
    </div>
  );
}
