import { describe, expect, test } from "vitest";
import { applyExperiment, meanForgetBias } from "../../../src/engine/gradients/apply-experiment.ts";
import { plainExperiment } from "../../../src/engine/gradients/experiment.ts";
import { measureSpectrum, runWords, studyModel } from "../../../src/engine/gradients/study.ts";
import { readTarget, resolveTarget, writeTarget } from "../../../src/engine/gradients/target.ts";
import { valueAt, viewSignal } from "../../../src/engine/trace.ts";
import { createRandomModel } from "../random-model.ts";
import { readGradientCases } from "./golden-gradients.ts";

const shape = { layers: 2, units: 6, inputs: 5, vocabulary: 9, seed: 4, scale: 0.6 };
const ids = Int32Array.of(3, 1, 4, 1, 5, 8);
const lstm = createRandomModel({ ...shape, cell: "lstm" });
const rnn = createRandomModel({ ...shape, cell: "rnn", layers: 1 });

const study = (model: typeof lstm, at = ids.length, wish = "likeliest") => {
  const result = studyModel(model, ids, at, readTarget(wish));
  if (!result.ok) throw new Error(result.problem.title);
  return result.value;
};

describe("a study of a model on a text", () => {
  test("has PyTorch's norms of h, C and x at every step", () => {
    for (const { model, ids: words, objective, array } of readGradientCases()) {
      if (objective.kind !== "loss") continue;
      const result = studyModel(model, Int32Array.from(words), objective.at, { kind: "word", word: `#${objective.target}` });
      if (!result.ok) throw new Error(result.problem.title);
      const { layers, signals } = model.layout;
      const norms = array("norms");
      const at = (step: number, layer: number, name: string) =>
        norms[((step - 1) * layers + layer) * signals.length + signals.findIndex((signal) => signal.name === name)] as number;
      const compare = (ours: Float64Array, layer: number, name: string) =>
        ours.forEach((norm, k) => {
          const wanted = at(k + 1, layer, name);
          expect(Math.abs(norm - wanted)).toBeLessThanOrEqual(1e-5 * wanted);
        });
      result.value.layers.forEach(({ hidden, cell }, layer) => {
        compare(hidden.plain, layer, model.cell.output);
        if (cell !== null) compare(cell.plain, layer, "cellState");
      });
      expect(result.value.input.plain.length).toBe(objective.at);
    }
  });

  test("has gains whose product leads from the last norm back to any other", () => {
    for (const model of [lstm, rnn]) {
      for (const { gains, cell, hidden } of study(model).layers) {
        const { plain } = cell ?? hidden;
        let norm = plain.at(-1) as number;
        for (let step = plain.length; step >= 2; step--) {
          norm *= gains[step - 1] as number;
          expect(norm / (plain[step - 2] as number)).toBeCloseTo(1, 9);
        }
        expect(gains[0]).toBeNaN();
      }
    }
  });

  test("has the mean forget gate of an LSTM, and the mean slope of an RNN's tanh", () => {
    const [top] = study(lstm).layers.slice(-1);
    const gate = viewSignal(runWords(lstm, ids).trace(), 1, "forgetGate");
    const mean = Array.from({ length: 6 }, (_, unit) => valueAt(gate, 4, unit)).reduce((sum, f) => sum + f, 0) / 6;
    expect(top?.keeping?.[3]).toBeCloseTo(mean, 6);
    expect(top?.slope).toBeNull();

    const [layer] = study(rnn).layers;
    const hidden = viewSignal(runWords(rnn, ids).trace(), 0, rnn.cell.output);
    const slope = Array.from({ length: 6 }, (_, unit) => 1 - valueAt(hidden, 2, unit) ** 2).reduce((sum, s) => sum + s, 0) / 6;
    expect(layer?.slope?.[1]).toBeCloseTo(slope, 5);
    expect([layer?.keeping, layer?.cell, layer?.directPath, layer?.forgetBias]).toEqual([null, null, null, null]);
  });

  test("of a network whose own numbers overflow has no gradient, and does not break", () => {
    const relu = createRandomModel({ ...shape, cell: "rnn-relu", layers: 1 });
    const broken = applyExperiment(relu, { ...plainExperiment, recurrent: 1e6 });
    const long = Int32Array.from({ length: 60 }, () => 3);
    const result = studyModel(broken, long, 60, { kind: "word", word: "#3" });
    expect(result.ok && Number.isFinite(result.value.value)).toBe(false);
    expect(result.ok && result.value.weightNorm.log10).toBeNaN();
  });

  test("ends where the loss is asked for: later words have no part in it", () => {
    const whole = study(lstm, 4, "#2");
    const cut = studyModel(lstm, ids.slice(0, 4), 4, readTarget("#2"));
    expect(cut.ok && cut.value.value).toBe(whole.value);
    expect(whole.layers[0]?.hidden.plain.length).toBe(4);
  });

  test("finds the eigenvalues of a single recurrent block alone", () => {
    const { radius, real } = measureSpectrum(rnn, 0) ?? { radius: Number.NaN, real: [] };
    expect(real.length).toBe(6);
    expect(radius).toBeGreaterThan(0);
    expect(measureSpectrum(lstm, 0)).toBeNull();
    const doubled = applyExperiment(rnn, { ...plainExperiment, recurrent: 2 });
    expect(measureSpectrum(doubled, 0)?.radius).toBeCloseTo(2 * radius, 5);
  });
});

describe("what is followed", () => {
  const run = runWords(lstm, ids);

  test("is written as it is read", () => {
    for (const text of ["actual", "likeliest", "mat", "floor~couch"]) expect(writeTarget(readTarget(text))).toBe(text);
  });

  test("is the next word, or the likeliest where no word follows", () => {
    expect(resolveTarget(run, 2, ids.length, { kind: "actual" })).toMatchObject({ value: { objective: { at: 2, target: 4 } } });
    const logits = run.logits(6);
    const last = resolveTarget(run, 6, ids.length, { kind: "actual" });
    expect(last.ok && logits[last.value.objective.target]).toBe(Math.max(...logits));
    expect(resolveTarget(run, 6, ids.length, { kind: "likeliest" })).toEqual(last);
  });

  test("is the difference of two logits where two words are named", () => {
    const logits = run.logits(6);
    const { value, other } = study(lstm, 6, "#2~#7");
    expect(value).toBeCloseTo((logits[2] as number) - (logits[7] as number), 6);
    expect(other).toBe("#7");
  });

  test("is refused where the model has no such word", () => {
    for (const wish of ["#12", "tiger", "#2~tiger", ""]) {
      const result = resolveTarget(run, 6, ids.length, readTarget(wish));
      expect(result.ok, wish).toBe(false);
      if (!result.ok && wish.includes("tiger")) expect(result.problem.title).toContain("tiger");
    }
  });
});

describe("an experiment", () => {
  test("leaves a model as it is where nothing is changed", () => {
    expect(applyExperiment(lstm, plainExperiment)).toBe(lstm);
  });

  test("scales recurrent blocks and inputs, and shifts all forget biases to a mean", () => {
    const changed = applyExperiment(lstm, { ...plainExperiment, recurrent: 0.5, input: 3, forgetBias: 2 });
    lstm.layers.forEach((layer, place) => {
      const now = changed.layers[place];
      expect(now?.recurrentWeights[7]).toBe(Math.fround((layer.recurrentWeights[7] as number) * 0.5));
      expect((now?.inputWeights[7] as number) / (layer.inputWeights[7] as number)).toBeCloseTo(place === 0 ? 3 : 1, 5);
      if (now !== undefined) expect(meanForgetBias(lstm, now)).toBeCloseTo(2, 5);
      expect(now?.bias.slice(0, 6)).toEqual(layer.bias.slice(0, 6));
      const distance = (bias: Float32Array | undefined) => (bias?.[7] as number) - (bias?.[6] as number);
      expect(distance(now?.bias)).toBeCloseTo(distance(layer.bias), 5);
    });
    expect(changed.embedding).toBe(lstm.embedding);
  });

  test("draws a fresh cell of any size from its seed, within PyTorch's bounds", () => {
    const fresh = (seed: number) => applyExperiment(lstm, { ...plainExperiment, weights: "random", units: 16, seed });
    const [first] = fresh(1).layers;
    expect(first?.recurrentWeights.length).toBe(4 * 16 * 16);
    expect(Math.max(...(first?.recurrentWeights ?? []))).toBeLessThanOrEqual(0.25);
    expect(fresh(1).layers[0]?.recurrentWeights).toEqual(first?.recurrentWeights);
    expect(fresh(2).layers[0]?.recurrentWeights).not.toEqual(first?.recurrentWeights);
    expect(study(fresh(1)).layers[1]?.hidden.plain.every((norm) => norm > 0)).toBe(true);
  });
});
