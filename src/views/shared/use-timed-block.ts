import { useCallback } from "react";
import { useAxisHandles, useSidewaysScroll } from "./use-axis.ts";

/**
 * The contract between a view and the one cursor: give the result as the ref of each block whose columns stand under the words. The
 * frame is drawn over these blocks and nothing else: names, controls and readouts stand outside. It gives way to labels inside (an SVG
 * text, an element with `data-label` in the block or beside it), except where one is centred in its column and narrower. A sideways wheel over it scrolls the axis.
 * @param isTimed false while what is drawn there has another x than the words.
 */
export function useTimedBlock<E extends HTMLElement>(isTimed = true): (element: E | null) => (() => void) | undefined {
  const { timed } = useAxisHandles();
  const sideways = useSidewaysScroll<E>();
  return useCallback(
    (element: E | null) => {
      if (element === null) return undefined;
      const stopScrolling = sideways(element);
      const unmark = isTimed ? timed.add(element) : undefined;
      return () => {
        stopScrolling?.();
        unmark?.();
      };
    },
    [sideways, timed, isTimed],
  );
}
