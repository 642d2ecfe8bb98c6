import type { Kernels } from "./kernels/kernels.ts";
import { typescriptKernels } from "./kernels/typescript.ts";
import type { Model } from "./model.ts";
import { createRandom } from "./random.ts";
import { createRun, type Run } from "./run.ts";
import { frameLength } from "./trace.ts";

/** Words of the text that is run. */
const STEPS = 128;

/** What kernels do on this machine, beside the reference. */
export interface KernelReport {
  /** `relaxed SIMD` */
  readonly id: string;
  /** Words a second: traces of 128 words with every signal, no readout. */
  readonly wordsPerSecond: number;
  readonly referenceWordsPerSecond: number;
  /** Largest difference to the reference over all signals of all words, relative to 1 or the number itself where that is larger. */
  readonly largestDifference: number;
}

/** Runs both for at least `forMs` each. @param now milliseconds from any origin */
export function compareKernels(model: Model, kernels: Kernels, now: () => number, forMs = 250): KernelReport {
  const random = createRandom(1);
  const ids = Int32Array.from({ length: STEPS }, () => Math.floor(random() * model.config.vocabulary));
  const [own, reference] = [createRun(model, kernels), createRun(model, typescriptKernels)];
  const largestDifference = differenceOf(runAll(own, ids), runAll(reference, ids));
  const rate = (run: Run) => {
    const begin = now();
    let words = 0;
    do {
      runAll(run, ids);
      words += STEPS;
    } while (now() - begin < forMs);
    return (words / (now() - begin)) * 1000;
  };
  return { id: kernels.id, wordsPerSecond: rate(own), referenceWordsPerSecond: rate(reference), largestDifference };
}

function runAll(run: Run, ids: Int32Array): Float32Array {
  run.replace(0, ids);
  run.advance(ids.length);
  return run.trace().values.subarray(0, (ids.length + 1) * frameLength(run.model.layout));
}

function differenceOf(ours: Float32Array, theirs: Float32Array): number {
  return ours.reduce((largest, value, at) => {
    const exact = theirs[at] as number;
    return Math.max(largest, Math.abs(value - exact) / Math.max(1, Math.abs(exact)));
  }, 0);
}
