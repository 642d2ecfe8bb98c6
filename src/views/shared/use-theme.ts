import { useCallback, useEffect, useSyncExternalStore } from "react";
import { useApp } from "./use-app.ts";

const darkQuery = "(prefers-color-scheme: dark)";

function listen(changed: () => void): () => void {
  const query = window.matchMedia(darkQuery);
  query.addEventListener("change", changed);
  return () => query.removeEventListener("change", changed);
}

/** The theme that is shown, the reader's choice or the system's, and how to change it. */
export function useTheme(): { readonly shown: "light" | "dark"; readonly toggle: () => void } {
  const chosen = useApp((state) => state.theme);
  const set = useApp((state) => state.set);
  const isSystemDark = useSyncExternalStore(listen, () => window.matchMedia(darkQuery).matches);
  const system = isSystemDark ? "dark" : "light";
  const shown = chosen ?? system;
  const other = shown === "dark" ? "light" : "dark";
  /* The system's own theme is followed again as soon as the reader returns to it. */
  const next = other === system ? null : other;
  const toggle = useCallback(() => set({ theme: next }), [set, next]);
  return { shown, toggle };
}

/** Writes the choice to the root, where tokens.css reads it; without one the system's preference applies. */
export function useThemeAttribute(): void {
  const theme = useApp((state) => state.theme);
  useEffect(() => {
    if (theme === null) delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }, [theme]);
}
