import type { AppState } from "../../store/state.ts";
import { visibleWord } from "./word-label.ts";

/** A word of the sentence by its step, from 1, as it was typed, all of it to be seen; empty where there is none. */
export function typedWord({ text, tokens }: Pick<AppState, "text" | "tokens">, step: number): string {
  const token = tokens[step - 1];
  return token === undefined ? "" : visibleWord(text.slice(token.start, token.end));
}
