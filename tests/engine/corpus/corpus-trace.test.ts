import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { holdsFrom, longHolds } from "../../../src/engine/analysis/hold-lengths.ts";
import { spreadHolds } from "../../../src/engine/analysis/hold-spread.ts";
import { CORPUS_WORDS, codedValue, corpusBytes, LARGEST_CODE, traceCorpus } from "../../../src/engine/corpus/corpus-trace.ts";
import { finish } from "../../../src/engine/gradients/progress.ts";
import { typescriptKernels } from "../../../src/engine/kernels/typescript.ts";
import { createRun } from "../../../src/engine/run.ts";
import { valueAt, viewSignal } from "../../../src/engine/trace.ts";
import { createRandomModel } from "../random-model.ts";

const signals = ["forgetGate", "cellState", "hiddenState"];

const modelOf = (seed: number, scale: number) =>
  createRandomModel({ cell: "lstm", layers: 2, units: 6, inputs: 5, vocabulary: 13, seed, scale, start: 1 });

const idsOf = (seed: number, words: number) => Int32Array.from({ length: words }, (_, k) => (k * k * 5 + seed * 3) % 13);

describe("a corpus trace", () => {
  test("holds what a run of the whole text holds, to within its scale", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 1, max: 150 }),
        fc.constantFrom(0.3, 1, 3),
        (seed, words, scale) => {
          const model = modelOf(seed, scale);
          const ids = idsOf(seed, words);
          const run = createRun(model, typescriptKernels);
          run.replace(0, ids);
          run.advance(words);
          const corpus = finish(traceCorpus(model, ids, { layer: 1, signals }, typescriptKernels));
          for (const name of signals) {
            const exact = viewSignal(run.trace(), 1, name);
            const coded = corpus.signals.get(name);
            if (coded === undefined) throw new Error(name);
            for (let unit = 0; unit < 6; unit++) {
              const own = coded.scales[unit] as number;
              const least = own > 1.5 / LARGEST_CODE ? own : own / 2;
              for (let word = 0; word < words; word++) {
                expect(Math.abs(codedValue(coded, unit, word) - valueAt(exact, word + 1, unit))).toBeLessThanOrEqual(
                  least * 1.0001,
                );
              }
            }
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  test("a unit that outgrows its scale doubles it until its largest value fits; the others keep theirs", () => {
    const model = modelOf(7, 3);
    const corpus = finish(traceCorpus(model, idsOf(7, 200), { layer: 0, signals: ["cellState"] }, typescriptKernels));
    const { scales, codes } = corpus.signals.get("cellState") ?? { scales: [], codes: [] };
    const doublings = Array.from(scales, (scale) => Math.log2(scale * LARGEST_CODE));
    for (const doubling of doublings) expect(doubling).toBeCloseTo(Math.round(doubling), 5);
    expect(Math.max(...doublings)).toBeGreaterThan(0.5);
    expect(Math.max(...codes)).toBeGreaterThan(LARGEST_CODE / 2 - 1);
  });

  test("holds are those of the beginning of the text, from float32, not from the bytes", () => {
    const model = modelOf(3, 2);
    const ids = idsOf(3, 120);
    const run = createRun(model, typescriptKernels);
    run.replace(0, ids);
    run.advance(120);
    const exact = longHolds(run.trace(), 1);
    const corpus = finish(traceCorpus(model, ids, { layer: 1, signals: [] }, typescriptKernels));
    expect(corpus.holds?.words).toBe(120);
    expect(corpus.holds?.ninetieth.map((hold) => hold.words)).toEqual([...(exact ?? [])]);
    const gates = viewSignal(run.trace(), 1, "forgetGate");
    corpus.holds?.median.forEach((median, unit) => {
      const own = Array.from({ length: 120 }, (_, k) => valueAt(gates, k + 1, unit));
      expect(median).toEqual(spreadHolds(holdsFrom(own))?.median);
    });
    const view = viewSignal(run.trace(), 1, "inputGate");
    const mean = Array.from({ length: 120 }, (_, k) => valueAt(view, k + 1, 2)).reduce((sum, value) => sum + value, 0) / 120;
    expect(corpus.means.get("inputGate")?.[2]).toBeCloseTo(mean, 9);
  });

  test("has holds only where something is kept by a gate", () => {
    const model = createRandomModel({ cell: "rnn", layers: 1, units: 4, inputs: 3, vocabulary: 13, seed: 1 });
    const corpus = finish(traceCorpus(model, idsOf(1, 40), { layer: 0, signals: ["hiddenState"] }, typescriptKernels));
    expect(corpus.holds).toBeNull();
  });

  test("yields as it goes, tells its memory before it starts, and refuses what it cannot read", () => {
    const model = modelOf(1, 1);
    const work = traceCorpus(model, idsOf(1, 2000), { layer: 0, signals }, typescriptKernels);
    const told: number[] = [];
    for (let next = work.next(); !next.done; next = work.next()) told.push(next.value);
    expect(told.length).toBeGreaterThanOrEqual(4);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(corpusBytes(1_000_000, 256, 2)).toBe(516_000_000);
    const refuse =
      (ids: Int32Array, choice = { layer: 0, signals }) =>
      () =>
        finish(traceCorpus(model, ids, choice, typescriptKernels));
    expect(refuse(new Int32Array(CORPUS_WORDS + 1))).toThrow("1000001 words are more than 1000000");
    expect(refuse(Int32Array.of(13))).toThrow("an id beyond 13");
    expect(refuse(idsOf(1, 3), { layer: 2, signals })).toThrow("layer 2 of 2");
    expect(refuse(idsOf(1, 3), { layer: 0, signals: ["x"] })).toThrow("no signal x");
  });
});
