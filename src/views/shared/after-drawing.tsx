import { type ReactNode, Suspense, useEffect, useState } from "react";
import { signsOfLife } from "./early.ts";
import { useApp } from "./use-app.ts";

/** Once a page: what has been loaded stays. */
let isDrawn = false;

/** Shows what is loaded once the gates are drawn; `place` keeps its room until it is there. */
export function AfterDrawing({ place = null, children }: { readonly place?: ReactNode; readonly children: ReactNode }) {
  return useAfterDrawing() ? <Suspense fallback={place}>{children}</Suspense> : place;
}

/**
 * False until the network has been drawn over the whole sentence for the first time, cannot be drawn, or the reader does something: what
 * a first look at the gates does not need waits for it, so that it does not stand in their way on a slow line.
 */
function useAfterDrawing(): boolean {
  const isAtRest = useApp((state) => (state.model !== null && !state.isBusy) || state.status.kind === "failed");
  const [isAfter, setAfter] = useState(isDrawn);
  useEffect(() => {
    if (isAfter) return;
    const begin = () => {
      isDrawn = true;
      setAfter(true);
    };
    const frame = isAtRest ? requestAnimationFrame(begin) : null;
    for (const sign of signsOfLife) window.addEventListener(sign, begin);
    return () => {
      if (frame !== null) cancelAnimationFrame(frame);
      for (const sign of signsOfLife) window.removeEventListener(sign, begin);
    };
  }, [isAfter, isAtRest]);
  return isAfter;
}
