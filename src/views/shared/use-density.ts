import { useSyncExternalStore } from "react";

/** Calls `changed` whenever a CSS pixel becomes more or fewer device pixels: another screen, another zoom. Returns what stops it. */
function listen(changed: () => void): () => void {
  let stop = () => {};
  const watch = () => {
    // A query holds for one density: after each change the next one is asked for.
    const query = window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
    const hear = () => {
      stop();
      watch();
      changed();
    };
    query.addEventListener("change", hear);
    stop = () => query.removeEventListener("change", hear);
  };
  watch();
  return () => stop();
}

/** Device pixels in a CSS pixel; renders again when it changes, with a resize of the window or without. */
export function useDensity(): number {
  return useSyncExternalStore(listen, () => window.devicePixelRatio);
}
