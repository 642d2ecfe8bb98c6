import { visibleSpaces } from "../characters.ts";
import type { Vocabulary } from "../tokenizer.ts";
import { quote } from "./say.ts";

/** How pieces of words are marked in vocabularies of pieces. */
const pieceMark = /^(?:##|▁|Ġ).|.(?:@@|<\/w>)$/u;

/** Share of marked words from which a vocabulary is one of pieces. */
const PIECES = 0.02;

/** How sentences are typed for a vocabulary, where that is not a matter of course: a sentence each. */
export function describeReading({ reading, words, size, ids, hasUnknown, unknown }: Vocabulary): readonly string[] {
  if (words === null) return [`It has no vocabulary: type ids from 0 to ${size - 1}, such as ${idsToType(size)}.`];
  const notes: string[] = [];
  if (reading === "characters") {
    notes.push(`Its vocabulary is of characters: each is a step${ids.has(" ") ? ", a space too" : ""}.`);
    if (ids.has("\n")) notes.push(`A line break is typed as ${visibleSpaces.get("\n")}.`);
  } else {
    const marked = words.filter((word) => pieceMark.test(word)).length;
    if (marked >= PIECES * words.length && marked > 0) {
      notes.push("Its vocabulary holds pieces of words: they are typed as they are written there, and neither joined nor split.");
    }
    if (words.some((word) => word !== "" && word.trim() === ""))
      notes.push("White space only parts words, though the vocabulary holds it.");
  }
  if (!hasUnknown) {
    const first = visibleSpaces.get(words[unknown] as string) ?? (words[unknown] as string);
    notes.push(`It has no word for unknown ones: what it does not know is run as ${quote(first)}, its word 0.`);
  }
  return notes;
}

function idsToType(size: number): string {
  return [3, 17, 4].map((id) => id % size).join(" ");
}
