import type { Model } from "../model.ts";
import { applyExperiment } from "./apply-experiment.ts";
import { type Experiment, FACTOR } from "./experiment.ts";
import { part, type Slowly } from "./progress.ts";
import { measureGainsSlowly } from "./study.ts";
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

/** Scales that are tried evenly over the interval, and halvings between two of them: to less than the slider's 0.01. */
const grid = 20;
const halvings = 5;
/** Scales that are tried at most: two a halving where no two enclose what is wanted, and the one that is found once more. */
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
  let done = 0;
  /** Measures one scale: null where there is no gain. */
  function* take(recurrent: number): Slowly<Measured | null> {
    const changed = applyExperiment(model, { ...loss.experiment, recurrent });
    const gains = yield* part(measureGainsSlowly(changed, ids, loss.at, loss.wish), done / tries, (done + 1) / tries);
    done++;
    if (!gains.ok) return null;
    const gain = meanGain(gains.value);
    return Number.isNaN(gain) ? null : { recurrent, gain, excess: Math.log(Math.max(gain, 1e-12) / wanted) };
  }
  const measured: Measured[] = [];
  const [low, high] = FACTOR;
  for (let k = 1; k <= grid; k++) {
    const one = yield* take(low + ((high - low) * k) / grid);
    // A word that is not known at one scale is known at none.
    if (one === null) return null;
    measured.push(one);
  }
  let best = nearestOf(measured);
  let beside = acrossFrom(best, measured);
  for (let k = 1; k <= halvings; k++) {
    const step = (high - low) / grid / 2 ** k;
    const scales = beside === null ? [best.recurrent - step, best.recurrent + step] : [(best.recurrent + beside.recurrent) / 2];
    for (const recurrent of scales.filter((scale) => scale > low && scale <= high)) {
      const one = yield* take(recurrent);
      if (one === null) continue;
      const pair: readonly Measured[] = beside === null ? [best, one] : [best, one, beside];
      best = nearestOf(pair);
      if (beside !== null) beside = acrossFrom(best, pair);
    }
  }
  // To two decimals, as the slider has it, and measured there.
  const recurrent = Math.round(best.recurrent * 100) / 100;
  const { gain } = (yield* take(recurrent)) ?? best;
  return { recurrent, meanGain: gain, isReached: Math.abs(gain / wanted - 1) <= 0.1 };
}

/** A scale, the mean gain with it, and the logarithm of its ratio to the wanted one: 0 where it is met. */
interface Measured {
  readonly recurrent: number;
  readonly gain: number;
  readonly excess: number;
}

function nearestOf(measured: readonly Measured[]): Measured {
  return measured.reduce((best, one) => (Math.abs(one.excess) < Math.abs(best.excess) ? one : best));
}

/** The nearest scale whose gain lies on the other side of what is wanted, next to `from` on either side; null for none. */
function acrossFrom(from: Measured, measured: readonly Measured[]): Measured | null {
  const ordered = [...measured].sort((a, b) => a.recurrent - b.recurrent);
  const place = ordered.indexOf(from);
  const across = [ordered[place - 1], ordered[place + 1]].filter(
    (one): one is Measured => one !== undefined && Math.sign(one.excess) === -Math.sign(from.excess),
  );
  return across.length === 0 ? null : nearestOf(across);
}

/** Geometric mean of the finite gains; NaN for none. */
export function meanGain(gains: Float64Array): number {
  const finite = gains.filter((gain) => Number.isFinite(gain));
  return Math.exp(finite.reduce((sum, gain) => sum + Math.log(gain), 0) / finite.length);
}
