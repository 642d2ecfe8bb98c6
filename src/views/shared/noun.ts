import type { AppState } from "../../store/state.ts";

/** What the open model reads one of at a time: `word`, `character`. */
export function nounOf({ vocabulary }: Pick<AppState, "vocabulary">): string {
  return vocabulary?.reading === "characters" ? "character" : "word";
}
