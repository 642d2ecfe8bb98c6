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
