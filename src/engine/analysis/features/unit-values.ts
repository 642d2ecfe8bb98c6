import { blockSteps } from "../../block-step.ts";
import type { Slowly } from "../../gradients/progress.ts";
import type { Kernels } from "../../kernels/kernels.ts";
import type { Model } from "../../model.ts";
import { compileModel, writeStart } from "../../run.ts";
import { frameLength, signalIndex } from "../../trace.ts";

/** A signal's values over a text, unit by unit (H, N). */
export interface UnitValues {
  readonly units: number;
  readonly words: number;
  readonly values: Float32Array;
}

/** Values of one unit (N), no copy. */
export function valuesOf({ values, words }: UnitValues, unit: number): Float32Array {
  return values.subarray(unit * words, (unit + 1) * words);
}

/** Words between two looks at what else is to be done. */
const STRIDE = 256;

/**
 * Runs a model over a text as one stream and keeps the named signals of a layer, in float32, as a run of the whole text has them. Yields
 * how much is done. @throws RangeError for a signal that is not there
 */
export function* traceValues(
  model: Model,
  ids: Int32Array,
  { layer, signals }: { readonly layer: number; readonly signals: readonly string[] },
  kernels: Kernels,
): Slowly<ReadonlyMap<string, UnitValues>> {
  const { layout } = model;
  const { units } = layout;
  const length = frameLength(layout);
  const kept = signals.map((name) => ({
    name,
    at: (layer * layout.signals.length + signalIndex(layout, name)) * units,
    values: new Float32Array(units * ids.length),
  }));
  const { stepBlock } = compileModel(model, kernels);
  const frames = new Float32Array(length * (1 + blockSteps));
  writeStart(model, stepBlock, frames);
  for (let first = 0; first < ids.length; first += blockSteps) {
    const count = Math.min(blockSteps, ids.length - first);
    stepBlock(frames, 1, ids, first, count);
    for (const { at, values } of kept) {
      for (let unit = 0; unit < units; unit++) {
        const row = unit * ids.length + first;
        for (let n = 0; n < count; n++) values[row + n] = frames[(n + 1) * length + at + unit] as number;
      }
    }
    frames.copyWithin(0, count * length, (count + 1) * length);
    if (first % STRIDE === 0) yield first / ids.length;
  }
  return new Map(kept.map(({ name, values }) => [name, { units, words: ids.length, values }]));
}
