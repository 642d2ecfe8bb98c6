import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { wholePercentages } from "../../src/engine/analysis/shares.ts";
import { countVotes } from "../../src/engine/analysis/votes.ts";
import { cells } from "../../src/engine/cells/registry.ts";
import { runWords } from "../../src/engine/gradients/study.ts";
import { typescriptKernels } from "../../src/engine/kernels/typescript.ts";
import { compareRuns, expectAfter, measureSurprises, perplexityOf, runSlowly } from "../../src/engine/prediction.ts";
import { softmax } from "../../src/engine/softmax.ts";
import { valueAt, viewSignal } from "../../src/engine/trace.ts";
import { finish } from "./gradients/finish.ts";
import { createRandomModel } from "./random-model.ts";

const shape = { layers: 2, units: 6, inputs: 5, vocabulary: 9, seed: 4, scale: 0.9 };
const ids = Int32Array.of(3, 1, 4, 1, 5, 8, 2, 6, 5, 3, 5);
const lstm = createRandomModel({ ...shape, cell: "lstm", start: 0 });

describe("whole percentages", () => {
  test("add up to 100, are never a point off, and are zeros where nothing is shared", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 }), (parts) => {
        const whole = wholePercentages(parts);
        const total = parts.reduce((sum, part) => sum + part, 0);
        expect(whole.reduce((sum, percent) => sum + percent, 0)).toBe(total > 0 ? 100 : 0);
        whole.forEach((percent, k) => {
          if (total > 0) expect(Math.abs(percent - ((parts[k] as number) / total) * 100)).toBeLessThan(1 + 1e-9);
        });
      }),
    );
  });

  test("give what is left to those that lost most", () => {
    expect([...wholePercentages([1, 1, 1])]).toEqual([34, 33, 33]);
    expect([...wholePercentages([0.5, 1.5, 198])]).toEqual([0, 1, 99]);
  });
});

describe("votes for a word", () => {
  test("add up with the bias to its logit, and are gate times content where the cell has both", () => {
    for (const { id } of cells) {
      const run = runWords(createRandomModel({ ...shape, cell: id }), ids);
      for (const word of [0, 4, 8]) {
        const { logit, bias, contributions, content, gate, hidden, weights } = countVotes(run, 7, word);
        const sum = contributions.reduce((total, vote) => total + vote, bias);
        expect(Math.abs(sum - logit)).toBeLessThanOrEqual(1e-5 * Math.max(1, Math.abs(logit)));
        expect(logit).toBe(run.logits(7)[word]);
        contributions.forEach((vote, unit) => {
          const held = content === null ? (hidden[unit] as number) : (content[unit] as number) * ((gate?.[unit] as number) ?? 1);
          expect(vote).toBeCloseTo((weights[unit] as number) * held, 5);
        });
      }
    }
    expect(countVotes(runWords(lstm, ids), 3, 1).gate).not.toBeNull();
  });

  test("are refused for a word or a step that is not there", () => {
    const run = runWords(lstm, ids);
    expect(() => countVotes(run, 3, 9)).toThrow(RangeError);
    expect(() => countVotes(run, 12, 0)).toThrow(RangeError);
  });
});

describe("expectations", () => {
  test("are as surprised by each word as the distribution before it says", () => {
    const run = finish(runSlowly(lstm, ids, typescriptKernels));
    const surprises = finish(measureSurprises(run));
    surprises.forEach((bits, k) => {
      expect(bits).toBeCloseTo(-Math.log2(softmax(run.logits(k))[ids[k] as number] as number), 10);
    });
    expect(perplexityOf(surprises)).toBeCloseTo(2 ** (surprises.reduce((sum, bits) => sum + bits, 0) / ids.length), 10);
  });

  test("have no surprise at a first word before which nothing was read", () => {
    const bare = createRandomModel({ ...shape, cell: "rnn" });
    const surprises = finish(measureSurprises(runWords(bare, ids)));
    expect(surprises[0]).toBeNaN();
    expect(perplexityOf(surprises)).toBeGreaterThan(1);
    expect(perplexityOf([Number.NaN])).toBeNaN();
  });

  test("follow the likeliest word where none is named", () => {
    const run = runWords(lstm, ids);
    const { logits, votes } = finish(expectAfter(run, 5, null));
    expect(logits[votes.word]).toBe(Math.max(...logits));
    expect(finish(expectAfter(run, 5, 7)).votes.word).toBe(7);
  });
});

describe("two texts", () => {
  test("differ from the first word on at which they do, and by the distance of their states", () => {
    const other = Int32Array.from(ids);
    other[3] = 7;
    const [a, b] = [runWords(lstm, ids), runWords(lstm, other)];
    const { from, steps, layers } = compareRuns(a, b);
    expect([from, steps, layers.length]).toEqual([4, 11, 2]);
    const [first] = layers;
    expect([...(first?.hidden.slice(0, 3) ?? [])]).toEqual([0, 0, 0]);
    const distance = (step: number) => {
      const [x, y] = [a, b].map((run) => viewSignal(run.trace(), 0, "cellState"));
      let sum = 0;
      for (let u = 0; u < 6; u++)
        sum += (valueAt(x as typeof x & object, step, u) - valueAt(y as typeof y & object, step, u)) ** 2;
      return Math.sqrt(sum);
    };
    expect(first?.cell?.[3]).toBeCloseTo(distance(4), 10);
    expect(first?.cell?.[9]).toBeCloseTo(distance(10), 10);
  });

  test("that are alike have no difference to die, and one that dies by halves has a half-life of a word", () => {
    expect(compareRuns(runWords(lstm, ids), runWords(lstm, ids.slice(0, 5)))).toMatchObject({ from: 0, steps: 5 });
    // Weights this small forget quickly.
    const weak = createRandomModel({ ...shape, cell: "rnn", layers: 1, scale: 0.25 });
    const other = Int32Array.from(ids);
    other[0] = 7;
    const [layer] = compareRuns(runWords(weak, ids), runWords(weak, other)).layers;
    expect(layer?.cell).toBeNull();
    expect(layer?.hiddenDecay?.halfLife).toBeLessThan(2);
    expect(layer?.hidden[0]).toBeGreaterThan(layer?.hidden[9] as number);
  });
});
