import { stateSignal } from "./analysis/activity.ts";
import { part, type Slowly } from "./gradients/progress.ts";
import { typescriptKernels } from "./kernels/typescript.ts";
import type { Model } from "./model.ts";
import { measureSurprises, perplexityOf, runSlowly } from "./prediction.ts";
import type { Run } from "./run.ts";
import type { Swap } from "./swap-text.ts";
import { valueAt, viewSignal } from "./trace.ts";

/** The model with another function in one block; null where its cell has no such block. */
export function swapFunction(model: Model, { signal, activation }: Swap): Model | null {
  const block = model.cell.blocks.findIndex((each) => each.signal === signal);
  if (block < 0) return null;
  const cell = model.cell.withActivation(block, activation);
  return { ...model, cell, layout: { ...model.layout, signals: cell.signals } };
}

/** What the values of a block say of it as a gate: above 1 it amplifies what it lets through, below 0 it turns its sign. */
export interface GateValues {
  /** Shares of all values, 0 … 1. */
  readonly aboveOne: number;
  readonly belowZero: number;
  readonly least: number;
  readonly largest: number;
}

/** How large what a model carries is, word by word, and how well it still predicts. */
export interface StateSizes {
  /** Mean and largest |value| over the units of a layer, (L) of (T) each. */
  readonly means: readonly Float64Array[];
  readonly largest: readonly Float64Array[];
  /** The values of the swapped block, over all units and words of a layer, (L). */
  readonly gates: readonly GateValues[];
  /** Of the sentence's words; NaN for a model without a readout, or whose numbers are none. */
  readonly perplexity: number;
}

/** The same sentence with the model as it is, and with another function. */
export interface SwapStudy {
  readonly swap: Swap;
  readonly before: StateSizes;
  readonly after: StateSizes;
}

/** Runs both; yields how much is done, 0 … 1. Null where there is no such block. */
export function* studySwap(model: Model, ids: Int32Array, swap: Swap): Slowly<SwapStudy | null> {
  const swapped = swapFunction(model, swap);
  if (swapped === null) return null;
  const before = yield* part(measureSizes(model, ids, swap), 0, 0.5);
  const after = yield* part(measureSizes(swapped, ids, swap), 0.5, 1);
  return { swap, before, after };
}

function* measureSizes(model: Model, ids: Int32Array, { signal }: Swap): Slowly<StateSizes> {
  const run = yield* part(runSlowly(model, ids, typescriptKernels), 0, 0.4);
  const sizes = model.layers.map((_, layer) => sizesOf(run, layer));
  const surprises = model.readout === null ? [Number.NaN] : yield* part(measureSurprises(run), 0.4, 1);
  return {
    means: sizes.map(({ mean }) => mean),
    largest: sizes.map(({ largest }) => largest),
    gates: model.layers.map((_, layer) => gateOf(run, layer, signal)),
    // A sum with NaN is none: here nothing may be passed over.
    perplexity: Array.from(surprises).slice(1).some(Number.isNaN) ? Number.NaN : perplexityOf(surprises),
  };
}

function sizesOf(run: Run, layer: number): { readonly mean: Float64Array; readonly largest: Float64Array } {
  const { layout, cell } = run.model;
  const trace = run.trace();
  const view = viewSignal(trace, layer, stateSignal(layout) ?? cell.output);
  const mean = new Float64Array(trace.steps);
  const largest = new Float64Array(trace.steps);
  for (let step = 1; step <= trace.steps; step++) {
    let sum = 0;
    let most = 0;
    for (let unit = 0; unit < view.units; unit++) {
      const size = Math.abs(valueAt(view, step, unit));
      sum += size;
      // Not Math.max: NaN must come out.
      if (!(size <= most)) most = size;
    }
    mean[step - 1] = sum / view.units;
    largest[step - 1] = most;
  }
  return { mean, largest };
}

function gateOf(run: Run, layer: number, signal: string): GateValues {
  const view = viewSignal(run.trace(), layer, signal);
  let [aboveOne, belowZero, least, largest] = [0, 0, Infinity, -Infinity];
  for (let step = 1; step <= view.steps; step++) {
    for (let unit = 0; unit < view.units; unit++) {
      const value = valueAt(view, step, unit);
      if (value > 1) aboveOne++;
      if (value < 0) belowZero++;
      if (value < least) least = value;
      if (value > largest) largest = value;
    }
  }
  const count = view.steps * view.units;
  return { aboveOne: aboveOne / count, belowZero: belowZero / count, least, largest };
}
