import { type RefObject, useEffect } from "react";

/** A finger must travel this far sideways, and twice as far as up or down. */
const SHORTEST_PX = 40;

/** Calls `move` when a finger sweeps over the element: to the left for the next, to the right for the previous. */
export function useSwipe(root: RefObject<HTMLElement | null>, move: (direction: 1 | -1) => void): void {
  useEffect(() => {
    const element = root.current;
    if (element === null) return;
    let start: { readonly x: number; readonly y: number } | null = null;
    const down = (event: TouchEvent) => {
      const touch = event.touches.length === 1 ? event.touches[0] : undefined;
      start = touch === undefined ? null : { x: touch.clientX, y: touch.clientY };
    };
    const up = (event: TouchEvent) => {
      const touch = event.changedTouches[0];
      if (start === null || touch === undefined) return;
      const [dx, dy] = [touch.clientX - start.x, touch.clientY - start.y];
      start = null;
      if (Math.abs(dx) >= SHORTEST_PX && Math.abs(dx) > 2 * Math.abs(dy)) move(dx < 0 ? 1 : -1);
    };
    element.addEventListener("touchstart", down, { passive: true });
    element.addEventListener("touchend", up, { passive: true });
    return () => {
      element.removeEventListener("touchstart", down);
      element.removeEventListener("touchend", up);
    };
  }, [root, move]);
}
