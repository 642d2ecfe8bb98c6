import { boysNames, female, girlsNames, male } from "../src/engine/analysis/features/story-words.ts";
import type { ActingWorth } from "../src/engine/analysis/readable-units.ts";
import type { Model } from "../src/engine/model.ts";
import { createRandom } from "../src/engine/random.ts";
import { createRun } from "../src/engine/run.ts";
import { vocabularyOf } from "../src/engine/tokenizer.ts";
import { dreamKernels } from "./dream.ts";
import { silence } from "./passports.ts";

/** Words from the start of the measured half that are read again with units silenced. */
export const WORTH_WORDS = 12_000;
/** Places at which a probability is taken, at most: the first of them. */
const PLACES = 120;
/** A worth from fewer places says nothing. */
const LEAST_PLACES = 12;
const GROUPS = [1, 2, 4, 8, 16] as const;
const SEED = 5;

/** A word of the text whose probability tells what the feature is good for. */
export interface ActingPlace {
  /** The word itself, 0-based: its probability is taken after the word before it. */
  readonly at: number;
  /** Words that are right there. */
  readonly right: readonly number[];
  /** Words between which and the right ones the model has to choose; null: all words. */
  readonly wrong: readonly number[] | null;
}

interface Act {
  readonly said: string;
  readonly find: (text: readonly string[], ids: Int32Array, idOf: (word: string) => number | undefined) => readonly ActingPlace[];
}

const heWords = ["he", "him", "his", "himself"];
const sheWords = ["she", "her", "hers", "herself"];
const manyWords = ["were", "are", "have"];
const oneWords = ["was", "is", "has"];
const sentenceEnds = [".", "!", "?"];
const names = new Set([...boysNames, ...girlsNames]);
const people = new Set([...male, ...female]);

/** Places where one of the words stands. */
const wherever =
  (words: readonly string[], isMeant: (text: readonly string[], at: number) => boolean = () => true): Act["find"] =>
  (text, _, idOf) => {
    const right = words.flatMap((word) => idOf(word) ?? []);
    return text.flatMap((word, at) => (at > 0 && words.includes(word) && isMeant(text, at) ? [{ at, right, wrong: null }] : []));
  };

/** Places where a word of one of two sets stands: the model chooses between them. */
const between =
  (one: readonly string[], other: readonly string[], isMeant: (text: readonly string[], at: number) => boolean): Act["find"] =>
  (text, _, idOf) => {
    const [ones, others] = [one, other].map((words) => words.flatMap((word) => idOf(word) ?? [])) as [number[], number[]];
    return text.flatMap((word, at) => {
      if (at === 0 || !isMeant(text, at)) return [];
      if (one.includes(word)) return [{ at, right: ones, wrong: others }];
      return other.includes(word) ? [{ at, right: others, wrong: ones }] : [];
    });
  };

const gender: Act = {
  said: "he or she: P(the right one) at real pronouns",
  // A pronoun that follows another closely is no test of memory.
  find: between(heWords, sheWords, (text, at) => !text.slice(Math.max(0, at - 4), at).some((word) => people.has(word))),
};
const closing: Act = { said: "P(”) at the real closing marks", find: wherever(["”"]) };
const ends: Act = { said: "P(. ! ?) at the real ends of sentences", find: wherever(sentenceEnds) };

/** By feature: where it acts. */
export const acts: ReadonlyMap<string, Act> = new Map([
  ["quotation", closing],
  ["quoted", closing],
  ["lastGender", gender],
  ["firstGender", gender],
  ["placeInSentence", ends],
  ["inSentence", ends],
  [
    "firstName",
    {
      said: "P(the name) where the story’s first name comes again",
      find: (text, ids) => {
        let first: string | null = null;
        return text.flatMap((word, at) => {
          if (word === "<eos>") first = null;
          if (!names.has(word)) return [];
          if (first === null) first = word;
          else if (word === first) return [{ at, right: [ids[at] as number], wrong: null }];
          return [];
        });
      },
    },
  ],
  ["inText", { said: "P(the end) at the real ends of stories", find: wherever(["<eos>"]) }],
  ["subjectNumber", { said: "was or were: P(the right one) at real verbs", find: between(oneWords, manyWords, () => true) }],
  [
    "afterQuotation",
    {
      said: "P(said, asked, replied) within two words of a quotation",
      find: wherever(["said", "asked", "replied"], (text, at) => text.slice(Math.max(0, at - 2), at).includes("”")),
    },
  ],
  ["string", { said: 'P(") at the real ends of strings', find: closingMarks('"') }],
  ["depth", { said: "P(] or }) at the real closing brackets", find: wherever(["]", "}", ")"]) }],
  ["brace", { said: "] or }: P(the right one) at real closing brackets", find: between(["}"], ["]"], () => true) }],
]);

/** Every second one of the straight marks of a line. */
function closingMarks(mark: string): Act["find"] {
  return wherever([mark], (text, at) => {
    let count = 0;
    for (let before = at - 1; before >= 0 && text[before] !== "\n"; before--) if (text[before] === mark) count++;
    return count % 2 === 1;
  });
}

/** The first places of a text at which a feature acts; null where there are too few. */
export function placesOf(
  feature: string,
  model: Model,
  ids: Int32Array,
): { readonly said: string; readonly places: readonly ActingPlace[] } | null {
  const act = acts.get(feature);
  const words = model.words;
  if (act === undefined || words === null) return null;
  const vocabulary = vocabularyOf(model);
  const text = Array.from(ids.subarray(0, WORTH_WORDS), (id) => words[id] as string);
  const places = act.find(text, ids, (word) => vocabulary.ids.get(word)).slice(0, PLACES);
  return places.length < LEAST_PLACES ? null : { said: act.said, places };
}

/** Geometric mean over the places of P(right), or of P(right) / P(right or wrong), with these units silenced. */
export function probabilityAt(
  model: Model,
  ids: Int32Array,
  places: readonly ActingPlace[],
  silenced: readonly number[],
): number {
  const run = createRun(silenced.reduce(silence, model), dreamKernels);
  const end = (places.at(-1)?.at ?? 0) + 1;
  run.replace(0, ids.subarray(0, end));
  run.advance(end);
  let nats = 0;
  for (const { at, right, wrong } of places) {
    const probabilities = run.probabilitiesOf(at, 1);
    const sum = (of: readonly number[]) => of.reduce((total, id) => total + (probabilities[id] as number), 0);
    nats += Math.log(wrong === null ? sum(right) : sum(right) / (sum(right) + sum(wrong)));
  }
  return Math.exp(nats / places.length);
}

/** What silencing costs where a feature acts; `ranked` are the units by how well they follow it, the best first. */
export function measureWorth(
  model: Model,
  ids: Int32Array,
  { said, places }: { readonly said: string; readonly places: readonly ActingPlace[] },
  ranked: readonly number[],
): ActingWorth {
  const measure = (units: readonly number[]) => probabilityAt(model, ids, places, units);
  const whole = measure([]);
  // Of two the coin says half.
  const chance = places[0]?.wrong == null ? 0 : 0.5;
  let group: ActingWorth["group"] = { units: [], value: whole };
  for (const size of GROUPS) {
    const units = ranked.slice(0, size);
    group = { units, value: measure(units) };
    if (group.value - chance <= (whole - chance) / 2) break;
  }
  const random = createRandom(SEED);
  const rest = Array.from({ length: model.layout.units }, (_, unit) => unit).filter(
    (unit) => !ranked.slice(0, 32).includes(unit),
  );
  const others = group.units.flatMap(() => rest.splice(Math.floor(random() * rest.length), 1));
  return { said, places: places.length, whole, group, others: { units: others, value: measure(others) } };
}
