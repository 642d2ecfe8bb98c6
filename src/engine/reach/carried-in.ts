import type { Kernels } from "../kernels/kernels.ts";
import type { Model } from "../model.ts";
import { createRun } from "../run.ts";
import { frameLength } from "../trace.ts";

/**
 * The model as it stands after `ids`: a run of it begins with their state instead of the start token's, and gradients end there. Weights
 * are shared. The model itself where there are no ids. @throws RangeError for an id beyond the vocabulary
 */
export function carryIn(model: Model, ids: ArrayLike<number>, kernels: Kernels): Model {
  if (ids.length === 0) return model;
  const run = createRun(model, kernels);
  run.replace(0, ids);
  run.advance(ids.length);
  const { values, steps, layout } = run.trace();
  const length = frameLength(layout);
  return { ...model, start: null, carried: values.slice(steps * length, (steps + 1) * length) };
}
