import type { Slowly } from "../../gradients/progress.ts";
import { createRandom } from "../../random.ts";
import type { Chance } from "../readable-units.ts";
import type { FeatureColumn, FeatureKind } from "./feature.ts";
import { type UnitValues, valuesOf } from "./unit-values.ts";

/** Ranks that an AUC by chance is told apart by. */
const BINS = 256;

/** How many values are one code for all units, (H, N) of 0 … 255: the place of a value among the unit's own, in equal shares. */
export type Ranks = Uint8Array;

/** Ranks of all units, for the chance of two-valued features. Yields how much is done. */
export function* rankUnits({ units, words, values }: UnitValues): Slowly<Ranks> {
  const ranks = new Uint8Array(units * words);
  for (let unit = 0; unit < units; unit++) {
    const own = values.subarray(unit * words, (unit + 1) * words);
    const sorted = own.toSorted();
    const edges = Float32Array.from({ length: BINS - 1 }, (_, bin) => sorted[Math.floor(((bin + 1) * words) / BINS)] as number);
    for (let word = 0; word < words; word++) {
      const value = own[word] as number;
      // How many edges are not above it.
      let low = 0;
      let high = BINS - 1;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((edges[middle] as number) <= value) low = middle + 1;
        else high = middle;
      }
      ranks[unit * words + word] = low;
    }
    yield (unit + 1) / units;
  }
  return ranks;
}

/** Random distances to shift by, seeded: at least an eighth of the text away from where it stands. */
export function shiftsOf(words: number, shuffles: number, seed: number): Int32Array {
  const random = createRandom(seed);
  const least = Math.floor(words / 8);
  return Int32Array.from({ length: shuffles }, () => least + Math.floor(random() * (words - 2 * least)));
}

/**
 * What chance gives for a feature: the column is shifted along the text, its end going on at its beginning, so that it says something of
 * other words. A shift, and no shuffling of words or of stories, since units and features both change slowly: neighbours that are alike
 * make large scores by chance, and a shift keeps every run of both as long as it is; stories put in another order would keep their places
 * in the story together. An AUC is that of the ranks to within 1/256. Yields how much is done.
 */
export function* measureChance(
  unitValues: UnitValues,
  ranks: Ranks,
  { feature: { kind }, values: column }: FeatureColumn,
  shifts: Int32Array,
): Slowly<Chance> {
  const { units } = unitValues;
  const scores = Array.from(shifts, (shift) => prepare(kind, shifted(column, shift)));
  const largest = new Float64Array(shifts.length);
  let sum = 0;
  for (let unit = 0; unit < units; unit++) {
    const own = rowOf(unitValues, ranks, unit);
    const counts = countRanks(own.ranks);
    scores.forEach((score, k) => {
      const found = score(own, counts);
      sum += found;
      largest[k] = Math.max(largest[k] as number, found);
    });
    yield (unit + 1) / units;
  }
  largest.sort();
  return {
    shuffles: shifts.length,
    mean: sum / (shifts.length * units),
    ninetyFifth: largest[Math.ceil(0.95 * shifts.length) - 1] as number,
    best: largest.at(-1) as number,
  };
}

/** Score of every unit (H): an AUC by ranks, to within 1/256, the others as `scoreUnit` has them. */
export function scoreByRanks(unitValues: UnitValues, ranks: Ranks, { feature, values }: FeatureColumn): Float64Array {
  const score = prepare(feature.kind, values);
  return Float64Array.from({ length: unitValues.units }, (_, unit) => {
    const own = rowOf(unitValues, ranks, unit);
    return score(own, countRanks(own.ranks));
  });
}

function rowOf(unitValues: UnitValues, ranks: Ranks, unit: number) {
  const { words } = unitValues;
  return { values: valuesOf(unitValues, unit), ranks: ranks.subarray(unit * words, (unit + 1) * words) };
}

/** Score of a unit; `counts` is how often each rank comes over the whole text. */
type ScoreOf = (own: { readonly values: Float32Array; readonly ranks: Uint8Array }, counts: Int32Array) => number;

function prepare(kind: FeatureKind, column: Float32Array): ScoreOf {
  if (kind === "two-valued") return areaByRanks(column);
  return kind === "count" ? correlationWith(column) : etaWith(column);
}

function shifted(column: Float32Array, by: number): Float32Array {
  const moved = new Float32Array(column.length);
  moved.set(column.subarray(by));
  moved.set(column.subarray(0, by), column.length - by);
  return moved;
}

function countRanks(ranks: Uint8Array, places?: Int32Array): Int32Array {
  const counts = new Int32Array(BINS);
  const add = (rank: number) => {
    counts[rank] = (counts[rank] as number) + 1;
  };
  if (places === undefined) for (let at = 0; at < ranks.length; at++) add(ranks[at] as number);
  else for (let k = 0; k < places.length; k++) add(ranks[places[k] as number] as number);
  return counts;
}

/** Places and labels of what a column tells, so that what it does not tell costs nothing. */
function toldLabels(column: Float32Array): { readonly places: Int32Array; readonly labels: Float32Array } {
  const places = Int32Array.from(column, (_, at) => at).filter((at) => !Number.isNaN(column[at] as number));
  return { places, labels: Float32Array.from(places, (at) => column[at] as number) };
}

function areaByRanks(column: Float32Array): ScoreOf {
  const { places, labels } = toldLabels(column);
  const isWhole = places.length === column.length;
  const yesPlaces = places.filter((_, k) => labels[k] === 1);
  const pairsOfAll = yesPlaces.length * (places.length - yesPlaces.length);
  return ({ ranks }, counts) => {
    if (pairsOfAll === 0) return 0.5;
    const all = isWhole ? counts : countRanks(ranks, places);
    const yes = countRanks(ranks, yesPlaces);
    let below = 0;
    let pairs = 0;
    for (let bin = 0; bin < BINS; bin++) {
      const no = (all[bin] as number) - (yes[bin] as number);
      pairs += (yes[bin] as number) * (below + no / 2);
      below += no;
    }
    const area = pairs / pairsOfAll;
    return Math.max(area, 1 - area);
  };
}

function correlationWith(column: Float32Array): ScoreOf {
  const { places, labels } = toldLabels(column);
  const count = places.length;
  const mean = labels.reduce((sum, label) => sum + label, 0) / count;
  const centred = Float64Array.from(labels, (label) => label - mean);
  const spread = centred.reduce((sum, label) => sum + label * label, 0);
  return ({ values }) => {
    let [x, xx, xy] = [0, 0, 0];
    for (let k = 0; k < count; k++) {
      const value = values[places[k] as number] as number;
      x += value;
      xx += value * value;
      xy += value * (centred[k] as number);
    }
    const product = (xx - (x * x) / count) * spread;
    return product > 0 ? Math.abs(xy) / Math.sqrt(product) : 0;
  };
}

function etaWith(column: Float32Array): ScoreOf {
  const { places, labels } = toldLabels(column);
  const classes = labels.reduce((most, label) => Math.max(most, label), 0) + 1;
  const sizes = new Int32Array(classes);
  for (const label of labels) sizes[label] = (sizes[label] as number) + 1;
  const sums = new Float64Array(classes);
  return ({ values }) => {
    sums.fill(0);
    let [sum, squares] = [0, 0];
    for (let k = 0; k < places.length; k++) {
      const value = values[places[k] as number] as number;
      const label = labels[k] as number;
      sums[label] = (sums[label] as number) + value;
      sum += value;
      squares += value * value;
    }
    const common = (sum * sum) / places.length;
    const variance = squares - common;
    let between = -common;
    for (let label = 0; label < classes; label++) {
      if ((sizes[label] as number) > 0) between += (sums[label] as number) ** 2 / (sizes[label] as number);
    }
    return variance > 0 ? Math.max(0, between / variance) : 0;
  };
}
