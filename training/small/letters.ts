import type { Random } from "../../src/engine/random.ts";
import { askForNext, between, idsOf, pick, SAMPLE_LENGTH, type Sample, type Task } from "./task.ts";

const keys = "name age cat dog size list home red blue toys box id ok map key tree".split(" ");
const nouns = "sun moon rain fish bird milk tea cup hat ball".split(" ");
const names = "Tom Lily Ben Mia".split(" ");
const verbs = "saw had lost found".split(" ");
const sayings = ["said", "asked"];

/** Brackets open at once, at most. */
const DEEPEST = 4;

const inQuotes = (text: string): string => `"${text}"`;

function drawValue(random: Random, depth: number): string {
  const chance = random();
  if (depth < DEEPEST && chance < (depth < 2 ? 0.62 : 0.42)) {
    const isObject = random() < 0.5;
    const items = Array.from({ length: between(random, 1, 3) }, () => {
      const value = drawValue(random, depth + 1);
      return isObject ? `${inQuotes(pick(random, keys))}: ${value}` : value;
    }).join(", ");
    return isObject ? `{${items}}` : `[${items}]`;
  }
  if (chance < 0.8) return inQuotes(drawWords(random));
  return chance < 0.95 ? `${between(random, 0, 99)}` : pick(random, ["true", "false", "null"]);
}

const drawWords = (random: Random): string => Array.from({ length: between(random, 1, 4) }, () => pick(random, nouns)).join(" ");

/** A few sentences of prose, half of them with something that is said. */
function drawProse(random: Random): string {
  return Array.from({ length: between(random, 1, 3) }, () => {
    const who = pick(random, names);
    const seen = `the ${pick(random, nouns)}`;
    return random() < 0.5
      ? `${who} ${pick(random, verbs)} ${seen} and ${seen === "the sun" ? "the moon" : "the sun"}.`
      : `${who} ${pick(random, sayings)}, ${inQuotes(`${pick(random, names)} ${pick(random, verbs)} ${seen}.`)}`;
  }).join(" ");
}

/** A line of JSON, or of prose with quotation marks. */
function drawLine(random: Random): string {
  for (;;) {
    const line = random() < 0.6 ? drawValue(random, 0) : drawProse(random);
    if (!/^["\dtfn]/.test(line)) return line;
  }
}

const START = "↵";
const vocabulary = [
  START,
  ...new Set([...keys, ...nouns, ...names, ...verbs, ...sayings, 'the and true false null 0123456789 .,:"[]{}'].join("")),
].map((character) => (character === START ? "\n" : character));

/** Lines, one after the other; asked is the next character, everywhere. */
export function lettersTask(steps: number): Task {
  return {
    vocabulary,
    steps,
    draw: (random) => {
      let text = "\n";
      while (text.length <= steps) text += `${drawLine(random)}\n`;
      return askForNext(idsOf(vocabulary, [...text]).slice(0, steps + 1), steps);
    },
  };
}

/** Lines, one after the other. */
export const sampleLines: Sample = (random) => {
  let text = "";
  while (text.length < SAMPLE_LENGTH) text += `${drawLine(random)}\n`;
  return text;
};
