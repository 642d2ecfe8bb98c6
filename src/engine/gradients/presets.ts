import type { Model } from "../model.ts";
import { applyExperiment, type Experiment, FACTOR } from "./experiment.ts";
import { studyModel } from "./study.ts";
import type { TargetWish } from "./target.ts";

/** What the reader wants to see the gradient do. */
export type Preset = "vanish" | "hold" | "explode";

/** Mean gain of a step that each of them stands for: a half, one, one and a half. */
export const wantedGain: Readonly<Record<Preset, number>> = { vanish: 0.5, hold: 1, explode: 1.5 };

/** A recurrent scale, and the mean gain that was measured with it. */
export interface FoundPreset {
  readonly recurrent: number;
  /** Geometric mean of the gains of all steps; 0 where the gradient is gone. */
  readonly meanGain: number;
  /** Whether that is within a tenth of what was wanted. Saturation can keep a network from exploding, whatever its scale. */
  readonly isReached: boolean;
}

/** Scales that are tried before the interval is halved, and halvings. */
const grid = 20;
const halvings = 7;

/**
 * Finds the recurrent scale at which a model's mean gain on this text comes nearest to what the preset stands for: measured, since
 * saturated slopes damp a wide network even where its spectral radius exceeds 1, so that the gain does not simply grow with the
 * scale. Yields how much is done, 0 … 1. Null where the word that is followed is unknown or the text is a single word.
 */
export function* findPreset(
  preset: Preset,
  model: Model,
  ids: Int32Array,
  loss: { readonly at: number; readonly wish: TargetWish; readonly experiment: Experiment },
): Generator<number, FoundPreset | null> {
  const wanted = wantedGain[preset];
  const measure = (recurrent: number): number | null => {
    const study = studyModel(applyExperiment(model, { ...loss.experiment, recurrent }), ids, loss.at, loss.wish);
    return study.ok ? meanGain(study.value.layers[0]?.gains ?? new Float64Array()) : null;
  };
  const distance = (gain: number) => Math.abs(Math.log(Math.max(gain, 1e-12) / wanted));
  let best: { readonly recurrent: number; readonly gain: number } | null = null;
  const take = (recurrent: number) => {
    const gain = measure(recurrent);
    if (gain !== null && (best === null || distance(gain) < distance(best.gain))) best = { recurrent, gain };
  };
  const [low, high] = FACTOR;
  for (let k = 1; k <= grid; k++) {
    take(low + ((high - low) * k) / grid);
    yield k / (grid + halvings);
  }
  let step = (high - low) / grid / 2;
  for (let k = 1; k <= halvings; k++, step /= 2) {
    const centre: number = (best as { readonly recurrent: number } | null)?.recurrent ?? low;
    for (const recurrent of [centre - step, centre + step]) if (recurrent > low && recurrent <= high) take(recurrent);
    yield (grid + k) / (grid + halvings);
  }
  const found = best as { readonly recurrent: number; readonly gain: number } | null;
  if (found === null || !Number.isFinite(found.gain)) return null;
  // To two decimals, as the slider has it, and measured there.
  const recurrent = Math.round(found.recurrent * 100) / 100;
  const gain = measure(recurrent) ?? found.gain;
  return { recurrent, meanGain: gain, isReached: Math.abs(gain / wanted - 1) <= 0.1 };
}

/** Geometric mean of the finite gains; NaN for none. */
export function meanGain(gains: Float64Array): number {
  const finite = gains.filter((gain) => Number.isFinite(gain));
  return Math.exp(finite.reduce((sum, gain) => sum + Math.log(gain), 0) / finite.length);
}
