import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { explain } from "../../src/engine/explain.ts";
import { typescriptKernels as kernels } from "../../src/engine/kernels/typescript.ts";
import { createRun } from "../../src/engine/run.ts";
import { valueAt, viewSignal } from "../../src/engine/trace.ts";
import { createRandomModel } from "./random-model.ts";

const ids = [3, 1, 4, 1, 5];

function runOf(cell: string, layers = 2) {
  const model = createRandomModel({ cell, layers, units: 6, inputs: 4, vocabulary: 9, seed: 5, start: 0 });
  const run = createRun(model, kernels);
  run.replace(0, ids);
  run.advance(ids.length);
  return run;
}

const sumOf = (terms: readonly { readonly product: number }[]) => terms.reduce((sum, term) => sum + term.product, 0);

describe("the terms of a number", () => {
  test.each(["lstm", "rnn", "feed-forward"])("%s: add up to the number in the trace", (cell) => {
    const run = runOf(cell);
    const { layout } = run.model;
    fc.assert(
      fc.property(fc.nat(1), fc.integer({ min: 1, max: 5 }), fc.nat(5), (layer, step, unit) => {
        for (const { name, part } of layout.signals) {
          if (part === undefined) continue;
          const { terms, total } = explain(run, { kind: "part", layer, step, unit, block: part.block, part: part.kind });
          expect(total).toBe(valueAt(viewSignal(run.trace(), layer, name), step, unit));
          expect(Math.fround(sumOf(terms))).toBe(total);
          expect(terms.every((term) => term.product === term.weight * term.factor)).toBe(true);
        }
      }),
    );
  });

  test("memory names the hidden state before, word the embedding or the layer below", () => {
    const run = runOf("lstm");
    const below = viewSignal(run.trace(), 0, "hiddenState");
    const memory = explain(run, { kind: "part", layer: 0, step: 1, unit: 2, block: 3, part: "memory" });
    expect(memory.factors).toBe("hiddenBefore");
    expect(memory.terms.map((term) => term.factor)).toEqual([0, 1, 2, 3, 4, 5].map((unit) => valueAt(below, 0, unit)));
    expect(memory.terms[4]?.weight).toBe(run.model.layers[0]?.recurrentWeights[(3 * 6 + 2) * 6 + 4]);
    const word = explain(run, { kind: "part", layer: 0, step: 3, unit: 0, block: 0, part: "word" });
    expect(word.factors).toBe("embedding");
    expect(word.terms.map((term) => term.factor)).toEqual([...run.model.embedding.subarray(16, 20)]);
    const above = explain(run, { kind: "part", layer: 1, step: 3, unit: 0, block: 0, part: "word" });
    expect(above.factors).toBe("hiddenBelow");
    expect(above.terms[5]?.factor).toBe(valueAt(below, 3, 5));
    const bias = explain(run, { kind: "part", layer: 1, step: 3, unit: 1, block: 2, part: "bias" });
    expect(bias.total).toBe(run.model.layers[1]?.bias[13]);
  });

  test("of a logit add up to it with the readout's bias", () => {
    const run = runOf("lstm");
    for (let step = 0; step <= ids.length; step++) {
      const logits = run.logits(step);
      logits.forEach((logit, token) => {
        const { total, terms, bias, factors } = explain(run, { kind: "logit", step, token });
        expect(total).toBe(logit);
        expect(sumOf(terms) + bias).toBeCloseTo(logit, 5);
        expect(factors).toBe("hiddenNow");
      });
    }
  });

  test("are refused for what is not there", () => {
    const run = runOf("feed-forward");
    const target = { kind: "part", layer: 0, step: 1, unit: 0, block: 0, part: "word" } as const;
    for (const wrong of [
      { step: 0 },
      { step: 6 },
      { unit: 6 },
      { layer: 2 },
      { block: 1 },
      { unit: 0.5 },
      { part: "memory" as const },
    ]) {
      expect(() => explain(run, { ...target, ...wrong })).toThrow(RangeError);
    }
    expect(() => explain(run, { kind: "logit", step: 1, token: 9 })).toThrow(RangeError);
  });
});
