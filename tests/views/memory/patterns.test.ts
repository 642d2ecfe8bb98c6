import { describe, expect, test } from "vitest";
import { lstm } from "../../../src/engine/cells/lstm.ts";
import { matchesAsCsv } from "../../../src/views/memory/matches-csv.ts";
import { clampSelected, mostUnits, patternOf, readUnits } from "../../../src/views/memory/pattern-from.ts";

const signal = (name: string) => {
  const spec = lstm.signals.find((each) => each.name === name);
  if (spec === undefined) throw new Error(name);
  return spec;
};
/** Two units over two words; step 0 is the initial frame. */
const view = { values: Float32Array.of(0, 0, 0.9, -0.8, 0.1, 0.7), offset: 0, stepStride: 2, steps: 2, units: 2 };

describe("a pattern from a selection", () => {
  test("reads every cell against the threshold: above, below its negative; what lies between says nothing", () => {
    const pattern = patternOf({ from: 1, to: 2, units: [0, 1] }, { view, spec: signal("cellState"), threshold: 0.5 });
    expect(pattern).toEqual({
      signal: "cellState",
      threshold: 0.5,
      length: 2,
      conditions: [
        { offset: 0, unit: 0, reading: "high" },
        { offset: 0, unit: 1, reading: "low" },
        { offset: 1, unit: 1, reading: "high" },
      ],
      leastUnits: 2,
      sparedWords: 0,
    });
    expect(mostUnits(pattern)).toBe(2);
  });

  test("of small values alone asks for small values", () => {
    const { conditions } = patternOf({ from: 2, to: 2, units: [0] }, { view, spec: signal("cellState"), threshold: 0.5 });
    expect(conditions).toEqual([{ offset: 0, unit: 0, reading: "between" }]);
  });

  test("of a gate is open or shut", () => {
    const { conditions } = patternOf({ from: 2, to: 2, units: [0, 1] }, { view, spec: signal("forgetGate"), threshold: 0.5 });
    expect(conditions.map(({ reading }) => reading)).toEqual(["low", "high"]);
  });

  test("stays within the sentence and within what a pattern may have", () => {
    expect(clampSelected({ from: 9, to: 3, units: [1] }, 5)).toEqual({ from: 3, to: 5, units: [1] });
    const all = Array.from({ length: 500 }, (_, unit) => unit);
    const { from, to, units } = clampSelected({ from: 1, to: 50, units: all }, 50);
    expect([from, to, units.length]).toEqual([1, 20, 100]);
  });

  test("takes units by number, each once; anything else is refused", () => {
    expect(readUnits("12, 47 12", 48)).toEqual([12, 47]);
    for (const wrong of ["", "48", "a", "1,-2", "1.5"]) expect(readUnits(wrong, 48), wrong).toBeNull();
  });
});

describe("matches as CSV", () => {
  test("are a line each, with their words and what holds", () => {
    const words = ["a", 'say "no"', "b", "c"];
    const matches = { total: 2, best: [], words: Int32Array.of(0, 2), held: Uint16Array.of(3, 2), expected: 1 };
    const pattern = {
      signal: "cellState",
      threshold: 1,
      length: 1,
      conditions: [0, 1, 2].map((unit) => ({ offset: 0, unit, reading: "high" as const })),
      leastUnits: 2,
      sparedWords: 0,
    };
    expect(matchesAsCsv(matches, pattern, (word) => words[word] ?? "")).toBe(
      'word,held,conditions,before,match,after\n0,3,3,"","a","say ""no"" b c"\n2,2,3,"a say ""no""","b","c"\n',
    );
  });
});
