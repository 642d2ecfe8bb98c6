import { part, type Slowly } from "../../gradients/progress.ts";
import type { Model } from "../../model.ts";
import type { ReadableUnit, ReadFeature } from "../readable-units.ts";
import { measureChance, rankUnits, scoreByRanks, shiftsOf } from "./chance.ts";
import { describeUnit, type Half, rounded, roundedAll } from "./describe-unit.ts";
import { baseline, measures, scoreUnit } from "./score.ts";
import { valuesOf } from "./unit-values.ts";

const SHUFFLES = 200;
const SEED = 12;
/** Units that are looked at closely for a feature, and listed for it at most. */
const CANDIDATES = 6;
const LISTED = 3;
/** Units of a list. */
const LENGTH = 14;
/** What a unit must reach on both halves to be called readable; and it must be a third of the way from the best of all shuffles to 1. */
const READABLE = { "two-valued": 0.85, count: 0.6, class: 0.35 } as const;

/** A unit that follows a feature, but for what its silence costs and where it is shown. */
export type FoundUnit = Omit<ReadableUnit, "worth" | "example">;

/** What some units follow, and which. */
export interface FoundUnits {
  readonly features: readonly Omit<ReadFeature, "worth">[];
  /** The clearest first. */
  readonly units: readonly FoundUnit[];
  /** By feature: all units, the one that follows it best on the first half first. */
  readonly ranked: ReadonlyMap<string, readonly { readonly unit: number; readonly score: number }[]>;
}

/** Units that follow a feature: chosen on one half of a text, measured on the other, beside 200 shuffles. Yields how much is done. */
export function* findReadable(model: Model, first: Half, second: Half): Slowly<FoundUnits> {
  const ranked = yield* part(rankAll(first), 0, 0);
  const ranks = yield* part(rankUnits(second.state), 0, 0);
  const shifts = shiftsOf(second.ids.length, SHUFFLES, SEED);
  const features: Omit<ReadFeature, "worth">[] = [];
  const found: FoundUnit[] = [];
  for (const [place, column] of second.columns.entries()) {
    const { feature, values } = column;
    const candidates = (ranked.get(feature.id) ?? []).slice(0, CANDIDATES).filter(({ score }) => score >= READABLE[feature.kind]);
    if (candidates.length === 0) continue;
    const [from, to] = [place, place + 1].map((done) => done / second.columns.length) as [number, number];
    const chance = yield* part(measureChance(second.state, ranks, column, shifts), from, to);
    const clear = candidates.flatMap(({ unit, score: chosen }) => {
      const { score, sign } = scoreUnit(feature.kind, valuesOf(second.state, unit), values);
      if (score < READABLE[feature.kind] || score < chance.best + (1 - chance.best) / 3) return [];
      return [
        describeUnit(model, second, column, { unit, feature: feature.id, sign, score: rounded(score), chosen: rounded(chosen) }),
      ];
    });
    if (clear.length === 0) continue;
    found.push(...clear);
    const { id, label, kind, values: names } = feature;
    features.push({ id, label, kind, values: names, measure: measures[kind], chance: roundedAll(chance) });
  }
  const units = chooseUnits(found, features);
  return { features: features.filter(({ id }) => units.some(({ feature }) => feature === id)), units, ranked };
}

/** By feature: all units, the one that follows it best first. */
export function* rankAll({ state, columns }: Half): Slowly<FoundUnits["ranked"]> {
  const ranks = yield* rankUnits(state);
  return new Map(
    columns.map((column) => {
      const scores = scoreByRanks(state, ranks, column);
      return [column.feature.id, Array.from(scores, (score, unit) => ({ unit, score })).sort((a, b) => b.score - a.score)];
    }),
  );
}

/**
 * The clearest first: how far from chance to perfect. A unit once. Of a feature the clearest unit, then those that hold longest in the
 * state in which they hold.
 */
function chooseUnits(found: readonly FoundUnit[], features: readonly Omit<ReadFeature, "worth">[]): readonly FoundUnit[] {
  const kindOf = new Map(features.map(({ id, kind }) => [id, kind]));
  const clearness = ({ feature, score }: FoundUnit) => {
    const nothing = baseline[kindOf.get(feature) ?? "count"];
    return (score - nothing) / (1 - nothing);
  };
  const holding = ({ hold }: FoundUnit) => hold?.state?.median ?? hold?.median ?? 0;
  const byClearness = (a: FoundUnit, b: FoundUnit) => clearness(b) - clearness(a) || a.unit - b.unit;
  const best = new Map<number, FoundUnit>();
  for (const unit of [...found].sort(byClearness)) if (!best.has(unit.unit)) best.set(unit.unit, unit);
  const chosen = features.flatMap(({ id }) => {
    const [clearest, ...others] = [...best.values()].filter(({ feature }) => feature === id);
    const further = others.sort((a, b) => holding(b) - holding(a) || byClearness(a, b)).slice(0, LISTED - 1);
    return clearest === undefined ? [] : [clearest, ...further];
  });
  return chosen.sort(byClearness).slice(0, LENGTH);
}
