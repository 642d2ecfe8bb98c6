import { useMemo, useSyncExternalStore } from "react";
import { type PageLayout, pageLayout } from "./page-layout.ts";
import { useApp } from "./use-app.ts";

function listen(changed: () => void): () => void {
  window.addEventListener("resize", changed);
  return () => window.removeEventListener("resize", changed);
}

/** The layout for the window, the sentence and the projector as they are now; re-renders when one of them changes. */
export function usePageLayout(): PageLayout {
  const width = useSyncExternalStore(listen, () => document.documentElement.clientWidth);
  const words = useApp((state) => state.tokens.length);
  const isProjector = useApp((state) => state.isProjector);
  return useMemo(() => pageLayout(width, words, isProjector), [width, words, isProjector]);
}
