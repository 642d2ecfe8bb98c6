import { explain } from "../../../src/engine/explain.ts";
import type { ExplainTarget, Explanation } from "../../../src/engine/explanation.ts";
import { typescriptKernels } from "../../../src/engine/kernels/typescript.ts";
import type { Model } from "../../../src/engine/model.ts";
import { createRun } from "../../../src/engine/run.ts";
import type { Trace } from "../../../src/engine/trace.ts";
import { createRandomModel } from "../../engine/random-model.ts";

/** A short text through a small random model. */
export interface TracedText {
  readonly model: Model;
  readonly trace: Trace;
  /** b_ih + b_hh of a layer (G·H). */
  readonly biases: (layer: number) => Float32Array;
  readonly explain: (target: ExplainTarget) => Explanation;
}

/** Runs five words through two layers of 14 units of `cell`. */
export function traceText(cell: string, seed = 3, scale = 1): TracedText {
  const model = createRandomModel({ cell, layers: 2, units: 14, inputs: 6, vocabulary: 11, seed, scale });
  const run = createRun(model, typescriptKernels);
  run.replace(0, [3, 1, 4, 1, 5]);
  while (run.advance(32) > 0);
  return {
    model,
    trace: run.trace(),
    biases: (layer) => model.layers[layer]?.bias ?? new Float32Array(0),
    explain: (target) => explain(run, target),
  };
}
