import type { Random } from "../../src/engine/random.ts";
import { askForNext, between, SAMPLE_LENGTH, type Sample, type Task } from "./task.ts";

const vocabulary = ["|", "(", ")"];
const [BAR, OPEN, SHUT] = [0, 1, 2];
/** Brackets open at once, at most. */
const DEEPEST = 12;
/** How often a text ends where it may. */
const ENDS = 0.4;

function drawBrackets(random: Random, steps: number): number[] {
  const ids = [BAR];
  let depth = 0;
  while (ids.length <= steps) {
    if (depth === 0 && ids.length > 1 && random() < ENDS) return [...ids, BAR];
    const isUp = depth === 0 || (depth < DEEPEST && between(random, 0, 1) === 0);
    ids.push(isUp ? OPEN : SHUT);
    depth += isUp ? 1 : -1;
  }
  return ids;
}

/** Brackets that match, between two bars; asked is what follows, everywhere: a bracket may only be shut where one is open. */
export function depthTask(steps: number): Task {
  return { vocabulary, steps, draw: (random) => askForNext(drawBrackets(random, steps), steps) };
}

/** Texts of brackets, one after the other. */
export const sampleBrackets: Sample = (random) => {
  let text = "";
  while (text.length < SAMPLE_LENGTH) {
    text += drawBrackets(random, SAMPLE_LENGTH)
      .slice(0, -1)
      .map((id) => vocabulary[id])
      .join("");
  }
  return text;
};
