import type { AppState } from "../../store/state.ts";
import { formatCount } from "./format.ts";

/** Of so many words at least, this share or more must be unknown for the sentence to be called foreign. */
const LEAST_WORDS = 3;
const SHARE = 0.5;

type Known = Pick<AppState, "tokens" | "lastIsProvisional" | "vocabulary" | "entries" | "modelId">;

/**
 * What is said of a sentence that the model hardly knows a word of, as of one in another language: how many words it knows, with the
 * language of the shipped models. Null for a sentence that it can read. The word that is being typed does not count.
 */
export function sentenceNote({ tokens, lastIsProvisional, vocabulary, entries, modelId }: Known): string | null {
  const words = lastIsProvisional ? tokens.slice(0, -1) : tokens;
  const unknown = words.filter(({ known }) => !known).length;
  if (vocabulary === null || vocabulary.reading === "ids" || words.length < LEAST_WORDS || unknown < SHARE * words.length)
    return null;
  const isShipped = entries.find(({ id }) => id === modelId)?.origin === "shipped";
  const what = vocabulary.reading === "characters" ? "characters" : isShipped ? "English words" : "words";
  return `This model knows ${formatCount(vocabulary.size)} ${what}`;
}
