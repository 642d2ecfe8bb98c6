import { useEffect, useState } from "react";
import { useApp } from "./use-app.ts";

/** Once a page: what has been loaded stays. */
let isDrawn = false;

/**
 * False until the network has been drawn over the whole sentence for the first time (or could not be): what a first look at the gates
 * does not need waits for it, so that it does not stand in their way on a slow line.
 */
export function useAfterDrawing(): boolean {
  const isAtRest = useApp((state) => state.model !== null && !state.isBusy);
  const [isAfter, setAfter] = useState(isDrawn);
  useEffect(() => {
    if (isAfter || !isAtRest) return;
    const frame = requestAnimationFrame(() => {
      isDrawn = true;
      setAfter(true);
    });
    return () => cancelAnimationFrame(frame);
  }, [isAfter, isAtRest]);
  return isAfter;
}
