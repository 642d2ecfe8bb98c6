import { useLayoutEffect } from "react";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

/** How many units a heatmap of the stack draws. It hangs on the stack's height, and the line under the trace says it. */
const rowCount = createStore<number>(() => 0);

/** Tells how many units are drawn. */
export function useTellRowCount(count: number): void {
  useLayoutEffect(() => rowCount.setState(count, true), [count]);
}

/** How many units are drawn. */
export function useRowCount(): number {
  return useStore(rowCount);
}

/** Height below the last heatmap that no whole row of it could use, CSS pixels: the trace takes it. */
const spareHeight = createStore<number>(() => 0);

/** Tells how much height the heatmaps leave. */
export function useTellSpareHeight(px: number): void {
  useLayoutEffect(() => spareHeight.setState(px, true), [px]);
}

/** Height that the heatmaps leave. */
export function useSpareHeight(): number {
  return useStore(spareHeight);
}
