import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { heldSince, holdOf, keptByUnit, measureHold } from "../../../src/engine/analysis/hold.ts";
import { holdsFrom } from "../../../src/engine/analysis/hold-lengths.ts";
import { spreadHolds } from "../../../src/engine/analysis/hold-spread.ts";
import { lstm } from "../../../src/engine/cells/lstm.ts";
import { rnn } from "../../../src/engine/cells/rnn.ts";
import { traceOf } from "./trace-of.ts";

/** The definition itself, for each word anew. */
function slowHolds(gates: readonly number[]) {
  return gates.slice(0, -1).map((_, s) => {
    let kept = 1;
    for (let n = 1; s + n < gates.length; n++) {
      kept *= gates[s + n] as number;
      if (kept <= 0.5) return [n, 0];
    }
    return [gates.length - 1 - s, 1];
  });
}

describe("hold", () => {
  test("is the words until half of what was written is gone, cut off at the end of the text", () => {
    const { words, isAtLeast } = holdsFrom([0, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.2, 1, 1]);
    // 0.9⁶ = 0.53, 0.9⁷ = 0.48: from the first word the seventh takes the half, later ones meet 0.2.
    expect([...words]).toEqual([7, 7, 6, 5, 4, 3, 2, 1, 2, 1]);
    expect([...isAtLeast]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 1, 1]);
    expect(holdsFrom([0.3]).words).toHaveLength(0);
    expect([...holdsFrom([1, 0.5, 0.5]).words]).toEqual([1, 1]);
  });

  test("equals its definition for any gates", () => {
    // Multiples of 1/16 with few factors near a half: no product rounds across it.
    const gate = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1, 0.5, 0.999, 0.97));
    fc.assert(
      fc.property(fc.array(gate, { minLength: 1, maxLength: 60 }), (gates) => {
        const { words, isAtLeast } = holdsFrom(gates);
        expect([...words].map((length, s) => [length, isAtLeast[s]])).toEqual(slowHolds(gates));
      }),
    );
  });

  test("is told as at least so many words where the end of the text decides the percentile", () => {
    const spread = (words: number[], isAtLeast: number[]) =>
      spreadHolds({ words: Int32Array.from(words), isAtLeast: Uint8Array.from(isAtLeast) });
    expect(spread([5, 1, 2, 3, 4], [0, 0, 0, 0, 0])).toEqual({
      median: { words: 3, isAtLeast: false },
      ninetieth: { words: 5, isAtLeast: false },
      count: 5,
    });
    // The last words' holds are short because the text ends: one of them could be longer than the median.
    expect(spread([5, 1, 2, 3, 4], [0, 1, 1, 0, 0])?.median).toEqual({ words: 3, isAtLeast: true });
    expect(spread([3, 3, 3, 2, 1], [0, 0, 0, 0, 1])?.median).toEqual({ words: 3, isAtLeast: false });
    expect(spread([9, 9, 2, 1], [1, 1, 1, 1])?.ninetieth).toEqual({ words: 9, isAtLeast: true });
    expect(spread([], [])).toBeNull();
  });

  test("names the side of zero on which alone a unit holds", () => {
    // Above zero for ten words with its gate open, below for ten words with it shut.
    const open = Array.from({ length: 60 }, (_, word) => word % 20 < 10);
    const gates = open.map((isOpen, word) => (isOpen && word % 20 > 0 ? 0.99 : 0.1));
    const states = open.map((isOpen) => (isOpen ? 1.5 : -0.2));
    const hold = holdOf(gates, states);
    expect(hold?.side?.name).toBe("positive");
    // From its ten words the gate holds 10, 9 … 1 words.
    expect(hold?.side?.spread.median.words).toBe(5);
    expect(hold?.side?.other.median).toEqual({ words: 1, isAtLeast: false });
    expect(
      holdOf(
        gates,
        states.map((state) => -state),
      )?.side?.name,
    ).toBe("negative");
    const steady = gates.map(() => 0.8);
    expect(holdOf(steady, states)?.side).toBeNull();
    expect(holdOf([0.5], [1])).toBeNull();
  });

  test("of a pinned word goes back to the last word that rewrote the unit", () => {
    const trace = traceOf(lstm, {
      forgetGate: [[0.9, 0.1, 0.99, 0.98, 0.97, 0.4, 1]],
      cellState: [[0, 1, 1, 1, 1, 0, 0]],
    });
    expect(heldSince(trace, 0, 0, 5)).toMatchObject({ step: 2, words: 3 });
    expect(heldSince(trace, 0, 0, 5)?.kept).toBeCloseTo(0.99 * 0.98 * 0.97, 6);
    expect(heldSince(trace, 0, 0, 2)).toEqual({ step: 2, words: 0, kept: 1 });
    // Nothing has rewritten it since before the first word.
    expect(heldSince(trace, 0, 0, 1)).toMatchObject({ step: 0, words: 1 });
    expect(heldSince(trace, 0, 0, 7)).toEqual({ step: 6, words: 1, kept: 1 });
    expect(heldSince(trace, 0, 0, 8)).toBeNull();
  });

  test("is read from the gate that the cell says keeps, whatever its name, and there is none without one", () => {
    const signal = (name: string, hue: "f" | "h", role: "gate" | "state") =>
      ({ name, label: name, role, symbol: "", letter: "", range: [-1, 1], hue }) as const;
    // As torch.nn.GRU writes it, h = (1 − z) ⊙ n + z ⊙ h: the update gate keeps.
    const gru = { ...rnn, signals: [signal("hiddenState", "h", "state"), signal("updateGate", "f", "gate")] };
    const trace = traceOf(gru, { hiddenState: [[1, 1, 1, -1]], updateGate: [[0.1, 0.9, 0.9, 0.2]] });
    expect(measureHold(trace, 0, 0)?.median).toEqual({ words: 2, isAtLeast: false });
    const plain = traceOf(rnn, { hiddenState: [[1, 1, 1]] });
    expect(measureHold(plain, 0, 0)).toBeNull();
    expect(keptByUnit(plain, 0, 0)).toBeNull();
  });
});
