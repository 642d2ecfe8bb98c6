import { useApp } from "../shared/use-app.ts";
import { wordLabel } from "../shared/word-label.ts";

/** The word that ends a story, as it is written on the page; one that no word is where the model has no start token. */
export function useStoryEnd(): string {
  return useApp(({ model }) => {
    const { start } = model?.config ?? {};
    const id = start === undefined ? -1 : (model?.words?.indexOf(start) ?? -1);
    return id < 0 ? "\n" : wordLabel(model?.words ?? null, id);
  });
}
