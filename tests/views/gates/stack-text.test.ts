import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lstm } from "../../../src/engine/cells/lstm.ts";
import type { Trace } from "../../../src/engine/trace.ts";
import { readCell } from "../../../src/views/gates/cell-reading.ts";
import { describeHovered } from "../../../src/views/gates/cell-words.ts";
import { columnText } from "../../../src/views/gates/column-text.ts";
import { describeRows } from "../../../src/views/gates/rows-text.ts";
import { describeMean, formatEnd, formatExactly, speakCell } from "../../../src/views/gates/signal-text.ts";

const spec = (name: string) => {
  const found = lstm.signals.find((signal) => signal.name === name);
  if (found === undefined) throw new Error(name);
  return found;
};

const UNITS = 2;

/** One word after an initial frame; every unit has the same numbers. */
function traceOf(before: Record<string, number>, now: Record<string, number>): Trace {
  const frames = [before, now].flatMap((frame) => lstm.signals.flatMap(({ name }) => Array(UNITS).fill(frame[name] ?? 0)));
  return { layout: { layers: 1, signals: lstm.signals, units: UNITS }, values: Float32Array.from(frames), steps: 1 };
}

const trace = traceOf(
  { cellState: 1.6464 },
  {
    forgetGate: 0.65,
    inputGate: 0.8,
    candidate: -0.4,
    cellState: 0.75016,
    forgetGateMemory: -0.41,
    forgetGateWord: 0.12,
  },
);
const state = {
  layer: 0,
  text: "Mice",
  tokens: [{ text: "mice", id: 3, known: true, start: 0, end: 4 }],
  unit: 1,
  step: 1,
  stage: "forget",
  answersHidden: false,
  model: { config: { cell: "lstm" }, biases: [new Float32Array(lstm.blocks.length * UNITS).fill(0.5)] },
} as unknown as Parameters<typeof describeHovered>[1];
const describeAt = (name: string, now: Partial<typeof state> = {}) =>
  describeHovered(trace, { ...state, ...now }, { cell: lstm, signal: spec(name), hint: "click to pin" }, { unit: 1, step: 1 });

describe("what is said of a cell", () => {
  test("names signal, unit, word and value", () => {
    expect(speakCell(spec("forgetGate"), 47, { word: "sat", value: 0.874, isCovered: false })).toBe(
      "forget gate, unit 47, sat, 0.87",
    );
    expect(speakCell(spec("cellState"), 47, { word: "sat", value: -0.18, isCovered: false })).toBe(
      "cell state, unit 47, sat, −0.18",
    );
  });

  test("the tooltip of a state tells the parts that it is the sum of", () => {
    expect(describeAt("cellState")).toEqual({
      symbol: "C",
      hue: "c",
      where: "unit 1, “Mice” (1)",
      value: "+0.75",
      parts: "kept +1.07, new −0.32",
      hint: "click to pin",
    });
  });

  test("the tooltip of a gate tells what goes into it", () => {
    expect(describeAt("forgetGate")).toMatchObject({ value: "0.65", parts: "memory −0.41, word +0.12, bias +0.50" });
  });

  test("the number that is to be guessed is neither in its tooltip nor told, nor what tells it", () => {
    const hidden = { answersHidden: true };
    expect(describeAt("forgetGate", hidden)).toEqual({
      symbol: "f",
      hue: "f",
      where: "unit 1, “Mice” (1)",
      value: "?",
      hint: "click to pin",
    });
    expect(describeAt("cellState", hidden)).not.toHaveProperty("parts");
    expect(describeAt("cellState", { ...hidden, stage: "update" })).not.toMatchObject({ value: "+0.75" });
    const reading = readCell(trace, { ...state, ...hidden }, spec("forgetGate"), { unit: 1, step: 1 });
    expect(reading && speakCell(spec("forgetGate"), 1, reading)).toBe("forget gate, unit 1, Mice, hidden");
  });

  test("other units, other words and the stages before keep their numbers while one is to be guessed", () => {
    expect(describeAt("forgetGate", { answersHidden: true, unit: 0 })).toMatchObject({ value: "0.65" });
    expect(describeAt("forgetGate", { answersHidden: true, step: 2 })).toMatchObject({ value: "0.65" });
    const later = describeAt("forgetGate", { answersHidden: true, stage: "update" });
    expect(later).toMatchObject({ value: "0.65", parts: "memory −0.41, word +0.12, bias +0.50" });
  });

  test("nothing is said of a number that is not there yet", () => {
    expect(readCell(trace, state, spec("cellState"), { unit: 0, step: 2 })).toBeNull();
    expect(readCell(null, state, spec("cellState"), { unit: 0, step: 1 })).toBeNull();
  });

  test("a gate's mean is read as what it does, a signed signal's as its size", () => {
    expect([describeMean(spec("forgetGate"), 0.641), describeMean(spec("cellState"), 0.487)]).toEqual([
      "keeps 0.64 on average",
      "mean size 0.49",
    ]);
  });

  test("ends of a scale are whole numbers, signed where the values are", () => {
    expect([formatEnd(spec("inputGate"), 0), formatEnd(spec("inputGate"), 1), formatEnd(spec("cellState"), -2)]).toEqual([
      "0",
      "1",
      "−2",
    ]);
  });
});

describe("numbers that are copied", () => {
  test("read back to the same float32 in the fewest digits", () => {
    expect([0.5, Math.fround(0.1), Math.fround(1 / 3), -2].map(formatExactly)).toEqual(["0.5", "0.1", "0.33333334", "-2"]);
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Math.fround(Number(formatExactly(value)))).toBe(value === 0 ? 0 : value);
      }),
    );
  });

  test("a word's column is a line of names and a line a unit, separated by tabs", () => {
    const signals = [spec("forgetGate"), spec("candidate")];
    const place = { layer: 0, step: 1 };
    expect(columnText(trace, place, signals, () => false)).toBe("unit\tforget gate\tcandidate\n0\t0.65\t-0.4\n1\t0.65\t-0.4\n");
    expect(columnText(trace, place, signals, (name, unit) => name === "candidate" && unit === 1)).toBe(
      "unit\tforget gate\tcandidate\n0\t0.65\t-0.4\n1\t0.65\t?\n",
    );
  });
});

test("the line under the trace says which units are drawn", () => {
  expect(describeRows(24, 128, "active")).toBe("23 most active of 128 and the pinned unit");
  expect(describeRows(24, 4096, "index")).toBe("First 23 of 4,096 and the pinned unit");
  expect(describeRows(64, 64, "half-life")).toBe("All 64 units, longest hold first");
});
