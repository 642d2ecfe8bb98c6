import { female, male, pluralCues, singularCues } from "../analysis/features/story-words.ts";

/** What can be told of every word of a text from the words alone. */
export interface WordFeature {
  readonly id: string;
  /** `inside quotes` */
  readonly name: string;
  /** Names of its values; entry 0 of `values` is the first. */
  readonly values: readonly string[];
}

/** A feature at every word: (N), an index into `values`, or `UNKNOWN` where the text does not tell. */
export type FeatureColumn = Uint8Array;

export const UNKNOWN = 255;

/** Words of the closed classes, as the vocabulary writes them. */
const closed: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    "story end": ["<eos>"],
    article: ["a", "an", "the"],
    pronoun: words("i you he she it we they me him us them mine yours hers ours theirs myself himself herself itself themselves"),
    possessive: words("my your his her its our their"),
    auxiliary: words(
      "is are was were be been being am do does did have has had can could will would may might must shall should 'm 's 're 've 'll 'd",
    ),
    preposition: words(
      "in on at to of with from for by into onto over under above below behind beside between near next through across around up down out off inside outside about after before during without against along",
    ),
    conjunction: words("and but or because if when while so that than as then until"),
    "question word": words("what who where why how which whose whom"),
    number: words("one two three four five six seven eight nine ten twenty hundred thousand million first second third"),
    "sentence end": [".", "!", "?"],
    "inner punctuation": [",", ";", ":", "-", "—", "…"],
    quote: ["“", "”", '"'],
  }),
);

/** After these a word that ends in s is a plural. */
const determiners = new Set(
  words("the some many two three four five these those several all few my your his her our their other"),
);

/** Ends a sentence. */
const ends = new Set([".", "!", "?", "<eos>"]);

/** `it's`, `i'll`: a pronoun and its verb in one word. */
const CONTRACTION = "pronoun with verb";

/** Class of a word that is in no closed class. */
export const OPEN = "open";

/** The closed class of a word, or `OPEN`. */
export function closedClassOf(word: string): string {
  if (word.endsWith("n't")) return "auxiliary";
  if (/^[a-z]+'(m|s|re|ve|ll|d)$/.test(word)) return CONTRACTION;
  for (const [name, members] of closed) if (members.includes(word)) return name;
  return OPEN;
}

/** Names of the closed classes, in their order. */
export const closedClasses: readonly string[] = [...closed.keys(), CONTRACTION];

const POSITIONS = ["1st word", "2nd word", "3rd word", "4th or 5th", "6th to 8th", "9th to 12th", "later"] as const;

/** The features but for the word classes, in the order of `readFeatures`. */
export const plainFeatures: readonly WordFeature[] = [
  { id: "position", name: "place in the sentence", values: POSITIONS },
  { id: "quotes", name: "quotation marks", values: ["outside quotes", "inside quotes"] },
  { id: "number", name: "number of the subject", values: ["singular subject", "plural subject"] },
  { id: "gender", name: "gender of the last name or pronoun", values: ["he", "she"] },
  { id: "end", name: "sentence end", values: ["sentence goes on", "sentence ends next"] },
];

/**
 * The columns of `plainFeatures`, each as it is after reading a word. Position: words since the sentence began. Quotes: after “ and
 * before ”, closed by a story's end. Number: that of the last cue of this sentence, a pronoun, determiner or plural noun (a word in s
 * after a determiner whose singular is a word too). Gender: that of the last name, pronoun or noun of this story that has one. End: the
 * next word is . ! or ?
 */
export function readFeatures(text: readonly string[], vocabulary: ReadonlySet<string>): readonly FeatureColumn[] {
  const columns = plainFeatures.map(() => new Uint8Array(text.length).fill(UNKNOWN));
  const [positions, quotes, numbers, genders, endings] = columns as [Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array];
  const isMale = new Set(male);
  const isFemale = new Set(female);
  const isPlural = new Set(pluralCues);
  const isSingular = new Set(singularCues);
  let since = 0;
  let isInside = false;
  let number = UNKNOWN;
  let gender = UNKNOWN;
  text.forEach((word, at) => {
    const before = text[at - 1] ?? "<eos>";
    if (ends.has(before)) {
      since = 0;
      number = UNKNOWN;
    }
    if (word === "<eos>") gender = UNKNOWN;
    since++;
    if (word === "“") isInside = true;
    if (word === "”" || word === "<eos>") isInside = false;
    if (isPlural.has(word) || isPluralNoun(word, before, vocabulary)) number = 1;
    else if (isSingular.has(word)) number = 0;
    if (isMale.has(word)) gender = 0;
    else if (isFemale.has(word)) gender = 1;
    positions[at] = positionOf(since);
    quotes[at] = isInside ? 1 : 0;
    numbers[at] = number;
    genders[at] = gender;
    const next = text[at + 1];
    endings[at] = next === undefined ? UNKNOWN : closed.get("sentence end")?.includes(next) ? 1 : 0;
  });
  return columns;
}

function isPluralNoun(word: string, before: string, vocabulary: ReadonlySet<string>): boolean {
  return word.length > 2 && word.endsWith("s") && determiners.has(before) && vocabulary.has(word.slice(0, -1));
}

function positionOf(since: number): number {
  if (since <= 3) return since - 1;
  if (since <= 5) return 3;
  if (since <= 8) return 4;
  return since <= 12 ? 5 : 6;
}

function words(line: string): readonly string[] {
  return line.split(" ");
}
