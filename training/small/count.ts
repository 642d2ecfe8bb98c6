import { NOT_ASKED } from "../../src/engine/training/every-state.ts";
import { askForNext, between, type Task } from "./task.ts";

const vocabulary = ["|", "a", "b"];
const [BAR, A, B] = [0, 1, 2];
/** a's of a text at most. */
const MOST = 10;

/** aⁿbⁿ between two bars. Asked where the answer is certain: after every b, whether another follows or the text ends. */
export const countTask: Task = {
  vocabulary,
  steps: 2 * MOST + 1,
  draw: (random) => {
    const n = between(random, 1, MOST);
    const ids = [BAR, ...new Array<number>(n).fill(A), ...new Array<number>(n).fill(B), BAR];
    const { ids: read, targets } = askForNext(ids, 2 * MOST + 1);
    return { ids: read, targets: targets.map((target, step) => (read[step] === B ? target : NOT_ASKED)) };
  },
};
