import { useMemo, useSyncExternalStore } from "react";
import { type PageLayout, pageLayout, type WindowSize } from "./page-layout.ts";
import { useApp } from "./use-app.ts";

/** The window without a scroll bar, kept from one resize to the next: asking for it lays the page out, at every letter. */
let known: WindowSize | null = null;

function windowNow(): WindowSize {
  known ??= { width: document.documentElement.clientWidth, height: window.innerHeight };
  return known;
}

function listen(changed: () => void): () => void {
  const resized = () => {
    known = null;
    changed();
  };
  window.addEventListener("resize", resized);
  return () => window.removeEventListener("resize", resized);
}

/** The layout for the window, the sentence and the projector as they are now; re-renders when one of them changes. */
export function usePageLayout(): PageLayout {
  const size = useSyncExternalStore(listen, windowNow);
  const words = useApp((state) => state.tokens.length);
  const isProjector = useApp((state) => state.isProjector);
  return useMemo(() => pageLayout(size, words, isProjector), [size, words, isProjector]);
}
