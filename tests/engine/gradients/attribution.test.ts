import { describe, expect, test } from "vitest";
import { attribute } from "../../../src/engine/gradients/attribution.ts";
import type { Objective } from "../../../src/engine/gradients/objective.ts";
import { runWords } from "../../../src/engine/gradients/study.ts";
import type { Model } from "../../../src/engine/model.ts";
import { createRandomModel } from "../random-model.ts";
import { finish } from "./finish.ts";

const shape = { layers: 1, units: 7, inputs: 5, vocabulary: 9, seed: 8, scale: 0.7 };
const ids = Int32Array.of(3, 1, 4, 1, 5);
type Followed = Exclude<Objective, { kind: "loss" }>;
const logit: Followed = { kind: "logit", at: 5, target: 2 };
const difference: Followed = { kind: "difference", at: 4, target: 2, other: 6 };
const models: readonly (readonly [string, Model])[] = [
  ["an LSTM", createRandomModel({ ...shape, cell: "lstm", layers: 2 })],
  ["an RNN", createRandomModel({ ...shape, cell: "rnn" })],
  ["an LSTM with a start token", createRandomModel({ ...shape, cell: "lstm", start: 0 })],
];
const add = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);

describe.each(models)("the attribution of a logit of %s", (_, model) => {
  test.each([logit, difference])("adds up to what the words changed, integrated ($kind)", (objective) => {
    const found = finish(attribute(runWords(model, ids), objective));
    expect(found.integrated.length).toBe(objective.at);
    expect(found.residual).toBeLessThan(1e-3);
    expect(add(found.integrated)).toBeCloseTo(found.logit - found.baseline, 3);
  });

  test("is the norm of the derivative with respect to a word, and its product with the word", () => {
    const { norm, gradientTimesInput, logit: value } = finish(attribute(runWords(model, ids), logit));
    // The third word occurs once: moving its row of the embedding moves x_3 alone.
    const width = model.config.inputs;
    const moved = (k: number, by: number) => {
      const embedding = model.embedding.map((entry, at) => (at === 4 * width + k ? entry + by : entry));
      return runWords({ ...model, embedding }, ids).logits(5)[2] as number;
    };
    const step = 1e-2;
    const slopes = Array.from({ length: width }, (_, k) => (moved(k, step) - moved(k, -step)) / (2 * step));
    expect(norm[2]).toBeCloseTo(Math.hypot(...slopes), 3);
    const product = slopes.reduce((sum, slope, k) => sum + slope * (model.embedding[4 * width + k] as number), 0);
    expect(gradientTimesInput[2]).toBeCloseTo(product, 3);
    expect(runWords(model, ids).logits(5)[2]).toBeCloseTo(value, 6);
  });
});

test("words that a stateless model has passed have no part in what it says", () => {
  const stateless = createRandomModel({ ...shape, cell: "feed-forward", layers: 1 });
  const { norm, integrated } = finish(attribute(runWords(stateless, ids), logit));
  expect([...norm.slice(0, 4)]).toEqual([0, 0, 0, 0]);
  expect([...integrated.slice(0, 4)].map(Math.abs)).toEqual([0, 0, 0, 0]);
  expect(norm[4]).toBeGreaterThan(0);
});
