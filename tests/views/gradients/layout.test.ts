import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { studyModel } from "../../../src/engine/gradients/study.ts";
import { surveySentences } from "../../../src/engine/gradients/survey.ts";
import { readDerivative, viewOf } from "../../../src/views/gradients/gradient-cells.ts";
import {
  bandPath,
  FLOAT32_HIGH,
  FLOAT32_LOW,
  footTicks,
  halfLifeLength,
  linesOf,
  meanLinesOf,
  shareReaching,
} from "../../../src/views/gradients/layout.ts";
import { formatBias, formatGain, formatHalfLife, formatResidual, formatShare } from "../../../src/views/gradients/numbers.ts";
import { fateOf } from "../../../src/views/gradients/training-note.tsx";
import { stripOf } from "../../../src/views/gradients/word-rows.tsx";
import { formatTick, linePath, logScale, spread, yOf } from "../../../src/views/shared/log-scale.ts";
import { splitPower } from "../../../src/views/shared/numeral.tsx";
import { formatNorm, formatPower } from "../../../src/views/shared/powers.ts";
import { finish } from "../../engine/gradients/finish.ts";
import { createRandomModel } from "../../engine/random-model.ts";

const shape = { layers: 1, units: 5, inputs: 4, vocabulary: 8, seed: 2, scale: 0.7 };
const studies = ["lstm", "rnn"].map((cell) => {
  const result = studyModel(createRandomModel({ ...shape, cell }), Int32Array.of(1, 2, 3, 4, 5), 5, { kind: "likeliest" });
  if (!result.ok) throw new Error(result.problem.title);
  return result.value;
});

describe("the lines of the chart", () => {
  test("are C and h of a cell with a belt, h of others", () => {
    expect(linesOf(studies, 0, false).map(({ letter, look }) => `${letter} ${look}`)).toEqual(["C cell", "h hidden", "h plain"]);
  });

  test("all end at 1 where they are relative to the last word, and keep their shape", () => {
    const absolute = linesOf(studies, 0, false);
    linesOf(studies, 0, true).forEach((line, at) => {
      expect(line.log10.at(-1)).toBe(0);
      const [first = 0] = line.log10;
      const before = absolute[at]?.log10 ?? [];
      expect(first).toBeCloseTo((before[0] as number) - (before[4] as number), 12);
    });
  });

  test("say of a word what the product of the gains after it says", () => {
    for (const [at, line] of [linesOf(studies, 0, false)[0], linesOf(studies, 0, true)[2]].entries()) {
      const gains = studies[at]?.layers[0]?.gains ?? new Float64Array();
      expect(line && shareReaching(line, 2)).toBeCloseTo(
        gains.slice(2).reduce((product, gain) => product * gain, 1),
        10,
      );
      expect(line && shareReaching(line, 6)).toBeNull();
    }
  });

  test("leave a gap where the gradient is zero", () => {
    const path = linePath({ log10: Float64Array.of(-1, -Infinity, 0, 0) }, (step) => step * 10, logScale([-1, 0]), 100);
    expect(path.match(/M/g)?.length).toBe(2);
    expect(path.match(/L/g)?.length).toBe(1);
  });
});

describe("the mean lines of many sentences", () => {
  const texts = [Int32Array.of(1, 2, 3, 4, 5), Int32Array.of(3, 3, 1), Int32Array.of(2, 7, 1, 1)];
  const surveys = ["lstm", "rnn"].map((cell) =>
    finish(surveySentences(createRandomModel({ ...shape, cell }), texts, { kind: "likeliest" })),
  );

  test("end at the loss, have the half-life of the middle sentence, and a deviation at every word", () => {
    const lines = meanLinesOf(surveys, 0, false);
    expect(lines.map(({ letter, look }) => `${letter} ${look}`)).toEqual(["C cell", "h hidden", "h plain"]);
    const [line] = lines;
    const ends = surveys[0]?.layers[0]?.cell?.map((curve) => curve.at(-1) as number) ?? [];
    expect(line?.log10.at(-1)).toBeCloseTo(ends.reduce((sum, end) => sum + end, 0) / 3, 12);
    expect(line?.log10.length).toBe(4);
    expect(line?.deviation?.length).toBe(4);
    expect(meanLinesOf(surveys, 0, true)[0]?.deviation?.at(-1)).toBe(0);
  });

  test("have a band about them that closes", () => {
    const [line] = meanLinesOf(surveys, 0, false);
    if (line === undefined) throw new Error("no line");
    const path = bandPath(line, (step) => step * 10, logScale(line.log10), 100);
    expect(path.match(/[ML]/g)?.length).toBe(8);
    expect(path.match(/\d+\.\d(?=,)/g)?.map(Number)).toEqual([10, 20, 30, 40, 40, 30, 20, 10]);
    expect(path.endsWith("Z")).toBe(true);
    expect(bandPath({ ...line, deviation: new Float64Array(4).fill(Number.NaN) }, (step) => step, logScale([]), 100)).toBe("");
  });

  test("are not there before a sentence was studied", () => {
    expect(meanLinesOf([], 0, false)).toEqual([]);
    expect(
      meanLinesOf([finish(surveySentences(createRandomModel({ ...shape, cell: "rnn" }), [], { kind: "actual" }))], 0, false),
    ).toEqual([]);
  });
});

test("the axis of a long text has a tick at its first word and at round numbers, one of words back begins at the loss", () => {
  expect(footTicks(500, false)).toEqual([1, 100, 200, 300, 400, 500]);
  expect(footTicks(7, false)).toEqual([1, 2, 4, 6]);
  expect(footTicks(1, false)).toEqual([1]);
  expect(footTicks(23, true)).toEqual([23, 18, 13, 8, 3]);
});

test("a training run's fate is told by the norm of all its gradients: cut beyond 1, broken beyond float32", () => {
  const length = (log10: number) => ({ plain: 10 ** log10, log10 });
  expect(fateOf({ value: 2, weightNorm: length(-0.1) })).toBe("fine");
  expect(fateOf({ value: 2, weightNorm: length(0.1) })).toBe("clipped");
  expect(fateOf({ value: 2, weightNorm: length(39) })).toBe("infinite");
  expect(fateOf({ value: Number.NaN, weightNorm: length(0) })).toBe("broken");
  expect(10 ** FLOAT32_HIGH / Number(new Float32Array(new Uint32Array([0x7f7fffff]).buffer)[0])).toBeCloseTo(1, 10);
  expect(10 ** FLOAT32_LOW / Number(new Float32Array(new Uint32Array([1]).buffer)[0])).toBeCloseTo(1, 10);
});

test("a derivative is read with its sign and the exponent of its step and layer", () => {
  // Two layers of two signals of two units, steps 0 and 1.
  const values = Float32Array.from({ length: 16 }, (_, k) => (k === 15 ? -0.5 : k / 16));
  const frames = { values, exponents: Int32Array.of(0, 0, 0, -9), steps: 1, layers: 2, units: 2 };
  const scaled = viewOf(frames, [{ name: "a" }, { name: "b" }], { name: "b" }, 1);
  expect(readDerivative(scaled, 1, 1)).toMatchObject({ sign: -1, text: "−9.8·10⁻⁴" });
  expect(readDerivative(scaled, 1, 0)?.text).toBe("+1.7·10⁻³");
  expect(readDerivative(scaled, 0, 0)).toBeNull();
  expect(readDerivative(scaled, 1, 2)).toBeNull();
});

test("the colours of words go by their row's largest, or by one that is given", () => {
  expect(stripOf(Float64Array.of(1, -2)).map(({ depth }) => depth)).toEqual([0.5, 1]);
  expect(stripOf(Float64Array.of(1, -2), 4).map(({ depth }) => depth)).toEqual([0.25, 0.5]);
  expect(stripOf(Float64Array.of(0, 0)).map(({ depth }) => depth)).toEqual([0, 0]);
});

describe("the logarithmic axis", () => {
  test("holds every finite value, a fifth and three, with two to five ticks inside", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -300, max: 300, noNaN: true }), { maxLength: 20 }), (values) => {
        const scale = logScale([...values, -Infinity, Number.NaN]);
        for (const value of [-0.69, 0.47, ...values]) expect(value >= scale.low && value <= scale.high).toBe(true);
        expect(scale.ticks.length).toBeGreaterThanOrEqual(2);
        expect(scale.ticks.length).toBeLessThanOrEqual(5);
        for (const tick of scale.ticks) expect(tick >= scale.low && tick <= scale.high).toBe(true);
      }),
    );
  });

  test("stands still while curves move within it, and reaches further in strides of two decades", () => {
    expect(logScale([0.3, -1])).toMatchObject({ low: -2, high: 0.5, ticks: [0, -1, -2] });
    expect(logScale([-2.9])).toMatchObject({ low: -4, high: 0.5 });
    expect(logScale([-4.7])).toMatchObject({ low: -5, ticks: [0, -2, -4] });
    expect(logScale([-5.1])).toMatchObject({ low: -7 });
    expect(logScale([-90])).toMatchObject({ low: -91, ticks: [0, -20, -40, -60, -80] });
    expect(logScale([1.4])).toMatchObject({ high: 3.5 });
  });

  test("is filled by curves that hardly fall: a sentence's takes more than half of it", () => {
    const scale = logScale([-0.47, 0.34]);
    expect((0.34 + 0.47) / (scale.high - scale.low)).toBeGreaterThan(0.6);
    expect(scale.ticks.map((tick) => formatTick(tick, scale))).toEqual(["3", "1", "0.3"]);
  });

  test("runs from the highest power at the top to the lowest at the bottom", () => {
    const scale = logScale([-6, 2]);
    expect([yOf(scale.high, scale, 90), yOf(scale.low, scale, 90), yOf(99, scale, 90)]).toEqual([0, 90, 0]);
  });
});

test("a half-life is as long as its words, open where it is longer than the sentence, and none where none is claimed", () => {
  expect(halfLifeLength(2.5, 40, 12)).toEqual({ px: 100, isOpen: false });
  expect(halfLifeLength(30, 40, 12)).toEqual({ px: 440, isOpen: true });
  expect(halfLifeLength(null, 40, 12)).toBeNull();
});

test("labels that would overlap are spread and stay in their order", () => {
  expect(spread([10, 12, 80], 16, 100)).toEqual([10, 26, 80]);
  expect(spread([98, 97], 16, 100)).toEqual([100, 84]);
});

test("numbers are printed as the specification says", () => {
  expect([Math.log10(0.42), -1.99, Math.log10(2.8e-5), -Infinity, 2.5, Math.log10(9.97e-4)].map(formatNorm)).toEqual([
    "0.42",
    "0.010",
    "2.8·10⁻⁵",
    "0",
    "3.2·10²",
    "1.0·10⁻³",
  ]);
  expect([0, 1, -2, 3].map(formatPower)).toEqual(["1", "10", "10⁻²", "10³"]);
  expect(splitPower("2.8·10⁻¹⁵")).toEqual({ base: "2.8·10", exponent: "−15", after: "" });
  expect(splitPower("5.2·10⁻⁵ of it")).toEqual({ base: "5.2·10", exponent: "−5", after: " of it" });
  expect(splitPower("0.42")).toBeNull();
  expect([0.42, 0.047, 3e-5, 1.2, 6.58, 12, 0].map(formatShare)).toEqual([
    "42%",
    "4.7%",
    "3.0·10⁻⁵",
    "120%",
    "6.6 ×",
    "12 ×",
    "0%",
  ]);
  expect([0.417, 0.996, 1.32, 12.4, Number.NaN].map(formatGain)).toEqual([".42", "1.0", "1.3", "12", ""]);
  expect([8.31, 12.4].map(formatHalfLife)).toEqual(["8.3 words", "12 words"]);
  expect([1, -2, -0.01].map(formatBias)).toEqual(["+1.0", "−2.0", "0.0"]);
});

test("a word's cells are as deep as their share of the largest in the row, with their sign printed", () => {
  const strip = stripOf(Float64Array.of(2, -1, 0, -0.001));
  expect(strip.map(({ depth }) => depth)).toEqual([1, 0.5, 0, 0.0005]);
  expect(strip.map(({ look }) => look)).toEqual(["positive", "negative", "positive", "negative"]);
  expect(strip.map(({ text }) => text)).toEqual(["2.0", "−1.0", ".00", ".00"]);
  expect(stripOf(new Float64Array(2)).map(({ depth }) => depth)).toEqual([0, 0]);
  expect([0.0004, 0.0123].map(formatResidual)).toEqual(["4.0·10⁻⁴", "1.2%"]);
});
