import type { Feature } from "../engine/analysis/features/feature.ts";
import type { AppState } from "./state.ts";

type Sentence = Pick<AppState, "text" | "tokens" | "vocabulary">;

/** The feature at every word of the sentence (T), as the open model reads it; null where it cannot be told of such words. */
export function tellFeature(feature: Feature, { text, tokens, vocabulary }: Sentence): Float32Array | null {
  const by = vocabulary?.reading === "characters" ? "characters" : "words";
  if (feature.by !== "both" && feature.by !== by) return null;
  // A capital is there as it was typed, not as the model spells it.
  const isTyped = feature.id === "capital";
  const pieces = tokens.map((token) => (isTyped ? text.slice(token.start, token.end) : token.text));
  return feature.read({ pieces, by, end: null });
}

/** Whether the feature is not the same at every word, or told of some and not of others. */
export function isTold(values: Float32Array | null): boolean {
  return values?.some((value) => !Object.is(value, values[0])) ?? false;
}
