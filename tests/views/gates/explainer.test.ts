import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { cells } from "../../../src/engine/cells/registry.ts";
import type { ExplainTarget, Explanation } from "../../../src/engine/explanation.ts";
import { listTerms } from "../../../src/views/gates/explainer-terms.ts";
import { type Naming, nameOrigin, originOf, originsOfTerm } from "../../../src/views/gates/origin.ts";
import {
  closeExplainer,
  explainerStore,
  followOrigin,
  openExplainer,
  returnTo,
} from "../../../src/views/shared/explainer-store.ts";
import type { ModelInfo } from "../../../src/worker/protocol.ts";
import { type TracedText, traceText } from "./traced-unit.ts";

function namingOf({ model, biases }: TracedText): Naming {
  const layers = Array.from({ length: model.config.layers }, (_, layer) => biases(layer));
  const words = Array.from({ length: model.config.vocabulary }, (_, id) => `word-${id}`);
  const info: ModelInfo = {
    config: model.config,
    words,
    biases: layers,
    hasReadout: true,
    bytes: 0,
    found: "",
    doubts: [],
    notes: [],
  };
  return { model: info, cell: model.cell, tokenAt: (step) => ({ text: `text-${step}`, id: step }) };
}

function lastPlaces(value: number, decimals: number): number {
  return Math.round(Number(value.toFixed(decimals)) * 10 ** decimals) + 0; // no minus zero
}

function expectToAddUp(explanation: Explanation, count: number): void {
  const { terms, rest, bias, total, decimals, relation } = listTerms(explanation, count);
  const parts = [...terms.map(({ product }) => product), rest.sum, bias];
  expect(terms.length + rest.count).toBe(explanation.terms.length);
  const sum = parts.reduce((soFar, part) => soFar + lastPlaces(part, decimals), 0);
  expect(sum === lastPlaces(total, decimals)).toBe(relation === "=");
  expect(decimals).toBeLessThanOrEqual(3);
}

describe("explainer", () => {
  afterEach(closeExplainer);

  it("lists the largest terms of a number, the others together, and they add up as printed", () => {
    for (const cell of cells) {
      const text = traceText(cell.id);
      for (let unit = 0; unit < 14; unit++) {
        for (const part of cell.hasMemory ? (["memory", "word", "bias"] as const) : (["word", "bias"] as const)) {
          for (const layer of [0, 1]) expectToAddUp(text.explain({ kind: "part", layer, step: 3, unit, block: 0, part }), 4);
        }
        if (unit < 11) expectToAddUp(text.explain({ kind: "logit", step: 3, token: unit }), 4);
      }
    }
  });

  it("orders terms by size, and lists one that would be left alone", () => {
    const product = fc.float({ min: -5, max: 5, noNaN: true });
    fc.assert(
      fc.property(fc.array(product, { minLength: 1, maxLength: 40 }), (products) => {
        const explanation: Explanation = {
          target: { kind: "logit", step: 1, token: 0 },
          total: products.reduce((sum, value) => sum + value, 0),
          terms: products.map((value, index) => ({ index, weight: value, factor: 1, product: value })),
          bias: 0,
          factors: "hiddenNow",
        };
        expectToAddUp(explanation, 12);
        const { terms, rest } = listTerms(explanation, 12);
        const sizes = terms.map((term) => Math.abs(term.product));
        expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
        expect(rest.count).not.toBe(1);
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  it("names every weight by PyTorch's row and column, and the file has that number there", () => {
    const text = traceText("lstm");
    const naming = namingOf(text);
    const place = { layer: 1, step: 4, unit: 9 };
    const target: ExplainTarget = { kind: "part", ...place, block: 2, part: "memory" };
    const explanation = text.explain(target);
    for (const term of explanation.terms) {
      const { weight, factor } = originsOfTerm(explanation, term, naming);
      const row = 2 * 14 + 9;
      expect(weight).toMatchObject({ tensor: `weight_hh_l1[${row}, ${term.index}]` });
      expect(text.model.layers[1]?.recurrentWeights[row * 14 + term.index]).toBe(term.weight);
      expect(factor).toEqual({ kind: "signal", signal: "hiddenState", layer: 1, step: 3, unit: term.index });
    }
  });

  it("goes from a word's part to the embedding in the first layer, to the layer below in the second", () => {
    const text = traceText("lstm");
    const naming = namingOf(text);
    const factorOf = (layer: number) => {
      const explanation = text.explain({ kind: "part", layer, step: 2, unit: 0, block: 0, part: "word" });
      const [term] = explanation.terms;
      return term && originsOfTerm(explanation, term, naming).factor;
    };
    expect(factorOf(0)).toMatchObject({ kind: "embedding", step: 2, component: 0 });
    expect(factorOf(1)).toEqual({ kind: "signal", signal: "hiddenState", layer: 0, step: 2, unit: 0 });
  });

  it("finds the number behind a piece: a signal before stands one word earlier", () => {
    const place = { layer: 0, step: 5, unit: 47 };
    expect(originOf({ kind: "signal", signal: "cellState", when: "before" }, place)).toEqual({
      kind: "signal",
      signal: "cellState",
      layer: 0,
      step: 4,
      unit: 47,
    });
    const naming = namingOf(traceText("lstm"));
    expect(nameOrigin(originOf({ kind: "part", block: 1, part: "memory" }, place), naming)).toBe(
      "memory part of the forget gate of unit 47, “text-5”",
    );
    expect(nameOrigin({ kind: "signal", signal: "cellState", layer: 0, step: 0, unit: 3 }, naming)).toBe(
      "cell state of unit 3, before the first word",
    );
  });

  it("keeps a trail, goes back along it, and closes before its beginning", () => {
    const first = { kind: "logit", step: 2, token: 7 } as const;
    const second = { kind: "signal", signal: "hiddenState", layer: 0, step: 2, unit: 1 } as const;
    openExplainer(first);
    followOrigin(second);
    expect(explainerStore.getState().trail).toEqual([first, second]);
    returnTo(0);
    expect(explainerStore.getState().trail).toEqual([first]);
    returnTo(-1);
    expect(explainerStore.getState().trail).toEqual([]);
  });
});
