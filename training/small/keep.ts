import { NOT_ASKED } from "../../src/engine/training/every-state.ts";
import { between, pick, type Task } from "./task.ts";

const vocabulary = ["<start>", "keep", "say", "red", "blue", "the", "dog", "ran", "home"];
const [START, KEEP, SAY] = [0, 1, 2];
const colours = [3, 4];
const fillers = [5, 6, 7, 8];

/** How often a text says *keep*, and how often *say*, in the mean. */
const KEEPS = 3;
const SAYS = 6;

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
        if (kept === NOT_ASKED || chance < KEEPS / steps) {
          put(KEEP);
          kept = pick(random, colours);
          put(kept);
        } else if (chance < (KEEPS + SAYS) / steps || ids.length === steps - 1) put(SAY, kept);
        else put(between(random, 1, 10) <= 4 ? pick(random, colours) : pick(random, fillers));
      }
      return { ids: ids.slice(0, steps), targets: targets.slice(0, steps) };
    },
  };
}
