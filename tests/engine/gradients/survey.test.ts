import { describe, expect, test } from "vitest";
import { experimentIds } from "../../../src/engine/gradients/apply-experiment.ts";
import { plainExperiment } from "../../../src/engine/gradients/experiment.ts";
import { studyModel } from "../../../src/engine/gradients/study.ts";
import { medianHalfLife, spreadOf, surveySentences } from "../../../src/engine/gradients/survey.ts";
import { createRandomModel } from "../random-model.ts";
import { finish } from "./finish.ts";

const lstm = createRandomModel({ cell: "lstm", layers: 2, units: 5, inputs: 4, vocabulary: 9, seed: 3, scale: 0.7 });
const sentences = [Int32Array.of(1, 2, 3, 4, 5), Int32Array.of(7), Int32Array.of(8, 2, 6)];

describe("a survey of many sentences", () => {
  test("has the curves of the studies of each, at the loss of its last word, and leaves out what has none", () => {
    const survey = finish(surveySentences(lstm, sentences, { kind: "actual" }));
    expect(survey.leftOut).toBe(1);
    expect(survey.layers.length).toBe(2);
    const alone = studyModel(lstm, sentences[2] as Int32Array, 2, { kind: "actual" });
    if (!alone.ok) throw new Error(alone.problem.title);
    expect(alone.value.targetId).toBe(6);
    expect(survey.layers[1]?.cell?.[1]).toEqual(alone.value.layers[1]?.cell?.log10);
    expect(survey.layers[1]?.hidden[1]).toEqual(alone.value.layers[1]?.hidden.log10);
    expect(survey.layers[0]?.cellHalfLives).toHaveLength(2);
  });

  test("follows a named word after the last word of each", () => {
    const survey = finish(surveySentences(lstm, sentences, { kind: "likeliest" }));
    expect(survey.leftOut).toBe(0);
    expect(survey.layers[0]?.hidden.map(({ length }) => length)).toEqual([5, 1, 3]);
  });
});

describe("the spread of curves", () => {
  const curves = [Float64Array.of(-4, -2, 0), Float64Array.of(-3, 2), Float64Array.of(-1)];

  test("is laid over at the loss, as far back as half of them reach", () => {
    const { mean, deviation, count } = spreadOf(curves, false);
    expect([...mean]).toEqual([(0 + 2 - 1) / 3, -2.5]);
    expect([...count]).toEqual([3, 2]);
    expect(deviation[1]).toBeCloseTo(Math.sqrt(0.5), 12);
  });

  test("is zero at the loss where every curve is relative to its own", () => {
    const { mean, deviation } = spreadOf(curves, true);
    expect([mean[0], deviation[0]]).toEqual([0, 0]);
    expect(mean[1]).toBe((-2 + -5) / 2);
  });

  test("leaves out what is zero, and has no deviation of a single curve", () => {
    const { mean, deviation, count } = spreadOf([Float64Array.of(-Infinity, 1), Float64Array.of(-3, 1)], false);
    expect([mean[1], deviation[1], count[1]]).toEqual([-3, 0, 1]);
    expect(spreadOf([], false).mean.length).toBe(0);
  });
});

test("the median half-life counts a sentence without one as longer than all others", () => {
  expect(medianHalfLife([3, 1, 2])).toBe(2);
  expect(medianHalfLife([3, 1, 2, 8])).toBe(2.5);
  expect(medianHalfLife([null, 1, 2])).toBe(2);
  expect(medianHalfLife([null, null, 2])).toBeNull();
  expect(medianHalfLife([])).toBeNull();
});

describe("the words of an experiment", () => {
  const ids = Int32Array.of(4, 5, 6);

  test("are the sentence's, over and over or cut", () => {
    expect(experimentIds(ids, plainExperiment, 9)).toBe(ids);
    expect([...experimentIds(ids, { ...plainExperiment, length: 5 }, 9)]).toEqual([4, 5, 6, 4, 5]);
    expect([...experimentIds(ids, { ...plainExperiment, length: 2 }, 9)]).toEqual([4, 5]);
    expect(experimentIds(new Int32Array(0), { ...plainExperiment, length: 5 }, 9).length).toBe(0);
  });

  test("are drawn evenly from the whole vocabulary by the seed, a longer text beginning like a shorter one", () => {
    const draw = (length: number, seed = 1) => experimentIds(ids, { ...plainExperiment, words: "random", length, seed }, 9);
    expect([...draw(500).subarray(0, 20)]).toEqual([...draw(20)]);
    expect([...draw(20, 2)]).not.toEqual([...draw(20)]);
    const counts = new Int32Array(9);
    for (const id of draw(500)) counts[id] = (counts[id] ?? 0) + 1;
    // 500 draws over 9 words: 56 each, and hardly ever beyond five deviations of 7.
    for (const count of counts) expect(Math.abs(count - 500 / 9)).toBeLessThan(35);
  });
});
