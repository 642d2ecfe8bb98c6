import { useEffect, useLayoutEffect, useRef } from "react";
import { type AxisGeometry, columnLeft, isInView } from "./axis-geometry.ts";
import { useAppHandle } from "./use-app.ts";
import { useAxisGeometry } from "./use-axis.ts";

/** A column as it lies in the window now: px from the left edge of the block, after scrolling. */
export interface CursorPlace {
  readonly left: number;
  readonly width: number;
  readonly step: number;
}

/** A jump of more columns cuts instead of sliding. */
const LONGEST_SLIDE = 3;

/**
 * Whether the cursor slides from one place to the next: between near columns of an axis that stood still. The first place, a jump, a
 * scroll and new column widths cut.
 */
export function slides(before: CursorPlace | null, after: CursorPlace | null): boolean {
  if (before === null || after === null || before.width !== after.width) return false;
  const columns = after.step - before.step;
  return Math.abs(columns) <= LONGEST_SLIDE && after.left - before.left === columns * after.width;
}

/** The place of a column, or null for none, and for one that is scrolled out of view. */
export function cursorPlace(axis: AxisGeometry, scroll: number, step: number | null): CursorPlace | null {
  if (step === null || step < 1 || step > axis.steps || !isInView(axis, scroll, step)) return null;
  return { left: columnLeft(axis, step) - scroll, width: axis.col, step };
}

/**
 * Tells where the pinned column is, at every pin, scroll and change of the axis, without rendering and within the same event.
 * `isSliding`: the change is to be shown as a movement.
 */
export function usePinnedColumn(move: (place: CursorPlace | null, isSliding: boolean) => void): void {
  const { store } = useAppHandle();
  useColumn(() => store.getState().step, move);
}

/** The same for the column under the pointer, null over the pinned one. */
export function useHoveredColumn(move: (place: CursorPlace | null, isSliding: boolean) => void): void {
  const { store, hover } = useAppHandle();
  useColumn(() => (hover.getState().step === store.getState().step ? null : hover.getState().step), move);
}

function useColumn(stepOf: () => number | null, move: (place: CursorPlace | null, isSliding: boolean) => void): void {
  const { store, hover } = useAppHandle();
  const axis = useAxisGeometry();
  const latest = useRef({ axis, stepOf, move });
  const shown = useRef<CursorPlace | null>(null);
  const update = useRef(() => {
    const { axis: now, stepOf: step, move: apply } = latest.current;
    const place = cursorPlace(now, now.scroll.getState(), step());
    const before = shown.current;
    if (place?.left === before?.left && place?.width === before?.width && place?.step === before?.step) return;
    shown.current = place;
    apply(place, slides(before, place));
  });
  useLayoutEffect(() => {
    latest.current = { axis, stepOf, move };
    update.current();
  });
  useEffect(() => {
    const stops = [store.subscribe(update.current), hover.subscribe(update.current), axis.scroll.subscribe(update.current)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [store, hover, axis.scroll]);
}
