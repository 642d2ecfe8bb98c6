import { type Feature, type ReadText, readPieces } from "./feature.ts";

const opening = new Set(["“", "«"]);
const closing = new Set(["”", "»"]);
const brackets: ReadonlyMap<string, string> = new Map([
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
]);
const closers = new Set(brackets.values());
const sentenceEnds = new Set([".", "!", "?"]);
const yesNo = (no: string, yes: string) => [no, yes] as const;

/** Open after “ and until ”; a straight mark opens or closes in turn. Ends with its document, and of characters with a blank line. */
function readQuotation(text: ReadText): Float32Array {
  let isOpen = false;
  return readPieces(text, (piece, at, isFirst) => {
    const isBlankLine = text.by === "characters" && piece === "\n" && text.pieces[at - 1] === "\n";
    if (isFirst || isBlankLine) isOpen = false;
    if (opening.has(piece)) isOpen = true;
    else if (closing.has(piece) || piece === text.end) isOpen = false;
    else if (piece === '"') isOpen = !isOpen;
    return isOpen ? 1 : 0;
  });
}

/** Between two straight marks of one line, a mark after a backslash not counted. */
function readString(text: ReadText): Float32Array {
  let isOpen = false;
  let isEscaped = false;
  return readPieces(text, (piece, _, isFirst) => {
    if (isFirst || piece === "\n") isOpen = false;
    if (piece === '"' && !isEscaped) isOpen = !isOpen;
    isEscaped = piece === "\\" && !isEscaped;
    return isOpen ? 1 : 0;
  });
}

/** Brackets that are open, innermost last; of characters, those inside a string do not count. */
function readBrackets(text: ReadText, tell: (open: readonly string[]) => number): Float32Array {
  const strings = text.by === "characters" ? readString(text) : null;
  let open: string[] = [];
  return readPieces(text, (piece, at, isFirst) => {
    if (isFirst) open = [];
    if (strings?.[at] !== 1) {
      if (brackets.has(piece)) open.push(piece);
      else if (closers.has(piece) && brackets.get(open.at(-1) ?? "") === piece) open.pop();
    }
    return tell(open);
  });
}

/** Counts pieces from where `isReset` says; NaN before its first. @param isReset 1: begins with this piece; 0: goes on; −1: not told */
function countFrom(text: ReadText, isReset: (piece: string, at: number, isFirst: boolean) => 1 | 0 | -1): Float32Array {
  let since = Number.NaN;
  return readPieces(text, (piece, at, isFirst) => {
    const reset = isReset(piece, at, isFirst);
    if (reset === 1) since = 0;
    else if (reset === -1) since = Number.NaN;
    else since++;
    return since;
  });
}

const isLetter = /^\p{L}/u;
const isCapital = /^\p{Lu}/u;
const hasDigit = /\p{Nd}|^<num>$/u;
const isVowel = /^[aeiou]$/i;

/** Words or characters since a piece last stood there; 0 at it, NaN before its first time in a document. */
export function sincePiece(piece: string): Feature {
  const wanted = piece.toLowerCase();
  return {
    id: `since ${piece}`,
    label: `how long ago “${piece}” was`,
    kind: "count",
    values: [],
    by: "both",
    read: (text) =>
      countFrom(text, (own, _, isFirst) => {
        if (own.toLowerCase() === wanted) return 1;
        return isFirst ? -1 : 0;
      }),
  };
}

/** Classes that are told apart of what came behind a word: the most frequent ones. */
const MOST_FOLLOWERS = 8;

/** The piece that came behind the last such piece, as these pieces have it; the pieces themselves do not tell, nor does what came rarely. */
export function afterPiece(piece: string, pieces: readonly string[]): Feature {
  const wanted = piece.toLowerCase();
  const counts = new Map<string, number>();
  pieces.forEach((own, at) => {
    if (at > 0 && pieces[at - 1]?.toLowerCase() === wanted) counts.set(own, (counts.get(own) ?? 0) + 1);
  });
  const values = [...counts]
    .sort((x, y) => y[1] - x[1])
    .slice(0, MOST_FOLLOWERS)
    .map(([own]) => own);
  return {
    id: `after ${piece}`,
    label: `what followed the last “${piece}”`,
    kind: values.length === 2 ? "two-valued" : "class",
    values,
    by: "both",
    read: (text) => {
      let last = Number.NaN;
      return readPieces(text, (own, at, isFirst) => {
        if (isFirst) last = Number.NaN;
        if (at > 0 && text.pieces[at - 1]?.toLowerCase() === wanted) {
          const label = values.indexOf(own);
          last = label < 0 ? Number.NaN : label;
        }
        return own.toLowerCase() === wanted ? Number.NaN : last;
      });
    },
  };
}

/** How many more of one piece than of another a document has had. */
export function surplusOf(piece: string, other: string): Feature {
  return {
    id: "surplus",
    label: `how many more “${piece}” than “${other}” there were`,
    kind: "count",
    values: [],
    by: "both",
    read: (text) => {
      let surplus = 0;
      return readPieces(text, (own, _, isFirst) => {
        if (isFirst) surplus = 0;
        surplus += own === piece ? 1 : own === other ? -1 : 0;
        return surplus;
      });
    },
  };
}

/** What can be read off any text. */
export const textFeatures: readonly Feature[] = [
  {
    id: "quotation",
    label: "a quotation is open",
    kind: "two-valued",
    values: yesNo("outside a quotation", "inside a quotation"),
    by: "both",
    read: readQuotation,
  },
  {
    id: "quoted",
    label: "how long a quotation has been open",
    kind: "count",
    values: [],
    by: "both",
    read: (text) => {
      const isOpen = readQuotation(text);
      return countFrom(text, (_, at) => (isOpen[at] !== 1 ? -1 : at > 0 && isOpen[at - 1] === 1 ? 0 : 1));
    },
  },
  {
    id: "string",
    label: "a string is open",
    kind: "two-valued",
    values: yesNo("outside a string", "inside a string"),
    by: "characters",
    read: readString,
  },
  {
    id: "depth",
    label: "the bracket depth",
    kind: "count",
    values: [],
    by: "both",
    read: (text) => readBrackets(text, (open) => open.length),
  },
  {
    id: "brace",
    label: "the innermost bracket is {",
    kind: "two-valued",
    values: yesNo("innermost bracket [ or (", "innermost bracket {"),
    by: "characters",
    read: (text) => readBrackets(text, (open) => (open.length === 0 ? Number.NaN : open.at(-1) === "{" ? 1 : 0)),
  },
  {
    id: "capital",
    label: "a capital letter stands there",
    kind: "two-valued",
    values: yesNo("no capital", "capital"),
    by: "both",
    read: (text) => readPieces(text, (piece) => (isLetter.test(piece) ? (isCapital.test(piece) ? 1 : 0) : Number.NaN)),
  },
  {
    id: "digit",
    label: "a number stands there",
    kind: "two-valued",
    values: yesNo("no digit", "digit"),
    by: "both",
    read: (text) => readPieces(text, (piece) => (hasDigit.test(piece) ? 1 : 0)),
  },
  {
    id: "vowel",
    label: "the letter is a vowel",
    kind: "two-valued",
    values: yesNo("consonant", "vowel"),
    by: "characters",
    read: (text) => readPieces(text, (piece) => (isLetter.test(piece) ? (isVowel.test(piece) ? 1 : 0) : Number.NaN)),
  },
  {
    id: "length",
    label: "the length of the word",
    kind: "count",
    values: [],
    by: "words",
    read: (text) => readPieces(text, (piece) => (isLetter.test(piece) ? piece.length : Number.NaN)),
  },
  {
    id: "inWord",
    label: "the place in the word",
    kind: "count",
    values: [],
    by: "characters",
    read: (text) =>
      countFrom(text, (piece, at) =>
        !isLetter.test(piece) ? -1 : at > 0 && isLetter.test(text.pieces[at - 1] as string) ? 0 : 1,
      ),
  },
  {
    id: "inLine",
    label: "the place in the line",
    kind: "count",
    values: [],
    by: "characters",
    read: (text) => countFrom(text, (_, at, isFirst) => (isFirst || text.pieces[at - 1] === "\n" ? 1 : 0)),
  },
  {
    id: "inSentence",
    label: "the place in the sentence",
    kind: "count",
    values: [],
    by: "both",
    read: (text) => countFrom(text, (_, at, isFirst) => (isFirst || sentenceEnds.has(text.pieces[at - 1] as string) ? 1 : 0)),
  },
  {
    id: "inText",
    label: "the place in the text",
    kind: "count",
    values: [],
    by: "both",
    read: (text) => countFrom(text, (_, __, isFirst) => (isFirst ? 1 : 0)),
  },
];
