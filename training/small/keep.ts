import { NOT_ASKED } from "../../src/engine/training/every-state.ts";
import { between, pick, SAMPLE_LENGTH, type Sample, type Task } from "./task.ts";

const vocabulary = ["<start>", "keep", "say", "red", "blue", "the", "dog", "ran", "home"];
const [START, KEEP, SAY] = [0, 1, 2];
const colours = [3, 4];
const fillers = [5, 6, 7, 8];

/** Of a hundred words, how many are *keep*, and how many *say*. */
const KEEPS = 5;
const SAYS = 10;

/**
 * *Keep* stands before the colour that is to be remembered; other colours stand about. Wherever *say* is read, that colour is asked for;
 * nothing is asked anywhere else.
 */
export function keepTask(steps: number): Task {
  return {
    vocabulary,
    steps,
    draw: (random) => {
      const ids = [START];
      const targets = [NOT_ASKED];
      let kept = NOT_ASKED;
      const put = (id: number, target = NOT_ASKED) => {
        ids.push(id);
        targets.push(target);
      };
      while (ids.length < steps) {
        const chance = random();
        if (kept === NOT_ASKED || chance < KEEPS / 100) {
          put(KEEP);
          kept = pick(random, colours);
          put(kept);
        } else if (chance < (KEEPS + SAYS) / 100 || ids.length === steps - 1) put(SAY, kept);
        else put(between(random, 1, 10) <= 4 ? pick(random, colours) : pick(random, fillers));
      }
      return { ids: ids.slice(0, steps), targets: targets.slice(0, steps) };
    },
  };
}

/** One long text. */
export const sampleKeeping: Sample = (random) =>
  keepTask(SAMPLE_LENGTH)
    .draw(random)
    .ids.slice(1)
    .map((id) => vocabulary[id])
    .join(" ");
