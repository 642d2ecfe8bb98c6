import { describe, expect, test } from "vitest";
import { readUnitLine, tellUnit, type UnitLine } from "../../../src/engine/analysis/unit-line.ts";
import { sayUnitLine } from "../../../src/engine/analysis/unit-line-text.ts";
import { lstm } from "../../../src/engine/cells/lstm.ts";
import { rnn } from "../../../src/engine/cells/rnn.ts";
import { traceOf } from "./trace-of.ts";

const words = ["dog", ".", "“", "come", "here", ",", "dog", "”", "she", "said"];
const wordAt = (step: number) => words[step - 1] as string;
const say = (line: UnitLine | null) => (line === null ? null : sayUnitLine(line, wordAt));

const latch = traceOf(lstm, {
  forgetGate: [
    [0.9, 0.9, 0.0, 1, 1, 0.99, 1, 1, 0.4, 0.2],
    [0.8, 0.03, 0.01, 1, 1, 1, 1, 1, 0, 0.8],
    [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5],
  ],
  cellState: [
    [-1, -1, 1, 1.45, 1.45, 1.5, 1.52, 1.5, 0.6, 0],
    [0, -1, 0.96, 2, 3, 4.1, 5, 10.49, -0.9, -0.7],
    [0.01, 0, 0, -0.05, 0, 0, 0, 0, 0, 0.09],
  ],
});

describe("the line of a unit", () => {
  test("says at which word it is written, what it holds for how long, and when it is dropped", () => {
    const line = readUnitLine(latch, 0, 0, 6);
    expect(line).toMatchObject({ kind: "kept", written: 3, words: 5, last: 8, isHeldStill: false, course: "holds" });
    expect(say(line)).toBe("Unit 0 is written at “, holds +1.5 for 5 words, is dropped at she");
    // The same from every word of the spell.
    for (const step of [3, 4, 5, 7, 8]) expect(readUnitLine(latch, 0, 0, step)).toEqual(line);
    expect(readUnitLine(latch, 0, 0, 9)).toMatchObject({ written: 9, words: 0, last: 9 });
  });

  test("tells a count from what only stays", () => {
    expect(say(readUnitLine(latch, 0, 1, 5))).toBe(
      "Unit 1 is written at “, rises from +1.0 to +10 over 5 words, is dropped at she",
    );
  });

  test("says so where a unit is silent in the whole sentence", () => {
    expect(readUnitLine(latch, 0, 2, 4)).toEqual({ kind: "silent", unit: 2 });
    expect(say(tellUnit(latch, 0, 2))).toBe("Unit 2 is silent here");
  });

  test("speaks of what is held from before the first word, and still at the last", () => {
    const trace = traceOf(lstm, { forgetGate: [[1, 1, 0.9, 1]], cellState: [[-2, -2, -1.9, -2]] });
    expect(say(readUnitLine(trace, 0, 0, 2))).toBe("Unit 0 holds from before the first word −2.0 for 4 words, is held still");
  });

  test("without a pinned word tells the spell that has most of the feature, else the longest and largest", () => {
    const isOn = words.map((_, at) => (at >= 8 ? 1 : 0));
    expect(tellUnit(latch, 0, 0, isOn)).toMatchObject({ written: 9 });
    expect(tellUnit(latch, 0, 0)).toMatchObject({ written: 3, last: 8 });
  });

  test("of a cell without a keeping gate is read from the sign of its state", () => {
    const trace = traceOf(rnn, { hiddenState: [[-0.5, -0.4, 0.9, 0.8, 0.8, 0.7, 0.9, 0.8, -0.6, -0.9]] });
    expect(readUnitLine(trace, 0, 0, 5)).toMatchObject({ kind: "signed", written: 3, words: 5, last: 8, isHeldStill: false });
    expect(say(readUnitLine(trace, 0, 0, 10))).toBe("Unit 0 is set at she, holds −0.9 for 1 word, is held still");
  });

  test("does not exist beyond the sentence", () => {
    expect(readUnitLine(latch, 0, 0, 0)).toBeNull();
    expect(readUnitLine(latch, 0, 0, 11)).toBeNull();
    expect(tellUnit(traceOf(lstm, { forgetGate: [[]], cellState: [[]] }), 0, 0)).toBeNull();
  });
});
