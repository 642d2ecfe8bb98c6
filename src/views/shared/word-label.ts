import { visibleSpaces } from "../../engine/characters.ts";

const inWords = new Map([
  ["", "an empty word"],
  ["<eos>", "end of text"],
  ["<unk>", "an unknown word"],
  ["<num>", "a number"],
]);

/** White space, and signs that cannot be seen or turn the line that they stand in. */
const unseen = /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|^\p{Z}+$|^\p{Z}|\p{Z}$/gu;

/** A word so that all of it can be seen: ` ` as `␣`, a line break as `↵`, other signs without a picture by their number, `U+202E`. */
export function visibleWord(word: string): string {
  return word.replace(unseen, (signs) => Array.from(signs, (sign) => visibleSpaces.get(sign) ?? `U+${codeOf(sign)}`).join(""));
}

function codeOf(sign: string): string {
  return (sign.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, "0");
}

/** A word of the vocabulary as it is printed: special ones in words; `#17` for a model of token ids. */
export function wordLabel(words: readonly string[] | null, id: number): string {
  const word = words?.[id];
  return word === undefined ? `#${id}` : (inWords.get(word) ?? visibleWord(word));
}

/** A word of the vocabulary as it is typed: a special one in the model's own spelling, `<unk>`, which is read as that one word. */
export function wordSpelling(words: readonly string[] | null, id: number): string {
  const word = words?.[id];
  return word === undefined ? `#${id}` : visibleWord(word);
}

/** Whether the word is one of those that stand for something else than themselves: printed in grey. */
export function isSpecialWord(words: readonly string[] | null, id: number): boolean {
  const word = words?.[id];
  return word !== undefined && inWords.has(word);
}
