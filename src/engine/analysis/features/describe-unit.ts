import type { Model } from "../../model.ts";
import { holdsFrom } from "../hold-lengths.ts";
import { spreadHolds } from "../hold-spread.ts";
import type { GateWord, ReadableUnit, ReadHold } from "../readable-units.ts";
import type { FeatureColumn } from "./feature.ts";
import { classMeans, standardisedDifference } from "./score.ts";
import { type UnitValues, valuesOf } from "./unit-values.ts";

/** Words that are listed of a gate, and how often one must come. */
const GATE_WORDS = 5;
const LEAST_COUNT = 10;

/** A half of the text, as the model has read it. */
export interface Half {
  readonly ids: Int32Array;
  readonly state: UnitValues;
  readonly keeps: UnitValues | null;
  readonly admits: UnitValues | null;
  readonly columns: readonly FeatureColumn[];
}

/** What is said of a unit but for what its silence costs and where it is shown. */
export function describeUnit(
  model: Model,
  { ids, state, keeps, admits }: Half,
  { feature, values }: FeatureColumn,
  basics: Pick<ReadableUnit, "unit" | "feature" | "sign" | "score" | "chosen">,
): Omit<ReadableUnit, "worth" | "example"> {
  const { unit } = basics;
  const own = valuesOf(state, unit);
  const words = (gates: UnitValues | null, sign: 1 | -1) =>
    gates === null ? null : gateWords(model.words ?? [], ids, valuesOf(gates, unit), sign);
  const isTwoValued = feature.kind === "two-valued";
  return {
    ...basics,
    difference: isTwoValued ? rounded(standardisedDifference(own, values)) : null,
    means: feature.kind === "count" ? null : classMeans(own, values, feature.values.length).map((mean) => mean && rounded(mean)),
    shut: words(keeps, -1),
    open: words(admits, 1),
    hold:
      keeps === null ? null : describeHold(valuesOf(keeps, unit), own, isTwoValued ? { values, names: feature.values } : null),
  };
}

/** Hold over the text, and in the state in which alone it holds: of the feature where it has two, else of the sign. */
function describeHold(
  gates: Float32Array,
  own: Float32Array,
  feature: { readonly values: Float32Array; readonly names: readonly string[] } | null,
): ReadableUnit["hold"] {
  const holds = holdsFrom(gates);
  const whole = spreadHolds(holds);
  if (whole === null) return null;
  const short = ({ median, ninetieth }: typeof whole): ReadHold => ({ median: median.words, ninetieth: ninetieth.words });
  const states = [
    ...(feature?.names.map((name, label) => ({
      name,
      isIn: (word: number) => feature.values[word] === label,
      other: (word: number) => feature.values[word] === 1 - label,
    })) ?? []),
    { name: "above zero", isIn: (word: number) => (own[word] as number) > 0, other: (word: number) => (own[word] as number) < 0 },
    { name: "below zero", isIn: (word: number) => (own[word] as number) < 0, other: (word: number) => (own[word] as number) > 0 },
  ];
  for (const { name, isIn, other } of states) {
    const inside = spreadHolds(holds, isIn);
    const outside = spreadHolds(holds, other);
    if (inside === null || outside === null) continue;
    if (inside.median.words >= Math.max(2, 2 * outside.median.words)) {
      return { ...short(whole), state: { ...short(inside), name, otherwise: outside.median.words } };
    }
  }
  return { ...short(whole), state: null };
}

/** Words at which a gate is largest on average (1) or smallest (−1). */
function gateWords(words: readonly string[], ids: Int32Array, gates: Float32Array, sign: 1 | -1): readonly GateWord[] {
  const sums = new Map<number, { sum: number; count: number }>();
  ids.forEach((id, at) => {
    const own = sums.get(id) ?? { sum: 0, count: 0 };
    own.sum += gates[at] as number;
    own.count++;
    sums.set(id, own);
  });
  return [...sums]
    .filter(([, { count }]) => count >= LEAST_COUNT)
    .map(([id, { sum, count }]) => ({ word: words[id] as string, mean: rounded(sum / count), count }))
    .sort((a, b) => sign * (b.mean - a.mean) || b.count - a.count)
    .slice(0, GATE_WORDS);
}

/** Four digits that count. */
export function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

/** The same for every fraction in a value, however deep. */
export function roundedAll<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value), (_, own) => (typeof own === "number" && !Number.isInteger(own) ? rounded(own) : own));
}
