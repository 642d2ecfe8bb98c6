import type { FeatureKind } from "./feature.ts";

/** How well a unit follows a feature. */
export interface Score {
  /** AUC ½ … 1, |r| or η² 0 … 1, by the kind of the feature. */
  readonly score: number;
  /** −1 where the unit is low when the feature is on or large. */
  readonly sign: 1 | -1;
}

/** Names of the measures. */
export const measures = { "two-valued": "AUC", count: "r", class: "η²" } as const;

/** What a unit that follows nothing has. */
export const baseline = { "two-valued": 0.5, count: 0, class: 0 } as const;

/** Score of a unit's values (N) with a column (N). Words that do not tell (NaN) are left out; 0 or ½ where nothing differs. */
export function scoreUnit(kind: FeatureKind, values: Float32Array, column: Float32Array): Score {
  switch (kind) {
    case "two-valued":
      return areaUnderCurve(values, column);
    case "count":
      return correlation(values, column);
    case "class":
      return { score: etaSquared(values, column), sign: 1 };
  }
}

/**
 * The chance that a value at a yes is larger than one at a no, ties counted half, and turned round where it is below ½: by the ranks of
 * the values (Mann & Whitney 1947), (R − n₁ (n₁ + 1) / 2) / (n₁ n₀).
 */
export function areaUnderCurve(values: Float32Array, column: Float32Array): Score {
  const told = toldOf(column);
  told.sort((a, b) => (values[a] as number) - (values[b] as number));
  let yes = 0;
  let ranks = 0;
  for (let at = 0; at < told.length; ) {
    const value = values[told[at] as number] as number;
    let end = at;
    let own = 0;
    for (; end < told.length && values[told[end] as number] === value; end++) own += column[told[end] as number] as number;
    // Ranks from 1; equal values share their mean.
    ranks += own * ((at + 1 + end) / 2);
    yes += own;
    at = end;
  }
  const no = told.length - yes;
  if (yes === 0 || no === 0) return { score: 0.5, sign: 1 };
  const area = (ranks - (yes * (yes + 1)) / 2) / (yes * no);
  return area >= 0.5 ? { score: area, sign: 1 } : { score: 1 - area, sign: -1 };
}

/** Pearson's r, by size. */
export function correlation(values: Float32Array, column: Float32Array): Score {
  let [count, x, y, xx, yy, xy] = [0, 0, 0, 0, 0, 0];
  for (let at = 0; at < values.length; at++) {
    const own = column[at] as number;
    if (Number.isNaN(own)) continue;
    const value = values[at] as number;
    count++;
    x += value;
    y += own;
    xx += value * value;
    yy += own * own;
    xy += value * own;
  }
  const spread = Math.sqrt((xx - (x * x) / count) * (yy - (y * y) / count));
  const r = spread > 0 ? (xy - (x * y) / count) / spread : 0;
  return { score: Math.abs(r), sign: r < 0 ? -1 : 1 };
}

/** η²: the variance of the classes' means, weighted by how often each class comes, over the whole variance. */
export function etaSquared(values: Float32Array, column: Float32Array): number {
  const { sums, sizes, sum, squares, count } = classSums(values, column);
  const variance = squares - (sum * sum) / count;
  let between = -(sum * sum) / count;
  sums.forEach((own, label) => {
    if ((sizes[label] as number) > 0) between += (own * own) / (sizes[label] as number);
  });
  return variance > 0 ? Math.max(0, between / variance) : 0;
}

/** Mean of a unit's values at every class or at no and yes; null for one that does not come. @param classes how many there are */
export function classMeans(values: Float32Array, column: Float32Array, classes: number): (number | null)[] {
  const { sums, sizes } = classSums(values, column);
  return Array.from({ length: classes }, (_, label) => {
    const size = sizes[label] ?? 0;
    return size > 0 ? (sums[label] as number) / size : null;
  });
}

/** The difference of the means at yes and no, in standard deviations of all told values. */
export function standardisedDifference(values: Float32Array, column: Float32Array): number {
  const { sum, squares, count } = classSums(values, column);
  const [no, yes] = classMeans(values, column, 2);
  const deviation = Math.sqrt(squares / count - (sum / count) ** 2);
  return no == null || yes == null || !(deviation > 0) ? 0 : (yes - no) / deviation;
}

function classSums(values: Float32Array, column: Float32Array) {
  const sums: number[] = [];
  const sizes: number[] = [];
  let [sum, squares, count] = [0, 0, 0];
  for (let at = 0; at < values.length; at++) {
    const label = column[at] as number;
    if (Number.isNaN(label)) continue;
    const value = values[at] as number;
    while (sums.length <= label) {
      sums.push(0);
      sizes.push(0);
    }
    sums[label] = (sums[label] as number) + value;
    sizes[label] = (sizes[label] as number) + 1;
    sum += value;
    squares += value * value;
    count++;
  }
  return { sums, sizes, sum, squares, count };
}

/** Places at which the column tells. */
function toldOf(column: Float32Array): Int32Array {
  const told = new Int32Array(column.length);
  let count = 0;
  for (let at = 0; at < column.length; at++) if (!Number.isNaN(column[at] as number)) told[count++] = at;
  return told.subarray(0, count);
}
