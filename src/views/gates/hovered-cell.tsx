import { type RefObject, useRef } from "react";
import { columnLeft } from "../shared/axis-geometry.ts";
import { coveredSignal } from "../shared/covered-number.ts";
import { useAppHandle } from "../shared/use-app.ts";
import { useAxisGeometry } from "../shared/use-axis.ts";
import { useTransient, useTransientHover, useTransientOf } from "../shared/use-transient.ts";
import { describeHovered } from "./cell-words.ts";
import type { GridParts, SignalProps } from "./signal-props.ts";
import type { PointerOver } from "./use-grid-pointer.ts";

interface HoveredProps extends SignalProps {
  readonly over: RefObject<PointerOver | null>;
  readonly parts: GridParts;
}

/** The ring around the previewed cell in every heatmap; beside it, in the one under the pointer, what it is. */
export function HoveredCell({ over, parts, signal, rows, rowPx }: HoveredProps) {
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
  useTransient((state) => [state.unit, state.step, state.version, coveredSignal(state)], draw);
  useTransientOf(axis.scroll, (px) => px, draw);
  return (
    <div className="grid-rings" aria-hidden="true">
      <div ref={ring} className="hovered-ring" style={{ width: axis.col, height: rowPx }} hidden />
    </div>
  );
}
