import { describeDistribution, type StepDistribution } from "../engine/distribution.ts";
import type { Run } from "../engine/run.ts";

/** Steps between two looks at waiting messages. */
const BLOCK = 8;

/**
 * What the model expects after every step of the run, 1 … T, at temperature 1. Yields between blocks of steps.
 * @throws RangeError where the words change before the end.
 */
export async function describeSteps(
  run: Run,
  { defer, isStale }: { readonly defer: (task: () => void) => void; readonly isStale: () => boolean },
): Promise<StepDistribution[]> {
  const described: StepDistribution[] = [];
  const { steps } = run.trace();
  for (let first = 1; first <= steps; first += BLOCK) {
    if (first > 1) await new Promise<void>((resolve) => defer(resolve));
    if (isStale()) throw new RangeError("the words have changed since");
    const end = Math.min(steps, first + BLOCK - 1);
    for (let step = first; step <= end; step++) described.push(describeStep(run, step));
  }
  return described;
}

function describeStep(run: Run, step: number): StepDistribution {
  return describeDistribution(run.logits(step), step, step < run.length() ? run.idAt(step + 1) : null);
}
