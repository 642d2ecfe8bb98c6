import { describe, expect, it } from "vitest";
import { findCell } from "../../../src/engine/cells/registry.ts";
import { frameLength, signalIndex, type Trace } from "../../../src/engine/trace.ts";
import { contextOf, readUnitFacts } from "../../../src/views/gates/unit-facts.ts";

/** A trace of two units whose named signals hold the given numbers for unit 1 (one a word); everything else is 0. */
function traceOf(cellId: string, signals: Record<string, readonly number[]>): Trace {
  const cell = findCell(cellId);
  if (cell === undefined) throw new Error(`no cell ${cellId}`);
  const layout = { layers: 1, signals: cell.signals, units: 2 };
  const steps = Math.max(...Object.values(signals).map((values) => values.length));
  const values = new Float32Array(frameLength(layout) * (steps + 1));
  for (const [name, numbers] of Object.entries(signals)) {
    const place = signalIndex(layout, name) * layout.units + 1;
    numbers.forEach((number, index) => {
      values[(index + 1) * frameLength(layout) + place] = number;
    });
  }
  return { layout, values, steps };
}

describe("unit facts", () => {
  const trace = traceOf("lstm", { forgetGate: [0.5, 0.5, 0.5, 0.5], cellState: [0.2, -0.9, 0.4, 0.3] });

  it("name the words at which |C| is largest, with its sign", () => {
    const { state, strongest } = readUnitFacts(trace, 0, 1, 2);
    expect(state?.name).toBe("cellState");
    expect(strongest.map(({ step }) => step)).toEqual([2, 3]);
    expect(strongest[0]?.value).toBeCloseTo(-0.9);
  });

  it("say how many words on half is gone, in the middle of the words", () => {
    const holdOf = (...forgetGate: number[]) => readUnitFacts(traceOf("lstm", { forgetGate }), 0, 1, 2).hold;
    expect(holdOf(0.5, 0.5, 0.5, 0.5)).toEqual({ words: 1, isAtLeast: false });
    expect(holdOf(0, 0.75, 0.75, 0.75, 0.75, 0.75)).toEqual({ words: 3, isAtLeast: false });
    // Written at the second word, kept, dropped at the last: the words that forget at once do not hide it.
    expect(holdOf(0.1, 0.1, 1, 1, 1, 1, 1, 0.1)).toEqual({ words: 3, isAtLeast: false });
  });

  it("say that it holds at least as long as there are words, where it never drops", () => {
    const facts = readUnitFacts(traceOf("lstm", { forgetGate: [1, 1, 1, 1] }), 0, 1, 2);
    expect(facts.hold).toEqual({ words: 2, isAtLeast: true });
    expect(readUnitFacts(traceOf("lstm", { forgetGate: [1] }), 0, 1, 2).hold).toBeNull();
  });

  it("say nothing of holding for a cell without a gate that keeps", () => {
    const facts = readUnitFacts(traceOf("rnn", { hiddenState: [0.1, 0.7] }), 0, 1, 5);
    expect(facts.hold).toBeNull();
    expect(facts.state?.name).toBe("hiddenState");
    expect(facts.strongest.map(({ step }) => step)).toEqual([2, 1]);
  });
});

describe("contexts", () => {
  const words = "the cat that chased the mice in the barn".split(" ");

  it("have the word before, and as many after as fit", () => {
    expect(contextOf(words, 2)).toEqual({ before: "the", word: "cat", after: "that chased" });
    expect(contextOf(words, 6)).toEqual({ before: "the", word: "mice", after: "in the" });
  });

  it("are short at the ends of the sentence", () => {
    expect(contextOf(words, 1).before).toBe("");
    expect(contextOf(words, 9)).toEqual({ before: "the", word: "barn", after: "" });
  });

  it("cut a long neighbour", () => {
    expect(contextOf(["extraordinarily", "big"], 2).before).toBe("extraor…");
  });
});
