import { describe, expect, test } from "vitest";
import { measureBounds } from "../../../src/engine/analysis/value-bounds.ts";
import type { CellType } from "../../../src/engine/cell.ts";
import { lstm } from "../../../src/engine/cells/lstm.ts";
import { reluRnn } from "../../../src/engine/cells/rnn.ts";
import type { Trace } from "../../../src/engine/trace.ts";
import { domainOf } from "../../../src/views/shared/value-domain.ts";

/** A trace of one layer in which every number of the signal at a step and unit is `value(step, unit)`. */
function traceOf(cell: CellType, units: number, steps: number, value: (step: number, unit: number) => number): Trace {
  const signals = cell.signals;
  const values = new Float32Array((steps + 1) * signals.length * units);
  for (let t = 1; t <= steps; t++) {
    for (let s = 0; s < signals.length; s++) {
      for (let u = 0; u < units; u++) values[(t * signals.length + s) * units + u] = value(t, u);
    }
  }
  return { layout: { layers: 1, signals, units }, values, steps };
}

const spec = (cell: CellType, name: string) => {
  const found = cell.signals.find((signal) => signal.name === name);
  if (found === undefined) throw new Error(name);
  return found;
};

const boundOf = (trace: Trace, name: string) => measureBounds(trace, 0).get(name);

describe("the domain of a signal's colours", () => {
  test("is the range of the mathematics where there is one", () => {
    const bounds = new Map([["hiddenState", 7]]);
    expect(domainOf(spec(lstm, "forgetGate"), bounds)).toEqual({ low: 0, high: 1 });
    expect(domainOf(spec(lstm, "hiddenState"), bounds)).toEqual({ low: -1, high: 1 });
  });

  test("reaches to the signal's bound on both sides where there is none, and from -1 to 1 before there are numbers", () => {
    expect(domainOf(spec(lstm, "cellState"), new Map([["cellState", 3]]))).toEqual({ low: -3, high: 3 });
    expect(domainOf(spec(reluRnn, "hiddenState"), new Map([["hiddenState", 3]]))).toEqual({ low: -3, high: 3 });
    expect(domainOf(spec(lstm, "cellState"), new Map())).toEqual({ low: -1, high: 1 });
  });
});

describe("the bounds of open signals", () => {
  test("are there for them alone", () => {
    expect([
      ...measureBounds(
        traceOf(lstm, 4, 3, () => 7),
        0,
      ),
    ]).toEqual([["cellState", 7]]);
    expect([
      ...measureBounds(
        traceOf(reluRnn, 4, 3, () => 2.5),
        0,
      ),
    ]).toEqual([["hiddenState", 3]]);
  });

  test("are the next whole number above the 99th percentile", () => {
    const oneInAHundred = traceOf(lstm, 100, 4, (_, unit) => (unit === 0 ? -40 : 1.2));
    expect(boundOf(oneInAHundred, "cellState")).toBe(2);
    const twoInAHundred = traceOf(lstm, 100, 4, (_, unit) => (unit < 2 ? -4.5 : 1.2));
    expect(boundOf(twoInAHundred, "cellState")).toBe(5);
  });

  test("are never below one", () => {
    const small = traceOf(lstm, 8, 2, () => 0.1);
    expect(boundOf(small, "cellState")).toBe(1);
  });

  test("do not count what is no number", () => {
    const broken = traceOf(lstm, 100, 1, (_, unit) => (unit < 50 ? Number.NaN : 1.5));
    expect(boundOf(broken, "cellState")).toBe(2);
  });
});
