import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cells } from "../../src/engine/cells/registry.ts";
import { typescriptKernels } from "../../src/engine/kernels/typescript.ts";
import { createRun, tableBytes } from "../../src/engine/run.ts";
import { softmax } from "../../src/engine/softmax.ts";
import { frameLength } from "../../src/engine/trace.ts";
import { allKernels as all } from "./all-kernels.ts";
import { createRandomModel } from "./random-model.ts";

describe("runs with every kernels", () => {
  const ids = [3, 1, 4, 1, 5, 8, 2, 6, 5, 3, 5, 8, 7, 0, 2];
  const cases = all.flatMap((kernels) => cells.map((cell) => ({ id: kernels.id, kernels, cell: cell.id })));

  test.each(cases)("$id: a suffix of $cell recomputed has the bits of the whole, however it is cut", ({ kernels, cell }) => {
    fc.assert(
      fc.property(
        fc.constantFrom(1, 3, 33),
        fc.integer({ min: 1, max: 2 }),
        fc.integer({ min: 0, max: 14 }),
        fc.integer({ min: 1, max: 7 }),
        (units, layers, from, stride) => {
          const model = createRandomModel({ cell, layers, units, inputs: 5, vocabulary: 9, seed: units, start: 2 });
          const whole = createRun(model, kernels);
          whole.replace(0, ids);
          whole.advance(ids.length);
          const cut = createRun(model, kernels);
          cut.replace(
            0,
            ids.map((id, k) => (k < from ? id : (id + 1) % 9)),
          );
          cut.advance(ids.length);
          cut.replace(from, ids.slice(from));
          while (cut.advance(stride) > 0);
          const length = (ids.length + 1) * frameLength(model.layout);
          expect(cut.trace().values.slice(0, length)).toEqual(whole.trace().values.slice(0, length));
          expect(cut.logitsOf(3, 9)).toEqual(whole.logitsOf(3, 9));
          expect(cut.logits(7)).toEqual(whole.logitsOf(3, 9).slice(4 * 9, 5 * 9));
        },
      ),
      { numRuns: 30 },
    );
  });

  test.each(cases)("$id: $cell with its words tabled has the bits of one without, in any order of words", ({ kernels, cell }) => {
    for (const units of [1, 3, 33, 127]) {
      const model = createRandomModel({ cell, layers: 2, units, inputs: 5, vocabulary: 9, seed: units, start: 2 });
      const plain = createRun(model, kernels);
      const tabled = createRun(model, kernels, "tabled");
      for (const text of [ids, [...ids, ...ids, ...ids, 0, 7].reverse(), [8]]) {
        for (const run of [plain, tabled]) {
          run.replace(0, text);
          while (run.advance(40) > 0);
        }
        const length = (text.length + 1) * frameLength(model.layout);
        expect(tabled.trace().values.slice(0, length)).toEqual(plain.trace().values.slice(0, length));
        expect(tabled.logitsOf(0, text.length)).toEqual(plain.logitsOf(0, text.length));
      }
      expect(tableBytes(model)).toBe(4 * 9 * model.cell.blocks.length * units);
    }
  });

  test.each(cases.filter(({ cell }) => cell === "lstm"))(
    "$id: probabilities are the softmax of the logits",
    ({ kernels, cell }) => {
      const model = createRandomModel({ cell, layers: 1, units: 33, inputs: 5, vocabulary: 67, seed: 4 });
      const run = createRun(model, kernels);
      const text = Array.from({ length: 70 }, (_, k) => (7 * k) % 67);
      run.replace(0, text);
      run.advance(text.length);
      const found = run.probabilitiesOf(1, 70);
      for (let step = 1; step <= 70; step++) {
        softmax(run.logits(step)).forEach((share, id) => {
          expect(Math.abs((found[(step - 1) * 67 + id] as number) - share)).toBeLessThan(4e-7 * share + 1e-37);
        });
      }
      expect(() => run.probabilitiesOf(70, 2)).toThrow("steps 70 to 71 of 70");
    },
  );

  test.each(cases.filter(({ kernels }) => kernels !== typescriptKernels))(
    "$id: every signal of $cell is the reference's to rounding",
    ({ kernels, cell }) => {
      for (const units of [1, 3, 33, 127]) {
        const model = createRandomModel({
          cell,
          layers: 2,
          units,
          inputs: 5,
          vocabulary: 9,
          seed: units,
          scale: 1 / Math.sqrt(units),
        });
        const [ours, reference] = [kernels, typescriptKernels].map((each) => {
          const run = createRun(model, each);
          run.replace(0, ids);
          run.advance(ids.length);
          return run;
        });
        if (ours === undefined || reference === undefined) throw new Error("no run");
        const wanted = reference.trace().values;
        ours.trace().values.forEach((value, k) => {
          expect(Math.abs(value - (wanted[k] as number))).toBeLessThan(4e-6 * Math.max(1, Math.abs(wanted[k] as number)));
        });
        ours.logits(9).forEach((logit, id) => {
          const exact = reference.logits(9)[id] as number;
          expect(Math.abs(logit - exact)).toBeLessThan(4e-6 * Math.max(1, Math.abs(exact)));
        });
      }
    },
  );
});
