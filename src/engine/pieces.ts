import { normaliseWord, type ScannedWord, scanWords } from "./words.ts";

/** Scripts that write no space between words. */
const unspaced =
  "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}\\p{Script=Tibetan}";
/** What may stand close to other words: a letter of those scripts, or a sign that the scan takes together with its neighbours. */
const standsClose = new RegExp(`[${unspaced}]|[^\\x00-\\x7f\\p{L}\\p{M}\\p{N}\\p{Z}’‘ʼ‛“„«‟”»…–—―‐‑]`, "u");
const hyphen = /^[-‐‑]$/;
/** A character as a reader sees it: with its marks, joined emoji whole, a flag as two letters. */
const graphemes = /(?:\p{Regional_Indicator}{2}|.)(?:[\p{M}\p{Emoji_Modifier}\u{e0020}-\u{e007f}]|\u200d.)*/gsu;
const isLetter = new RegExp(`^(?![${unspaced}])\\p{L}`, "u");
const plainWord = /^[a-z]+$/;
const digit = /^\p{N}/u;

/** `words` as they are looked for in a text: folded (no case, no accents), in the order of code units, each once. */
export function createPieces(words: readonly string[]): readonly string[] {
  const pieces = new Set(words.map(fold));
  pieces.delete("");
  // The default order of strings is that of their code units.
  return [...pieces].toSorted((a, b) => (a < b ? -1 : 1));
}

/**
 * Whether the scan of a text would not find this word whole wherever it stands: `mr.`, `e-mail`, `@-@`, `new york`, an emoji beside
 * another, a word of a script without spaces.
 */
export function isPiece(word: string): boolean {
  if (plainWord.test(word) || word.trim() === "") return false;
  if (hyphen.test(word) || standsClose.test(word)) return true;
  const [first, ...more] = scanWords(word);
  return first === undefined || more.length > 0 || first.start > 0 || first.end < word.length;
}

function fold(text: string): string {
  return Array.from(text, foldCharacter).join("");
}

/** By characters, so that a text can be folded as far as it is read. */
function foldCharacter(character: string): string {
  return normaliseWord(character).normalize("NFD");
}

/** Ends of the pieces that begin at `at`, shortest first: UTF-16 offsets in the text. */
export function pieceEnds(pieces: readonly string[], text: string, at: number): number[] {
  const ends: number[] = [];
  let [low, high, prefix] = [0, pieces.length, ""];
  for (let end = at; end < text.length && low < high; ) {
    const character = String.fromCodePoint(text.codePointAt(end) as number);
    end += character.length;
    const folded = foldCharacter(character);
    if (folded !== "") {
      prefix += folded;
      low = firstFrom(pieces, prefix, low, high);
      high = firstFrom(pieces, `${prefix}\uffff`, low, high);
    }
    if (low < high && pieces[low] === prefix) ends.push(end);
  }
  return ends;
}

/** Index of the first piece in [low, high) that does not come before `text`. */
function firstFrom(pieces: readonly string[], text: string, low: number, high: number): number {
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pieces[middle] as string) < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** 1 at every offset (0 … length) at which a piece may begin or end: never inside a word of letters or a number. */
export function findCuts(text: string, scanned: readonly ScannedWord[]): Uint8Array {
  const cuts = new Uint8Array(text.length + 1).fill(1);
  for (const { start, end } of scanned) {
    cuts.fill(0, start + 1, end);
    const word = text.slice(start, end);
    if (digit.test(word)) continue;
    let before = "";
    for (const { 0: character, index } of word.matchAll(graphemes)) {
      const isInside = isLetter.test(before) && isLetter.test(character);
      if (!isInside) cuts[start + index] = 1;
      before = character;
    }
  }
  return cuts;
}
