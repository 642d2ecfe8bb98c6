import { NOT_ASKED } from "../../src/engine/training/every-state.ts";
import { askForNext, between, SAMPLE_LENGTH, type Sample, type Task } from "./task.ts";

const vocabulary = ["|", "a", "b"];
const [BAR, A, B] = [0, 1, 2];
/** a's of a text at most. */
const MOST = 10;

/** aⁿbⁿ between two bars. Asked where the answer is certain for whoever has counted: after every b, whether another follows. */
export const countTask: Task = {
  vocabulary,
  steps: 2 * MOST + 1,
  draw: (random) => {
    const n = between(random, 1, MOST);
    const text = [BAR, ...new Array<number>(n).fill(A), ...new Array<number>(n).fill(B), BAR];
    const { ids, targets } = askForNext(text, 2 * MOST + 1);
    return { ids, targets: targets.map((target, step) => (ids[step] === B ? target : NOT_ASKED)) };
  },
};

/** Texts of a's and b's, one after the other. */
export const sampleCounts: Sample = (random) => {
  let text = "";
  while (text.length < SAMPLE_LENGTH) {
    const n = between(random, 1, MOST);
    text += `|${"a".repeat(n)}${"b".repeat(n)}`;
  }
  return text;
};
