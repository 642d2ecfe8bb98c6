import type { Model } from "../model.ts";
import { applyExperiment, type Experiment, FACTOR } from "./experiment.ts";
import { part, type Slowly } from "./progress.ts";
import { studyModelSlowly } from "./study.ts";
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
/** Scales that are tried at most: two a halving, and the one that is found once more. */
const tries = grid + 2 * halvings + 1;

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
): Slowly<FoundPreset | null> {
  const wanted = wantedGain[preset];
  const distance = (gain: number) => Math.abs(Math.log(Math.max(gain, 1e-12) / wanted));
  let best: Measured | null = null;
  let done = 0;
  /** Measures one scale, and keeps it where it comes nearer than all before. */
  function* take(recurrent: number): Slowly<number | null> {
    const changed = applyExperiment(model, { ...loss.experiment, recurrent });
    const study = yield* part(studyModelSlowly(changed, ids, loss.at, loss.wish), done / tries, (done + 1) / tries);
    done++;
    if (!study.ok) return null;
    const gain = meanGain(study.value.layers[0]?.gains ?? new Float64Array());
    if (best === null || distance(gain) < distance(best.gain)) best = { recurrent, gain };
    return gain;
  }
  const [low, high] = FACTOR;
  for (let k = 1; k <= grid; k++) yield* take(low + ((high - low) * k) / grid);
  let step = (high - low) / grid / 2;
  for (let k = 1; k <= halvings; k++, step /= 2) {
    const centre: number = (best as Measured | null)?.recurrent ?? low;
    for (const recurrent of [centre - step, centre + step]) {
      if (recurrent > low && recurrent <= high) yield* take(recurrent);
    }
  }
  const found = best as Measured | null;
  if (found === null || !Number.isFinite(found.gain)) return null;
  // To two decimals, as the slider has it, and measured there.
  const recurrent = Math.round(found.recurrent * 100) / 100;
  const gain = (yield* take(recurrent)) ?? found.gain;
  return { recurrent, meanGain: gain, isReached: Math.abs(gain / wanted - 1) <= 0.1 };
}

/** A scale, and the mean gain with it. */
interface Measured {
  readonly recurrent: number;
  readonly gain: number;
}

/** Geometric mean of the finite gains; NaN for none. */
export function meanGain(gains: Float64Array): number {
  const finite = gains.filter((gain) => Number.isFinite(gain));
  return Math.exp(finite.reduce((sum, gain) => sum + Math.log(gain), 0) / finite.length);
}
