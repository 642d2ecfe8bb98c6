import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CellType } from "../../../src/engine/cell.ts";
import { equationsOf } from "../../../src/engine/cells/equations.ts";
import { cells } from "../../../src/engine/cells/registry.ts";
import type { UnitReader, Worked } from "../../../src/engine/equation.ts";
import { valueAt, viewSignal } from "../../../src/engine/trace.ts";
import { zeroReader } from "../../../src/views/gates/shown-unit.ts";
import { groupPieces, numberWidth } from "../../../src/views/gates/worked-line.tsx";
import { type PrintedWork, printWork, workedValue } from "../../../src/views/shared/printed-work.ts";
import { createUnitReader } from "../../../src/views/shared/unit-reader.ts";
import { traceText } from "./traced-unit.ts";

function plainNumber(text: string): number {
  return Number(text.replace("−", "-").replace(/[+≈ ]/g, ""));
}

/** A printed number in units of its last decimal. */
function inLastPlace(text: string, decimals: number): number {
  return Math.round(plainNumber(text) * 10 ** decimals) + 0; // no minus zero
}

function printedOf(printed: PrintedWork, id: string): string {
  const text = id === "result" ? printed.result : (printed.numbers.get(id) ?? printed.captions.get(id));
  if (text === undefined) throw new Error(`${id} is not printed`);
  return text;
}

/** Decimals of a printed number. */
function decimalsIn(text: string): number {
  return text.split(".")[1]?.length ?? 0;
}

/**
 * Fails where a line prints more than three decimals, says `=` where its printed parts do not add up, says `≈` where two or three
 * decimals would have done, or prints a product that its printed factors do not give.
 */
function expectToCheckByEye(worked: Worked): void {
  const printed = printWork(worked);
  for (const text of [...printed.numbers.values(), ...printed.captions.values(), printed.result]) {
    expect(decimalsIn(text), text).toBeLessThanOrEqual(3);
  }
  for (const { parts, total } of worked.sums) {
    const text = printedOf(printed, total);
    const decimals = decimalsIn(text);
    for (const id of parts) expect(decimalsIn(printedOf(printed, id))).toBe(decimals);
    const adds = (places: number, textOf: (id: string) => string) =>
      parts.reduce((soFar, id) => soFar + inLastPlace(textOf(id), places), 0) === inLastPlace(textOf(total), places);
    const line = `${parts.map((id) => printedOf(printed, id)).join(" ")} ${printed.relations.get(total)} ${text}`;
    const isEqual = adds(decimals, (id) => printedOf(printed, id));
    expect(printed.relations.get(total), line).toBe(isEqual ? "=" : "≈");
    const size = Math.max(...[...parts, total].map((id) => Math.abs(workedValue(worked, id))));
    if (!isEqual && size < 10) {
      for (const places of [2, 3])
        expect(
          adds(places, (id) => workedValue(worked, id).toFixed(places)),
          line,
        ).toBe(false);
    }
  }
  for (const { id, under } of worked.captions ?? []) {
    const text = printedOf(printed, id);
    const product = under.reduce((soFar, factor) => soFar * plainNumber(printedOf(printed, factor)), 1);
    const isEqual = Number(product.toFixed(decimalsIn(text))) === plainNumber(text) + 0;
    expect(text.startsWith("≈"), `${under.map((factor) => printedOf(printed, factor)).join(" × ")}: ${text}`).toBe(!isEqual);
  }
}

const squash = { σ: (x: number) => 1 / (1 + Math.exp(-x)), tanh: Math.tanh, ReLU: (x: number) => Math.max(0, x) };

/** The value of the line as it stands: the marks say what is done with the numbers. */
function evaluate({ pieces }: Worked): number {
  const source = pieces.map((piece) => (piece.kind === "mark" ? piece.text : `${piece.isLaterTerm ? "+" : ""}(${piece.value})`));
  const [first = ""] = source.join("").split("=");
  const javascript = first.replace(/×/g, "*").replace(/σ|tanh|ReLU/g, (name) => `squash.${name}`);
  return new Function("squash", `return ${javascript}`)(squash) as number;
}

describe("lines of numbers", () => {
  it("print parts that add up to the number that the trace has, in every cell, layer, word and unit", () => {
    for (const cell of cells) {
      const { trace, biases } = traceText(cell.id);
      for (const stage of equationsOf(cell)) {
        if (stage.work === undefined || stage.signal === undefined) continue;
        for (let layer = 0; layer < 2; layer++) {
          const view = viewSignal(trace, layer, stage.signal);
          for (let step = 1; step <= trace.steps; step++) {
            for (let unit = 0; unit < trace.layout.units; unit++) {
              const worked = stage.work(createUnitReader(trace, biases(layer), { layer, step, unit }));
              expectToCheckByEye(worked);
              expect(worked.result.value).toBe(valueAt(view, step, unit));
              expect(Math.abs(evaluate(worked) - worked.result.value)).toBeLessThanOrEqual(
                2e-6 * Math.max(1, Math.abs(worked.result.value)),
              );
            }
          }
        }
      }
    }
  });

  it("check by eye whatever the numbers are", () => {
    const number = fc.oneof(
      fc.float({ min: -20, max: 20, noNaN: true }),
      fc.float({ min: -1.5, max: 1.5, noNaN: true }),
      fc.float({ min: -900, max: 900, noNaN: true }),
    );
    const forget = equationsOf(cells[0] as CellType).find(({ id }) => id === "forget");
    const update = equationsOf(cells[0] as CellType).find(({ id }) => id === "update");
    fc.assert(
      fc.property(number, number, number, number, (a, b, c, d) => {
        const read: UnitReader = {
          signal: (name, when) =>
            name.endsWith("Memory") ? a : name.endsWith("Word") ? b : name === "cellState" && when === "before" ? d : c / 20,
          bias: () => c,
        };
        const sum = Math.fround((c / 20) * d + (c / 20) * (c / 20));
        const updateRead: UnitReader = {
          ...read,
          signal: (name, when) => (name === "cellState" && when === "now" ? sum : read.signal(name, when)),
        };
        if (forget?.work === undefined || update?.work === undefined) throw new Error("the LSTM has lost a stage");
        expectToCheckByEye(forget.work(read));
        expectToCheckByEye(update.work(updateRead));
      }),
      { seed: 11, numRuns: 2000 },
    );
  });

  it("keep to their width, however large the numbers are", () => {
    const number = fc.float({ noNaN: true, noDefaultInfinity: true });
    for (const cell of cells) {
      const { id } = cell;
      for (const { id: stage, work } of equationsOf(cell)) {
        if (work === undefined) continue;
        fc.assert(
          fc.property(fc.array(number, { minLength: 7, maxLength: 7 }), (values) => {
            let at = 0;
            const next = () => values[at++ % values.length] as number;
            for (const text of printWork(work({ signal: next, bias: next })).numbers.values()) {
              expect(text.replace(/[ +−]/g, "").length, `${id} ${stage}: ${text}`).toBeLessThanOrEqual(10);
            }
          }),
          { seed: 3, numRuns: 200 },
        );
      }
    }
  });

  it("have the same pieces at every step", () => {
    for (const cell of cells) {
      const { trace, biases } = traceText(cell.id);
      const read = createUnitReader(trace, biases(0), { layer: 0, step: 2, unit: 5 });
      const shape = (worked: Worked | undefined) =>
        worked?.pieces.map((piece) => (piece.kind === "mark" ? piece.text : piece.id));
      for (const { work } of equationsOf(cell)) expect(shape(work?.(read))).toEqual(shape(work?.(zeroReader)));
    }
  });

  it("write a later term's sign as an operator, others' only below zero", () => {
    const forget = equationsOf(cells[0] as CellType)[0]?.work;
    const read: UnitReader = {
      signal: (name) => (name.endsWith("Memory") ? 0.06 : name.endsWith("Word") ? -1.16 : 0.25),
      bias: () => 0.05,
    };
    const printed = forget && printWork(forget(read));
    expect(printed && [...printed.numbers]).toEqual([
      ["memory", "0.06"],
      ["word", "− 1.16"],
      ["bias", "+ 0.05"],
      ["sum", "−1.05"],
    ]);
    expect(printed?.result).toBe("0.25");
  });

  it("gather the factors of a part above its caption", () => {
    const update = equationsOf(cells[0] as CellType)
      .find(({ id }) => id === "update")
      ?.work?.(zeroReader);
    const groups = update === undefined ? [] : groupPieces(update);
    expect(groups.map(({ pieces, caption }) => `${pieces.length} ${caption?.text ?? "-"}`)).toEqual(["3 kept", "1 -", "3 new"]);
  });

  it("know how wide a number is before it is laid out", () => {
    expect(numberWidth("0.87")).toBeCloseTo(1.778);
    expect(numberWidth("− 0.10")).toBeCloseTo(1.778 + 0.778 + 0.25);
  });
});

describe("the equations of a cell", () => {
  it.each(cells.map((cell) => ({ id: cell.id, cell })))("$id: are those of its stages, in their order", ({ cell }) => {
    const told = equationsOf(cell).map(({ id, label, signal }) => ({ id, label, ...(signal === undefined ? {} : { signal }) }));
    expect(told).toEqual(cell.stages);
  });
});
