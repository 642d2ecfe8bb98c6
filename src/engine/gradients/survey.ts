import type { Model } from "../model.ts";
import type { Decay } from "./decay.ts";
import { LENGTH } from "./experiment.ts";
import type { Norms } from "./gradient-trace.ts";
import { part, type Slowly } from "./progress.ts";
import { type LayerStudy, type ModelStudy, studyModelSlowly } from "./study.ts";
import type { TargetWish } from "./target.ts";

/** One layer over many sentences: a curve a sentence, log10 of the norm, entry t − 1 of step t; the loss is at its end. */
export interface LayerSurvey {
  readonly hidden: readonly Float64Array[];
  /** Null for a cell without C. */
  readonly cell: readonly Float64Array[] | null;
  /** Half-lives in words, of the curves in the same order; null where none can be claimed. */
  readonly hiddenHalfLives: readonly (number | null)[];
  readonly cellHalfLives: readonly (number | null)[] | null;
}

/** What one model's gradient does over many sentences. */
export interface Survey {
  readonly id: string;
  readonly label: string;
  readonly cell: string;
  readonly hasMemory: boolean;
  readonly layers: readonly LayerSurvey[];
  /** Sentences that were left out: too short to have a next word, longer than 500 words, or without the word that is followed. */
  readonly leftOut: number;
}

/**
 * Studies every sentence (ids) by itself. The loss stands before the sentence's last word and is that of the word itself where the
 * actual word is followed (as a training run has it), else after the last word. Yields how much is done, 0 … 1.
 */
export function* surveySentences(model: Model, sentences: readonly Int32Array[], wish: TargetWish): Slowly<Survey> {
  const studies: ModelStudy[] = [];
  for (const [place, ids] of sentences.entries()) {
    const at = wish.kind === "actual" ? ids.length - 1 : ids.length;
    if (at < 1 || at > LENGTH[1]) continue;
    const study = yield* part(studyModelSlowly(model, ids, at, wish), place / sentences.length, (place + 1) / sentences.length);
    if (study.ok) studies.push(study.value);
  }
  const { id, label, cell } = model.config;
  return {
    id,
    label,
    cell,
    hasMemory: model.cell.hasMemory,
    layers: model.layers.map((_, layer) => surveyLayer(studies.map(({ layers }) => layers[layer] as LayerStudy))),
    leftOut: sentences.length - studies.length,
  };
}

function surveyLayer(studies: readonly LayerStudy[]): LayerSurvey {
  const curves = (norms: readonly Norms[]) => norms.map(({ log10 }) => log10);
  const halfLives = (decays: readonly (Decay | null)[]) => decays.map((decay) => decay?.halfLife ?? null);
  const cells = studies.flatMap(({ cell }) => (cell === null ? [] : [cell]));
  const hasCell = studies.length > 0 && cells.length === studies.length;
  return {
    hidden: curves(studies.map(({ hidden }) => hidden)),
    cell: hasCell ? curves(cells) : null,
    hiddenHalfLives: halfLives(studies.map(({ hiddenDecay }) => hiddenDecay)),
    cellHalfLives: hasCell ? halfLives(studies.map(({ cellDecay }) => cellDecay)) : null,
  };
}

/** Curves laid over each other at their ends. Entry b is b words back from the loss. */
export interface Spread {
  /** Mean of the logarithms: the logarithm of the geometric mean. */
  readonly mean: Float64Array;
  /** Their standard deviation, over the curves that are there; 0 for one. */
  readonly deviation: Float64Array;
  /** How many curves reach so far back. */
  readonly count: Int32Array;
}

/**
 * Mean and spread of curves by their distance from the loss, as far back as at least half of them reach; a curve that is zero
 * somewhere has no logarithm there and is left out there. `isRelative`: every curve as multiples of its value at the loss.
 */
export function spreadOf(curves: readonly Float64Array[], isRelative: boolean): Spread {
  const lengths = curves.map(({ length }) => length).sort((a, b) => b - a);
  const reach = lengths[Math.ceil(lengths.length / 2) - 1] ?? 0;
  const mean = new Float64Array(reach);
  const deviation = new Float64Array(reach);
  const count = new Int32Array(reach);
  for (let back = 0; back < reach; back++) {
    const values = curves.flatMap((curve) => {
      const value = (curve[curve.length - 1 - back] ?? Number.NaN) - (isRelative ? (curve.at(-1) as number) : 0);
      return Number.isFinite(value) ? [value] : [];
    });
    const average = values.reduce((sum, value) => sum + value, 0) / values.length;
    mean[back] = average;
    count[back] = values.length;
    const square = values.reduce((sum, value) => sum + (value - average) ** 2, 0);
    deviation[back] = values.length > 1 ? Math.sqrt(square / (values.length - 1)) : 0;
  }
  return { mean, deviation, count };
}

/** The middle half-life, or the mean of the two middle ones, a missing one counted as infinitely long; null where that is none. */
export function medianHalfLife(halfLives: readonly (number | null)[]): number | null {
  const sorted = halfLives.map((halfLife) => halfLife ?? Infinity).sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  const median = low === undefined || high === undefined ? Infinity : (low + high) / 2;
  return Number.isFinite(median) ? median : null;
}
