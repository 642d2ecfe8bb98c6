import { describe, expect, test } from "vitest";
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

describe("the domain of a signal's colours", () => {
  test("is the range of the mathematics where there is one", () => {
    const trace = traceOf(lstm, 4, 3, () => 7);
    expect(domainOf(spec(lstm, "forgetGate"), trace, 0)).toEqual({ low: 0, high: 1 });
    expect(domainOf(spec(lstm, "hiddenState"), trace, 0)).toEqual({ low: -1, high: 1 });
  });

  test("is the next whole number above the 99th percentile for the cell state", () => {
    const oneInAHundred = traceOf(lstm, 100, 4, (_, unit) => (unit === 0 ? -40 : 1.2));
    expect(domainOf(spec(lstm, "cellState"), oneInAHundred, 0)).toEqual({ low: -2, high: 2 });
    const twoInAHundred = traceOf(lstm, 100, 4, (_, unit) => (unit < 2 ? -4.5 : 1.2));
    expect(domainOf(spec(lstm, "cellState"), twoInAHundred, 0)).toEqual({ low: -5, high: 5 });
  });

  test("is never below one, and -1 … 1 before there are numbers", () => {
    const small = traceOf(lstm, 8, 2, () => 0.1);
    expect(domainOf(spec(lstm, "cellState"), small, 0)).toEqual({ low: -1, high: 1 });
    expect(domainOf(spec(lstm, "cellState"), null, 0)).toEqual({ low: -1, high: 1 });
    expect(
      domainOf(
        spec(lstm, "cellState"),
        traceOf(reluRnn, 8, 2, () => 9),
        0,
      ),
    ).toEqual({ low: -1, high: 1 });
  });

  test("stays symmetric about zero for a signal without negative values", () => {
    expect(
      domainOf(
        spec(reluRnn, "hiddenState"),
        traceOf(reluRnn, 8, 2, () => 2.5),
        0,
      ),
    ).toEqual({ low: -3, high: 3 });
  });

  test("does not count what is no number", () => {
    const broken = traceOf(lstm, 100, 1, (_, unit) => (unit < 50 ? Number.NaN : 1.5));
    expect(domainOf(spec(lstm, "cellState"), broken, 0)).toEqual({ low: -2, high: 2 });
  });
});
