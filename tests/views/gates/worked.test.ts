import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { UnitReader, Worked } from "../../../src/engine/cell.ts";
import { cells } from "../../../src/engine/cells/registry.ts";
import { valueAt, viewSignal } from "../../../src/engine/trace.ts";
import { zeroReader } from "../../../src/views/gates/shown-unit.ts";
import { groupPieces, numberWidth } from "../../../src/views/gates/worked-line.tsx";
import { type PrintedWork, printWork } from "../../../src/views/shared/printed-work.ts";
import { createUnitReader } from "../../../src/views/shared/unit-reader.ts";
import { traceText } from "./traced-unit.ts";

/** A printed number in units of its last decimal. */
function inLastPlace(text: string, decimals: number): number {
  return Math.round(Number(text.replace("−", "-").replace("+", "").replace(/ /g, "")) * 10 ** decimals);
}

function printedOf(printed: PrintedWork, id: string): string {
  const text = id === "result" ? printed.result : (printed.numbers.get(id) ?? printed.captions.get(id));
  if (text === undefined) throw new Error(`${id} is not printed`);
  return text;
}

/** Fails where a printed sum does not add up; where no number of decimals agrees, float32 has run out at seven. */
function expectSumsToAddUp(worked: Worked): void {
  const printed = printWork(worked);
  for (const { parts, total } of worked.sums) {
    const text = printedOf(printed, total);
    const decimals = text.split(".")[1]?.length ?? 0;
    for (const id of parts) expect(printedOf(printed, id).split(".")[1]).toHaveLength(decimals);
    const sum = parts.reduce((soFar, id) => soFar + inLastPlace(printedOf(printed, id), decimals), 0);
    if (decimals < 7)
      expect(sum, `${parts.map((id) => printedOf(printed, id)).join(" ")} = ${text}`).toBe(inLastPlace(text, decimals));
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
      for (const stage of cell.stages) {
        if (stage.work === undefined || stage.signal === undefined) continue;
        for (let layer = 0; layer < 2; layer++) {
          const view = viewSignal(trace, layer, stage.signal);
          for (let step = 1; step <= trace.steps; step++) {
            for (let unit = 0; unit < trace.layout.units; unit++) {
              const worked = stage.work(createUnitReader(trace, biases(layer), { layer, step, unit }));
              expectSumsToAddUp(worked);
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

  it("print sums that add up whatever the numbers are", () => {
    const number = fc.float({ min: -20, max: 20, noNaN: true });
    const forget = cells[0]?.stages.find(({ id }) => id === "forget");
    const update = cells[0]?.stages.find(({ id }) => id === "update");
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
        expectSumsToAddUp(forget.work(read));
        expectSumsToAddUp(update.work(updateRead));
      }),
      { seed: 11, numRuns: 500 },
    );
  });

  it("have the same pieces at every step", () => {
    for (const cell of cells) {
      const { trace, biases } = traceText(cell.id);
      const read = createUnitReader(trace, biases(0), { layer: 0, step: 2, unit: 5 });
      const shape = (worked: Worked | undefined) =>
        worked?.pieces.map((piece) => (piece.kind === "mark" ? piece.text : piece.id));
      for (const { work } of cell.stages) expect(shape(work?.(read))).toEqual(shape(work?.(zeroReader)));
    }
  });

  it("write a later term's sign as an operator, others' only below zero", () => {
    const forget = cells[0]?.stages[0]?.work;
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
    const update = cells[0]?.stages.find(({ id }) => id === "update")?.work?.(zeroReader);
    const groups = update === undefined ? [] : groupPieces(update);
    expect(groups.map(({ pieces, caption }) => `${pieces.length} ${caption?.text ?? "-"}`)).toEqual(["3 kept", "1 -", "3 new"]);
  });

  it("know how wide a number is before it is laid out", () => {
    expect(numberWidth("0.87")).toBeCloseTo(1.778);
    expect(numberWidth("− 0.10")).toBeCloseTo(1.778 + 0.778 + 0.25);
  });
});
