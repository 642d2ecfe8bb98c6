import { describe, expect, test, vi } from "vitest";
import { createBackward } from "../../../src/engine/cells/backward.ts";
import { applyExperiment } from "../../../src/engine/gradients/apply-experiment.ts";
import { plainExperiment } from "../../../src/engine/gradients/experiment.ts";
import { findPreset, meanGain, type Preset, wantedGain } from "../../../src/engine/gradients/presets.ts";
import { studyModel } from "../../../src/engine/gradients/study.ts";
import { createRandomModel } from "../random-model.ts";
import { finish } from "./finish.ts";

vi.mock("../../../src/engine/cells/backward.ts", { spy: true });

const ids = Int32Array.from({ length: 12 }, (_, k) => (k * 5) % 9);
const rnn = createRandomModel({ cell: "rnn", layers: 1, units: 24, inputs: 6, vocabulary: 9, seed: 3, scale: 0.25 });
const loss = { at: 12, wish: { kind: "likeliest" }, experiment: plainExperiment } as const;

describe("a preset", () => {
  test.each<Preset>(["vanish", "hold"])("%s is found by the gain that is measured with it", (preset) => {
    const found = finish(findPreset(preset, rnn, ids, loss));
    if (found === null) throw new Error("not found");
    expect(found.isReached).toBe(true);
    expect(Math.abs(found.meanGain / wantedGain[preset] - 1)).toBeLessThan(0.1);
    const study = studyModel(applyExperiment(rnn, { ...plainExperiment, recurrent: found.recurrent }), ids, 12, loss.wish);
    expect(study.ok && meanGain(study.value.layers[0]?.gains ?? new Float64Array())).toBe(found.meanGain);
  });

  test("says when saturation keeps a network from exploding", () => {
    // Inputs this large flatten every tanh.
    const saturated = { ...loss, experiment: { ...plainExperiment, input: 4 } };
    const flat = { ...rnn, layers: rnn.layers.map((layer) => ({ ...layer, bias: layer.bias.map(() => 9) })) };
    const found = finish(findPreset("explode", flat, ids, saturated));
    expect(found?.isReached).toBe(false);
    expect(found?.meanGain).toBeLessThan(1.4);
  });

  test("is not found where the word to follow is unknown", () => {
    expect(finish(findPreset("hold", rnn, ids, { ...loss, wish: { kind: "word", word: "tiger" } }))).toBeNull();
  });
});

test("the mean gain is geometric, over the steps that have one", () => {
  expect(meanGain(Float64Array.of(Number.NaN, 4, 1))).toBeCloseTo(2, 12);
  expect(meanGain(Float64Array.of(Number.NaN))).toBeNaN();
});

test("a search draws a random cell once, and goes back through the text some two dozen times", () => {
  const random = { ...plainExperiment, weights: "random" as const, seed: 5 };
  const [weak, strong] = [0.5, 1.5].map((recurrent) => applyExperiment(rnn, { ...random, recurrent }));
  expect(weak?.embedding).toBe(strong?.embedding);
  expect(applyExperiment(rnn, { ...random, seed: 6 }).embedding).not.toBe(weak?.embedding);
  vi.mocked(createBackward).mockClear();
  expect(finish(findPreset("hold", rnn, ids, loss))?.isReached).toBe(true);
  expect(vi.mocked(createBackward).mock.calls.length).toBeLessThanOrEqual(26);
});

test("a text of one word has no gain to set", () => {
  expect(finish(findPreset("hold", rnn, ids.slice(0, 1), { ...loss, at: 1 }))).toBeNull();
});
