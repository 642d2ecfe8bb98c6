import { useId, useRef } from "react";
import { AfterDrawing } from "../shared/after-drawing.tsx";
import { columnsWidth } from "../shared/axis-geometry.ts";
import { coveredSignal } from "../shared/covered-number.ts";
import { lazily } from "../shared/lazily.tsx";
import { useApp, useAppHandle } from "../shared/use-app.ts";
import { useAxisGeometry } from "../shared/use-axis.ts";
import { usePinnedColumn } from "../shared/use-cursor.ts";
import { useTimedBlock } from "../shared/use-timed-block.ts";
import { useTransient } from "../shared/use-transient.ts";
import { readCell } from "./cell-reading.ts";
import type { GridParts, SignalProps } from "./signal-props.ts";
import { describeCell } from "./signal-text.ts";
import { useGridKeys } from "./use-grid-keys.ts";
import { type PointerOver, useGridPointer } from "./use-grid-pointer.ts";
import { useHeatmapCanvas } from "./use-heatmap-canvas.ts";

const HoveredCell = lazily(() => import("./hovered-cell.tsx").then((module) => module.HoveredCell));

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
      <AfterDrawing>
        <HoveredCell over={over} parts={parts} {...signalProps} />
      </AfterDrawing>
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
    (state) => [state.step, state.unit, state.layer, state.version, state.tokens, coveredSignal(state)],
    () => {
      const state = store.getState();
      const { unit, step } = state;
      const place = rows.indexOf(unit);
      if (ring.current !== null) {
        ring.current.hidden = place < 0;
        ring.current.style.transform = `translateY(${place * rowPx}px)`;
        ring.current.toggleAttribute("data-covered", coveredSignal(state) === signal.name);
      }
      if (row.current === null || cell.current === null) return;
      const reading = readCell(buffer.trace(), state, signal, state);
      row.current.setAttribute("aria-rowindex", String(unit + 1));
      cell.current.setAttribute("aria-rowindex", String(unit + 1));
      cell.current.setAttribute("aria-colindex", String(Math.max(1, step)));
      cell.current.textContent = reading === null ? "" : describeCell(signal, unit, reading);
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
