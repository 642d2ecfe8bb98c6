import { describe, expect, test } from "vitest";
import type { ReachCurve } from "../../../src/views/gradients/reach-curves.ts";
import { sayUnmeasured, verdictOf } from "../../../src/views/gradients/reach-verdicts.ts";

/** A curve that loses the same share at every word. */
function curve(name: string, look: ReachCurve["look"], left: number): ReachCurve {
  const median = Float64Array.from({ length: 151 }, (_, k) => k * Math.log10(left));
  return { key: name, name, look, dash: "", low: median, median, high: median, count: new Int32Array(151).fill(9) };
}
const cell = curve("LSTM C", "cell", 0.98);
const hidden = curve("LSTM h", "hidden", 0.9);
const plain = curve("RNN h", "plain", 0.8);

describe("the verdict over many places", () => {
  test("sets a network beside its twin, and says what speaks against it", () => {
    expect(verdictOf("across", [cell, hidden, plain])).toEqual({
      line: "20 words back *cell|67%* is left at LSTM C, *plain|1.2%* at RNN h; at 100 *cell|13%* and *plain|2.0·10⁻¹⁰*.",
      note: "From 4 words back LSTM C has twice the share.",
    });
    expect(verdictOf("across", [curve("LSTM C", "cell", 0.5), hidden, curve("RNN h", "plain", 0.95)])?.note).toBe(
      "RNN h has more than LSTM h all the way.",
    );
    expect(verdictOf("replaced", [hidden, plain])?.line).toBe(
      "100 words later *hidden|2.7·10⁻⁵* of the change is left in LSTM h, *plain|2.0·10⁻¹⁰* in RNN h.",
    );
  });

  test("speaks of one that stands alone, and of nothing before there is a curve", () => {
    expect(verdictOf("across", [cell, hidden])).toEqual({
      line: "20 words back of the gradient is left: *cell|67%* at LSTM C, *hidden|12%* at LSTM h.",
      note: "At 100 words: *cell|13%* at LSTM C, *hidden|2.7·10⁻⁵* at LSTM h. No network of the same words stands beside it.",
    });
    expect(verdictOf("replaced", [plain])?.line).toBe("20 words later of the change is left: *plain|1.2%* at RNN h.");
    expect(verdictOf("across", [])).toBeNull();
  });

  test("is told as being measured as long as it is, and no longer", () => {
    expect(sayUnmeasured(null)).toMatch(/^Being measured/);
    expect(sayUnmeasured({ pieces: [], of: 9 })).toMatch(/^Being measured/);
    expect(sayUnmeasured({ pieces: [], of: 0 })).toMatch(/^Nothing of this can be measured/);
  });
});
