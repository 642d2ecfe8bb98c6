import { createRandom } from "../random.ts";

/** Sequences with what is to be answered after their last step. */
export interface Batch {
  /** (T, B, D) */
  readonly inputs: Float32Array;
  /** (B, O) */
  readonly targets: Float32Array;
}

/** Mean squared error of always answering 1, the mean of the sum of two numbers that are uniform in [0, 1): its variance, 2 / 12. */
export const addingBaseline = 1 / 6;

/**
 * The adding problem (Hochreiter & Schmidhuber 1997, section 5.4, as Le, Jaitly & Hinton 2015 pose it): two inputs a step, a number
 * uniform in [0, 1) and a mark that is 1 at one step of the first half and at one of the second, else 0. The answer is the sum of the two
 * marked numbers. Seeded: the same seed gives the same batches.
 * @param steps T, 2 or more
 */
export function createAdding(seed: number, batch: number, steps: number): () => Batch {
  const random = createRandom(seed);
  const half = Math.floor(steps / 2);
  return () => {
    const inputs = new Float32Array(steps * batch * 2);
    const targets = new Float32Array(batch);
    for (let n = 0; n < batch; n++) {
      for (let step = 0; step < steps; step++) inputs[(step * batch + n) * 2] = random();
      for (const step of [Math.floor(random() * half), half + Math.floor(random() * (steps - half))]) {
        const at = (step * batch + n) * 2;
        inputs[at + 1] = 1;
        targets[n] = (targets[n] as number) + (inputs[at] as number);
      }
    }
    return { inputs, targets };
  };
}
