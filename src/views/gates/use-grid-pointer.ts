import { type MouseEvent, type PointerEvent, type RefObject, useEffect, useRef } from "react";
import { stepAt } from "../shared/axis-geometry.ts";
import type { CellPlace } from "../shared/grid-keys.ts";
import { useAppHandle } from "../shared/use-app.ts";
import { type Axis, useAxisGeometry } from "../shared/use-axis.ts";
import type { SignalProps } from "./signal-props.ts";

/** A finger that rests as long asks for what Alt does: equations and diagram follow. */
const LONG_PRESS_MS = 500;

/** A pointer over a heatmap. */
export interface PointerOver {
  /** `mouse` also for a pen, which hovers too. */
  readonly kind: "mouse" | "touch";
  /** Where the heatmap was in the window at the pointer's last move: read then, so that drawing never forces a layout. */
  readonly box: DOMRect;
}

/**
 * A heatmap under the pointer: hovering previews the cell everywhere, a click pins it. A finger previews while it slides and pins
 * where it leaves. `over` says what is over this heatmap.
 */
export function useGridPointer({ signal, rows, rowPx }: SignalProps, over: RefObject<PointerOver | null>) {
  const { store, hover } = useAppHandle();
  const axis = useAxisGeometry();
  const longPress = useRef(0);
  useEffect(() => () => window.clearTimeout(longPress.current), []);

  const preview = (place: CellPlace | null, isFollowed: boolean) => {
    const before = hover.getState();
    const next = { signal: place === null ? null : signal.name, unit: place?.unit ?? null, step: place?.step ?? null };
    const isSame = before.signal === next.signal && before.unit === next.unit && before.step === next.step;
    if (!isSame || before.isFollowed !== isFollowed) hover.setState({ ...next, isFollowed });
  };
  const leave = () => {
    window.clearTimeout(longPress.current);
    over.current = null;
    preview(null, false);
  };
  const placeOf = (event: MouseEvent<HTMLElement>) => cellAt(event, axis, rows, rowPx);

  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.pointerType !== "touch") return;
      over.current = { kind: "touch", box: event.currentTarget.getBoundingClientRect() };
      const place = placeOf(event);
      preview(place, false);
      window.clearTimeout(longPress.current);
      longPress.current = window.setTimeout(() => hover.setState({ isFollowed: true }), LONG_PRESS_MS);
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const isTouch = event.pointerType === "touch";
      if (isTouch && over.current?.kind !== "touch") return;
      over.current = { kind: isTouch ? "touch" : "mouse", box: event.currentTarget.getBoundingClientRect() };
      preview(placeOf(event), event.altKey || (isTouch && hover.getState().isFollowed));
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => {
      if (event.pointerType !== "touch" || over.current?.kind !== "touch") return;
      const place = placeOf(event);
      leave();
      if (place !== null) store.getState().pin(place);
    },
    onPointerCancel: leave,
    onPointerLeave: leave,
    onClick: (event: MouseEvent<HTMLElement>) => {
      const isTouch = "pointerType" in event.nativeEvent && event.nativeEvent.pointerType === "touch";
      const place = isTouch ? null : placeOf(event);
      if (place !== null) store.getState().pin(place);
    },
  };
}

/** The cell under the pointer; null beside the columns and in an empty sentence. */
function cellAt(event: MouseEvent<HTMLElement>, axis: Axis, rows: readonly number[], rowPx: number): CellPlace | null {
  const box = event.currentTarget.getBoundingClientRect();
  const x = event.clientX - box.left + axis.scroll.getState();
  const row = Math.max(0, Math.min(rows.length - 1, Math.floor((event.clientY - box.top) / rowPx)));
  const unit = rows[row];
  if (unit === undefined || axis.steps === 0 || x < 0 || x > axis.steps * axis.col) return null;
  return { unit, step: stepAt(axis, x + axis.x0) };
}
