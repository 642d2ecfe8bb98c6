import { expect, test } from "vitest";
import { finish } from "../../../src/engine/gradients/progress.ts";
import { beginnings, createFreshNetwork, drawWords, FRESH_REACH } from "../../../src/engine/reach/fresh.ts";
import { quartilesOf } from "../../../src/engine/reach/quartiles.ts";
import { FRESH_SEEDS, findFreshPreset, studyBeginning } from "../../../src/engine/reach/study-reach.ts";
import { simdKernels } from "../all-kernels.ts";

const [kernels] = simdKernels;
if (kernels === undefined) throw new Error("no kernels");

const open = (id: string, seed = 1) => {
  const beginning = beginnings.find((each) => each.id === id);
  if (beginning === undefined) throw new Error(id);
  return { beginning, network: createFreshNetwork(beginning, seed) };
};

test("every beginning draws what its rule says", () => {
  const { units } = open("lstm-default").network.layout;
  const layerOf = (id: string) => {
    const [layer] = open(id).network.layers;
    if (layer === undefined) throw new Error("no layer");
    return layer;
  };
  const plain = layerOf("lstm-default");
  const bound = 1 / Math.sqrt(units);
  for (const weight of plain.recurrentWeights) expect(Math.abs(weight)).toBeLessThanOrEqual(bound);
  const variance = plain.recurrentWeights.reduce((sum, weight) => sum + weight ** 2, 0) / plain.recurrentWeights.length;
  expect(variance / (bound ** 2 / 3)).toBeCloseTo(1, 1);

  const biased = layerOf("lstm-bias-1").bias;
  expect([...biased.subarray(units, 2 * units)]).toEqual(Array.from({ length: units }, () => 1));
  expect([...biased.subarray(0, units)]).toEqual([...plain.bias.subarray(0, units)]);

  const slow = layerOf("lstm-slow").bias;
  for (let u = 0; u < units; u++) {
    const keeps = slow[units + u] as number;
    expect(keeps).toBeGreaterThanOrEqual(0);
    expect(keeps).toBeLessThanOrEqual(Math.log(FRESH_REACH - 1));
    expect(slow[u]).toBe(-keeps);
  }

  const turned = layerOf("rnn-orthogonal").recurrentWeights;
  for (let a = 0; a < units; a++) {
    for (let b = 0; b <= a; b++) {
      let product = 0;
      for (let k = 0; k < units; k++) product += (turned[a * units + k] as number) * (turned[b * units + k] as number);
      expect(product).toBeCloseTo(a === b ? 1 : 0, 5);
    }
  }
});

test("the same seed draws the same network and the same words", () => {
  expect(open("lstm-slow", 3).network.layers).toEqual(open("lstm-slow", 3).network.layers);
  expect(open("lstm-slow", 3).network.layers).not.toEqual(open("lstm-slow", 4).network.layers);
  expect(drawWords(20, 5)).toEqual(drawWords(20, 5));
});

test("openness of the forget gate decides, not the cell: slow gates keep, the default vanishes like an RNN", () => {
  const shareAt = (id: string, k: number) => {
    const { log10 } = finish(studyBeginning(open(id).beginning, 1, kernels));
    expect(log10.length).toBe(FRESH_SEEDS * (FRESH_REACH + 1));
    return quartilesOf(log10, FRESH_REACH + 1).median[k] as number;
  };
  expect(shareAt("lstm-slow", 101)).toBeGreaterThan(-1);
  expect(shareAt("lstm-bias-1", 101)).toBeLessThan(-6);
  expect(shareAt("lstm-default", 101)).toBeLessThan(-15);
  expect(shareAt("rnn-default", 101)).toBeLessThan(-25);
  expect(shareAt("rnn-orthogonal", 101)).toBeGreaterThan(shareAt("rnn-default", 101));
});

test("a fresh RNN's recurrent weights are scaled until it vanishes or explodes", () => {
  const vanish = finish(findFreshPreset("vanish"));
  const explode = finish(findFreshPreset("explode"));
  expect(vanish?.meanGain).toBeCloseTo(0.5, 1);
  expect(explode?.recurrent).toBeGreaterThan(vanish?.recurrent ?? Infinity);
  expect(explode?.isReached).toBe(Math.abs((explode?.meanGain ?? 0) / 1.5 - 1) <= 0.1);
});
