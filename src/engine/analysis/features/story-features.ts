import { type Feature, type ReadText, readPieces } from "./feature.ts";
import { adjectives, boysNames, female, girlsNames, male, negations, pluralCues, singularCues } from "./story-words.ts";

const genders = new Map([...male.map((word) => [word, 0] as const), ...female.map((word) => [word, 1] as const)]);
const names = [...boysNames, ...girlsNames];
const nameIds = new Map(names.map((name, id) => [name, id]));
const numbers = new Map([...singularCues.map((word) => [word, 0] as const), ...pluralCues.map((word) => [word, 1] as const)]);
const isAdjective = new Set(adjectives);
const isNegation = new Set(negations);
const sentenceEnds = new Set([".", "!", "?"]);

/** What the last (or the first) word that tells has told since the document began, or since the sentence did. */
function remember(
  text: ReadText,
  tell: (word: string) => number | undefined,
  { keepsFirst = false, within = "document" }: { readonly keepsFirst?: boolean; readonly within?: "document" | "sentence" } = {},
  unknown = Number.NaN,
): Float32Array {
  let told = unknown;
  return readPieces(text, (word, at, isFirst) => {
    if (isFirst || (within === "sentence" && sentenceEnds.has(text.pieces[at - 1] as string))) told = unknown;
    const own = tell(word.toLowerCase());
    if (own !== undefined && !(keepsFirst && !Object.is(told, unknown))) told = own;
    return word === text.end ? Number.NaN : told;
  });
}

/** Whether one of the `back` last words is such a word, the word itself not counted. */
function isAfter(text: ReadText, isSuch: (word: string) => boolean, back: number): Float32Array {
  let since = Infinity;
  return readPieces(text, (word, _, isFirst) => {
    if (isFirst) since = Infinity;
    const isNow = since <= back;
    since = isSuch(word.toLowerCase()) ? 1 : since + 1;
    return isNow ? 1 : 0;
  });
}

const placesInSentence = ["1st word", "2nd word", "3rd word", "4th or 5th", "6th to 8th", "9th to 12th", "later"] as const;

function placeOf(count: number): number {
  if (count <= 2) return count;
  if (count <= 4) return 3;
  if (count <= 7) return 4;
  return count <= 11 ? 5 : 6;
}

/** What can be told of a story in the words of the shipped models, by lists of ours (`story-words.ts`). */
export const storyFeatures: readonly Feature[] = [
  {
    id: "lastGender",
    label: "the last person is she or he",
    kind: "two-valued",
    values: ["he", "she"],
    by: "words",
    read: (text) => remember(text, (word) => genders.get(word)),
  },
  {
    id: "firstGender",
    label: "the first person of the story is she or he",
    kind: "two-valued",
    values: ["first person: he", "first person: she"],
    by: "words",
    read: (text) => remember(text, (word) => genders.get(word), { keepsFirst: true }),
  },
  {
    id: "firstName",
    label: "the first name of the story",
    kind: "class",
    values: names,
    by: "words",
    read: (text) => remember(text, (word) => nameIds.get(word), { keepsFirst: true }),
  },
  {
    id: "placeInSentence",
    label: "the place in the sentence",
    kind: "class",
    values: placesInSentence,
    by: "words",
    read: (text) => {
      let count = 0;
      return readPieces(text, (_, at, isFirst) => {
        count = isFirst || sentenceEnds.has(text.pieces[at - 1] as string) ? 0 : count + 1;
        return placeOf(count);
      });
    },
  },
  {
    id: "subjectNumber",
    label: "the subject is one or many",
    kind: "two-valued",
    values: ["one", "many"],
    by: "words",
    read: (text) => remember(text, (word) => numbers.get(word), { within: "sentence" }),
  },
  {
    id: "afterAdjective",
    label: "the word is an adjective, so that a noun is due",
    kind: "two-valued",
    values: ["no adjective", "adjective"],
    by: "words",
    read: (text) => readPieces(text, (word) => (isAdjective.has(word.toLowerCase()) ? 1 : 0)),
  },
  {
    id: "afterQuotation",
    label: "a quotation has just been closed",
    kind: "two-valued",
    values: ["no", "closed within three words"],
    by: "words",
    read: (text) => isAfter(text, (word) => word === "”", 3),
  },
  {
    id: "negation",
    label: "the sentence has said no or not",
    kind: "two-valued",
    values: ["nothing denied", "denied"],
    by: "words",
    read: (text) =>
      remember(text, (word) => (isNegation.has(word) || word.endsWith("n't") ? 1 : undefined), { within: "sentence" }, 0),
  },
];
