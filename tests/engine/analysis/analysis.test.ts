import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { measureActivity, mostActiveUnit, stateSignal } from "../../../src/engine/analysis/activity.ts";
import { measureHalfLives } from "../../../src/engine/analysis/half-life.ts";
import { orderUnits } from "../../../src/engine/analysis/row-order.ts";
import { lstm } from "../../../src/engine/cells/lstm.ts";
import { rnn } from "../../../src/engine/cells/rnn.ts";
import { viewSignal } from "../../../src/engine/trace.ts";
import { traceOf } from "./trace-of.ts";

describe("activity", () => {
  test("is the mean size of the first state: the cell state where there is one", () => {
    expect(stateSignal({ layers: 1, signals: lstm.signals, units: 1 })).toBe("cellState");
    expect(stateSignal({ layers: 1, signals: rnn.signals, units: 1 })).toBe("hiddenState");
    const trace = traceOf(lstm, {
      cellState: [
        [1, -1],
        [0, 0.5],
        [-3, 2],
      ],
      hiddenState: [
        [9, 9],
        [0, 0],
        [0, 0],
      ],
    });
    expect([...measureActivity(trace, 0)]).toEqual([1, 0.25, 2.5]);
    expect(mostActiveUnit(trace, 0)).toBe(2);
  });

  test("does not count the state before the first word, and goes to the lowest unit among equals", () => {
    const trace = traceOf(rnn, { hiddenState: [[0.5], [0.5]] });
    trace.values[viewSignal(trace, 0, "hiddenState").offset] = 100;
    expect([...measureActivity(trace, 0)]).toEqual([0.5, 0.5]);
    expect(mostActiveUnit(trace, 0)).toBe(0);
  });
});

describe("half-life over the sentence", () => {
  test("is ln 0.5 over the mean of ln f", () => {
    const halfLives = measureHalfLives(
      traceOf(lstm, {
        forgetGate: [
          [0.5, 0.5],
          [0.25, 1],
          [1, 1],
          [0, 1],
        ],
      }),
      0,
    );
    expect([...(halfLives ?? [])]).toEqual([1, 1, Infinity, 0]);
  });

  test("does not lose the product of thousands of gates below the smallest number", () => {
    const gates = Array.from({ length: 5000 }, () => 0.25);
    expect(measureHalfLives(traceOf(lstm, { forgetGate: [gates] }), 0)?.[0]).toBeCloseTo(0.5, 12);
  });

  test("is nothing for a cell without a gate that keeps", () => {
    expect(measureHalfLives(traceOf(rnn, { hiddenState: [[1]] }), 0)).toBe(null);
  });
});

describe("the order of rows", () => {
  const states = [
    [0.1, 0.2, 0.1],
    [1, -1, 1],
    [-0.9, 0.8, -0.9],
    [0.5, -0.5, 0.4],
  ];
  const trace = traceOf(lstm, {
    cellState: states,
    forgetGate: [
      [0.9, 0.9, 0.9],
      [0.1, 0.1, 0.1],
      [1, 1, 1],
      [1, 1, 1],
    ],
  });

  test("follows index, activity or hold, equal holds by index", () => {
    expect(orderUnits(trace, 0, "index")).toEqual([0, 1, 2, 3]);
    expect(orderUnits(trace, 0, "active")).toEqual([1, 2, 3, 0]);
    expect(orderUnits(trace, 0, "half-life")).toEqual([0, 2, 3, 1]);
  });

  test("by similarity begins with the most active unit and goes on with the one that moves most alike", () => {
    expect(orderUnits(trace, 0, "similar")).toEqual([1, 3, 2, 0]);
  });

  test("by similarity goes to the lower index among units that move equally alike, however active they are", () => {
    const wave = [1, -2, 1.5, 0.25];
    const times = (factor: number) => wave.map((value) => factor * value);
    // The most active first; of the others, which all move exactly like it, the lowest index though the least active.
    const alike = traceOf(lstm, { cellState: [times(0.5), times(8), times(1), times(4)], forgetGate: [wave, wave, wave, wave] });
    expect(orderUnits(alike, 0, "active")).toEqual([1, 3, 2, 0]);
    expect(orderUnits(alike, 0, "similar")).toEqual([1, 0, 2, 3]);
  });

  test("by hold is that of activity where no gate keeps", () => {
    expect(orderUnits(traceOf(rnn, { hiddenState: states }), 0, "half-life")).toEqual([1, 2, 3, 0]);
  });

  test("is a permutation, whatever the numbers, and the same for the same numbers", () => {
    const rows = fc.integer({ min: 1, max: 5 }).chain((steps) =>
      fc.array(fc.array(fc.constantFrom(0, 0.5, -0.5, 1), { minLength: steps, maxLength: steps }), {
        minLength: 1,
        maxLength: 9,
      }),
    );
    fc.assert(
      fc.property(rows, fc.constantFrom("active", "half-life", "index", "similar"), (cellState, order) => {
        const random = traceOf(lstm, { cellState, forgetGate: cellState.map((row) => row.map(Math.abs)) });
        const units = orderUnits(random, 0, order);
        expect([...units].sort((a, b) => a - b)).toEqual(cellState.map((_, u) => u));
        expect(orderUnits(random, 0, order)).toEqual(units);
      }),
    );
  });

  test("is by index before the first word", () => {
    expect(orderUnits(traceOf(lstm, { cellState: [[], []] }), 0, "active")).toEqual([0, 1]);
  });
});
