import { useEffect } from "react";
import { useAppHandle } from "./use-app.ts";

const NAME = "Gatescope";
/** Letters of the sentence in the title: what a tab and a bookmark can show. */
const LONGEST = 60;

/**
 * The title of the page: what is read, in which view. What is not there is left out.
 * @param view title of the view, null for none.
 */
export function pageTitle(text: string, view: string | null): string {
  return [shortened(text), view, NAME].filter((part) => part !== null && part !== "").join(" — ");
}

/** The sentence on one line, cut after a whole word. */
function shortened(text: string): string {
  const line = text.trim().replace(/\s+/gu, " ");
  if (line.length <= LONGEST) return line;
  const cut = line.slice(0, LONGEST + 1).replace(/\s+\S*$/u, "");
  return `${Array.from(cut).slice(0, LONGEST).join("")} …`;
}

/** Keeps the title of the page: at once for another view, and for another sentence when it has come to rest. */
export function usePageTitle(view: { readonly title: string } | undefined): void {
  const { store } = useAppHandle();
  useEffect(() => {
    const tell = () => {
      document.title = pageTitle(store.getState().text, view?.title ?? null);
    };
    tell();
    return store.subscribe((state, before) => {
      if (state.isBusy !== before.isBusy || (state.text !== before.text && !state.isBusy)) tell();
    });
  }, [store, view]);
}
