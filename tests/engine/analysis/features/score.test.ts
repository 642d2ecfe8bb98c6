import { describe, expect, test } from "vitest";
import { measureChance, rankUnits, scoreByRanks, shiftsOf } from "../../../../src/engine/analysis/features/chance.ts";
import type { FeatureColumn, FeatureKind } from "../../../../src/engine/analysis/features/feature.ts";
import { classMeans, scoreUnit, standardisedDifference } from "../../../../src/engine/analysis/features/score.ts";
import type { UnitValues } from "../../../../src/engine/analysis/features/unit-values.ts";
import { finish } from "../../../../src/engine/gradients/progress.ts";
import { createRandom } from "../../../../src/engine/random.ts";

const random = createRandom(11);
const WORDS = 300;
const noise = (size = WORDS) => Float32Array.from({ length: size }, () => random() + random() + random() - 1.5);
/** Runs of yes and no, some words untold. */
const runs = (untold: number) => {
  let isOn = false;
  return Float32Array.from({ length: WORDS }, () => {
    if (random() < 0.1) isOn = !isOn;
    return random() < untold ? Number.NaN : isOn ? 1 : 0;
  });
};

/** The definitions themselves. */
const slow: Record<FeatureKind, (values: Float32Array, column: Float32Array) => number> = {
  "two-valued": (values, column) => {
    let [pairs, wins] = [0, 0];
    column.forEach((yes, a) => {
      column.forEach((no, b) => {
        if (yes !== 1 || no !== 0) return;
        pairs++;
        const [high, low] = [values[a] as number, values[b] as number];
        wins += high > low ? 1 : high === low ? 0.5 : 0;
      });
    });
    return Math.max(wins / pairs, 1 - wins / pairs);
  },
  count: (values, column) => {
    const told = [...column.keys()].filter((at) => !Number.isNaN(column[at]));
    const mean = (of: (at: number) => number) => told.reduce((sum, at) => sum + of(at), 0) / told.length;
    const [x, y] = [mean((at) => values[at] as number), mean((at) => column[at] as number)];
    const product = mean((at) => ((values[at] as number) - x) * ((column[at] as number) - y));
    const spread = mean((at) => ((values[at] as number) - x) ** 2) * mean((at) => ((column[at] as number) - y) ** 2);
    return Math.abs(product) / Math.sqrt(spread);
  },
  class: (values, column) => {
    const told = [...column.keys()].filter((at) => !Number.isNaN(column[at]));
    const mean = told.reduce((sum, at) => sum + (values[at] as number), 0) / told.length;
    const of = new Map<number, number[]>();
    for (const at of told) of.set(column[at] as number, [...(of.get(column[at] as number) ?? []), values[at] as number]);
    let between = 0;
    for (const own of of.values()) between += own.length * (own.reduce((sum, value) => sum + value, 0) / own.length - mean) ** 2;
    return between / told.reduce((sum, at) => sum + ((values[at] as number) - mean) ** 2, 0);
  },
};

const columnOf = (kind: FeatureKind, untold = 0.2) => {
  const yes = runs(untold);
  return kind === "two-valued" ? yes : yes.map((value, at) => (kind === "count" ? value * (at % 9) : value + 2 * (at % 3)));
};
const kinds: readonly FeatureKind[] = ["two-valued", "count", "class"];

describe("scores", () => {
  test("are what their definitions say, with ties and with words that do not tell", () => {
    for (const kind of kinds) {
      const column = columnOf(kind);
      const values = noise().map(
        (value, at) => Math.round(8 * (value + (Number.isNaN(column[at]) ? 0 : (column[at] as number)))) / 8,
      );
      expect(scoreUnit(kind, values, column).score, kind).toBeCloseTo(slow[kind](values, column), 6);
    }
  });

  test("say whether the unit is high or low, and are the same for both", () => {
    const column = columnOf("two-valued");
    const values = noise().map((value, at) => value + 2 * (column[at] || 0));
    const up = scoreUnit("two-valued", values, column);
    const down = scoreUnit(
      "two-valued",
      values.map((value) => -value),
      column,
    );
    expect([up.sign, down.sign]).toEqual([1, -1]);
    expect(down.score).toBeCloseTo(up.score, 12);
    const [no, yes] = classMeans(values, column, 2) as [number, number];
    expect(yes - no).toBeGreaterThan(1.5);
    expect(standardisedDifference(values, column)).toBeGreaterThan(1);
    expect(classMeans(values, column, 3)[2]).toBeNull();
  });

  test("are chance where nothing differs", () => {
    const even = new Float32Array(WORDS).fill(1);
    expect(scoreUnit("two-valued", noise(), even)).toEqual({ score: 0.5, sign: 1 });
    expect(scoreUnit("count", even, columnOf("count")).score).toBe(0);
    expect(scoreUnit("class", even, columnOf("class")).score).toBe(0);
  });
});

describe("chance", () => {
  const units = 4;
  const unitValues: UnitValues = { units, words: WORDS, values: noise(units * WORDS) };
  const ranks = finish(rankUnits(unitValues));
  const shifts = shiftsOf(WORDS, 20, 3);
  const rotate = (column: Float32Array, by: number) => Float32Array.from([...column.subarray(by), ...column.subarray(0, by)]);

  test("is the same measure of columns that are shifted: its mean, and of the best units the 95th percentile and the best", () => {
    for (const kind of kinds) {
      for (const untold of [0, 0.3]) {
        const values = columnOf(kind, untold);
        const column: FeatureColumn = { feature: { id: "x", label: "x", kind, values: [], by: "both" }, values };
        const found = finish(measureChance(unitValues, ranks, column, shifts));
        const scores = Array.from(shifts, (shift) =>
          Array.from({ length: units }, (_, unit) =>
            slow[kind](unitValues.values.subarray(unit * WORDS, (unit + 1) * WORDS), rotate(values, shift)),
          ),
        );
        const best = scores.map((own) => Math.max(...own)).toSorted((a, b) => a - b);
        expect(found.shuffles).toBe(20);
        expect(found.mean).toBeCloseTo(scores.flat().reduce((sum, score) => sum + score, 0) / (20 * units), 2);
        expect(found.ninetyFifth).toBeCloseTo(best[18] as number, 2);
        expect(found.best).toBeCloseTo(best[19] as number, 2);
      }
    }
  });

  test("has all units' scores at once, those of two values to within the width of a rank", () => {
    for (const kind of kinds) {
      const values = columnOf(kind);
      const scores = scoreByRanks(unitValues, ranks, { feature: { id: "x", label: "x", kind, values: [], by: "both" }, values });
      scores.forEach((score, unit) => {
        expect(score).toBeCloseTo(slow[kind](unitValues.values.subarray(unit * WORDS, (unit + 1) * WORDS), values), 2);
      });
    }
  });

  test("shifts are far from where the feature stands, seeded, and all over the text", () => {
    expect([...shiftsOf(WORDS, 20, 3)]).toEqual([...shifts]);
    expect(Math.min(...shifts)).toBeGreaterThanOrEqual(WORDS / 8);
    expect(Math.max(...shifts)).toBeLessThan((WORDS * 7) / 8);
    expect(new Set(shifts).size).toBeGreaterThan(14);
  });
});
