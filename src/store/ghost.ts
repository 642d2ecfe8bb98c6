import { visibleSpaces } from "../engine/characters.ts";
import { type Token, type Vocabulary, wordOf } from "../engine/tokenizer.ts";
import type { AppState } from "./state.ts";

/** Special tokens are written `<…>` and never proposed; a model's own spellings in brackets neither. */
const SPECIAL = /^(<.+>|\[[A-Z]+\])$/;

/** The likeliest word that is not special, or null where there is none. `logits` (V); `words` null for a model of ids. */
export function likeliestWord(logits: Float32Array, words: readonly string[] | null): string | null {
  let best = -1;
  for (let id = 0; id < logits.length; id++) {
    if (best >= 0 && !((logits[id] as number) > (logits[best] as number))) continue;
    const word = words?.[id];
    if (word === undefined || !(word === "" || SPECIAL.test(word))) best = id;
  }
  return best < 0 ? null : wordOf({ words }, best);
}

/** The grey word where it may be seen: while the answers are hidden it would be one of them. */
export function shownGhost({ answersHidden, ghost }: Pick<AppState, "answersHidden" | "ghost">): string | null {
  return answersHidden ? null : ghost;
}

/** Marks that stand close to the word before them, in the model's spelling; a possessive too. */
const CLOSES = /^([.,!?;:)\]}”%]|\.\.\.|'s)$/;
/** What keeps the next word close behind it. */
const OPENS = /[([{“]$/;

/**
 * The text with `word` appended as a writer would: no space before punctuation, a closing quotation mark or a possessive, none
 * after an opening bracket or quotation mark, one otherwise. Quotation marks stay directional, so that they are read as meant. Where
 * the vocabulary has words that would join those beside them, a space always stands between; characters follow each other.
 */
export function appendWord(text: string, word: string, vocabulary: Vocabulary | null): string {
  // A textbox of one line has no place for a line break itself.
  if (vocabulary?.reading === "characters") return text + (word === " " ? word : (visibleSpaces.get(word) ?? word));
  if (vocabulary !== null && vocabulary.pieces.length > 0) return /\S$/.test(text) ? `${text} ${word}` : text + word;
  if (CLOSES.test(word)) return text.trimEnd() + word;
  const endsOpen = OPENS.test(text) || /(^|\s)"$/.test(text);
  return text === "" || /\s$/.test(text) || endsOpen ? text + word : `${text} ${word}`;
}

/** Whether the last word may still grow: typed at the end, no space after it, and it ends in a letter, a digit or an apostrophe. */
export function endsInsideWord(text: string, tokens: readonly Token[], vocabulary: Vocabulary | null): boolean {
  if (vocabulary?.reading === "characters") return false;
  const last = tokens.at(-1);
  return last !== undefined && last.end === text.length && /[\p{L}\p{M}\p{N}'’#]$/u.test(text);
}
