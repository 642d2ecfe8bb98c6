/** Features that can stand as thin rows under the words, in the order of the menu: those of any text, then those of stories. */
export const trackIds = [
  "quotation",
  "quoted",
  "string",
  "depth",
  "brace",
  "capital",
  "digit",
  "vowel",
  "length",
  "inWord",
  "inLine",
  "inSentence",
  "inText",
  "lastGender",
  "firstGender",
  "firstName",
  "placeInSentence",
  "subjectNumber",
  "afterAdjective",
  "afterQuotation",
  "negation",
] as const;

/** Rows at once. */
export const MOST_TRACKS = 3;
