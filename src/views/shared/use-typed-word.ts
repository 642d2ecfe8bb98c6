import { useMemo } from "react";
import { typedWord } from "./typed-word.ts";
import { useApp } from "./use-app.ts";
import { visibleWord } from "./word-label.ts";

/** A word of the sentence by its step, from 1, as it was typed, all of it to be seen; empty where there is none. */
export function useTypedWord(step: number): string {
  return useApp((state) => typedWord(state, step));
}

/** All words of the sentence, each as `useTypedWord` has it. */
export function useTypedWords(): readonly string[] {
  const text = useApp((state) => state.text);
  const tokens = useApp((state) => state.tokens);
  return useMemo(() => tokens.map(({ start, end }) => visibleWord(text.slice(start, end))), [text, tokens]);
}
