/** A piece of a text that the model reads as one word. */
export interface ScannedWord {
  /** In the spelling of the vocabulary. */
  readonly text: string;
  /** UTF-16 offsets [start, end) in the text. */
  readonly start: number;
  readonly end: number;
}

const wholeWithS = new Set("it's that's he's she's let's what's there's where's who's here's how's when's why's".split(" "));

const apostrophes = "'’‘ʼ‛";
const openingQuotes = "“„«‟";
const closingQuotes = "”»";
const invisible = "\\u00ad\\u200b\\u200c\\u200d\\u2060\\ufe0e\\ufe0f";
const letters = `\\p{L}\\p{M}${invisible}`;
const spaces = "\\p{Z}\\p{Cc}\\ufeff";
const apostrophe = `[${apostrophes}]`;
const notSymbol = `\\x00-\\x7f\\p{N}${spaces}${apostrophes}${openingQuotes}${closingQuotes}…–—―‐‑`;

// Rules in order of preference, each one capturing group.
const rules: readonly (readonly [kind: string, pattern: string])[] = [
  ["special", "<(?:[eE][oO][sS]|[uU][nN][kK]|[nN][uU][mM])>"],
  ["number", `\\p{N}+(?:[.,:]\\p{N}+)*[${letters}]*`],
  ["possessive", `${apostrophe}[sS](?![${letters}])`],
  ["apostrophe", `${apostrophe}`],
  ["word", `[${letters}]+(?:${apostrophe}[${letters}]+)*`],
  ["ellipsis", "[.…]{2,}|…"],
  ["dash", `[\\-–—―]{2,}|[–—―]|(?<![^${spaces}])-(?![^${spaces}])`],
  ["hyphen", "[\\-‐‑]"],
  ["quote", `["${openingQuotes}${closingQuotes}]`],
  ["space", `[${spaces}]+`],
  ["ascii", "[\\x00-\\x7f]"],
  ["symbols", `[^${notSymbol}${letters}][^${notSymbol}\\p{L}\\p{M}]*`],
];
const scan = new RegExp(rules.map(([, pattern]) => `(${pattern})`).join("|"), "gu");

const isAscii = /^[ -~]*$/;
const isSpace = new RegExp(`[${spaces}]`, "u");
const removed = new RegExp(`[${invisible}]`, "gu");
const anyApostrophe = new RegExp(apostrophe, "gu");

/** Letters composed (NFC), apostrophes straight, without invisible characters. */
export function composeWord(word: string): string {
  return isAscii.test(word) ? word : word.replace(removed, "").replace(anyApostrophe, "'").normalize("NFC");
}

/** Lowercase, without accents (U+0300–036F after NFD) and invisible characters, NFC, straight apostrophes. */
export function normaliseWord(word: string): string {
  if (isAscii.test(word)) return word.toLowerCase();
  const plain = word.replace(removed, "").replace(anyApostrophe, "'").toLowerCase();
  return plain
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFC");
}

/**
 * The words of a text by the rules of training/tokenizer.py, first to last; tests/golden/tokenizer-cases.json holds both to the
 * same answers. Lowercase; words and punctuation apart; contractions whole, the possessive 's by itself; hyphenated words split;
 * numbers `<num>`; quotation marks directional; `…` as `...`.
 */
export function scanWords(text: string): ScannedWord[] {
  const words: ScannedWord[] = [];
  let quotationIsOpen = false;
  for (const match of text.matchAll(scan)) {
    const [found] = match;
    const start = match.index;
    const end = start + found.length;
    const kind = kindOf(match);
    if (kind === "word") {
      words.push(...splitPossessive(found, start));
    } else if (kind === "quote") {
      quotationIsOpen = openingQuotes.includes(found) || (found === '"' && opens(text, start, quotationIsOpen));
      words.push({ text: quotationIsOpen ? "“" : "”", start, end });
    } else if (kind !== "space" && kind !== "hyphen") {
      words.push({ text: fixedSpelling.get(kind) ?? found.toLowerCase(), start, end });
    }
  }
  return words;
}

const fixedSpelling: ReadonlyMap<string, string> = new Map(
  Object.entries({
    number: "<num>",
    ellipsis: "...",
    dash: "—",
    possessive: "'s",
    apostrophe: "'",
  }),
);

function kindOf(match: RegExpExecArray): string {
  for (let rule = 0; rule < rules.length; rule++) {
    if (match[rule + 1] !== undefined) return rules[rule]?.[0] as string;
  }
  throw new Error("no rule matched");
}

function splitPossessive(found: string, start: number): ScannedWord[] {
  const word = normaliseWord(found);
  const end = start + found.length;
  if (!word.endsWith("'s") || wholeWithS.has(word)) return word === "" ? [] : [{ text: word, start, end }];
  // The apostrophe is looked up as typed: normalising may have shortened the word before it.
  const cut = start + Math.max(...Array.from(apostrophes, (mark) => found.lastIndexOf(mark)));
  const possessive = { text: "'s", start: cut, end };
  return word === "'s" ? [possessive] : [{ text: word.slice(0, -2), start, end: cut }, possessive];
}

/** Whether the straight quotation mark at `position` opens a quotation. */
function opens(text: string, position: number, quotationIsOpen: boolean): boolean {
  let before = position - 1;
  while (before >= 0 && apostrophes.includes(text[before] as string)) before--;
  const mayOpen = before < 0 || "([{-–—―".includes(text[before] as string) || isSpace.test(text[before] as string);
  if (!mayOpen) return false;
  const isFollowedBySpace = position + 1 === text.length || isSpace.test(text[position + 1] as string);
  return !(isFollowedBySpace && quotationIsOpen);
}
