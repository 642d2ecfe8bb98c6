import { views } from "../registry.ts";
import type { View } from "../view.ts";
import { useApp } from "./use-app.ts";

/** The view of the address; the first one where it names none. */
export function useCurrentView(): View | undefined {
  const id = useApp((state) => state.view);
  return views.find((view) => view.id === id) ?? views[0];
}
