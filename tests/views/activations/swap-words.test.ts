import { describe, expect, test } from "vitest";
import { sayCause, sayDefinition, sayNumber, sayVerdict } from "../../../src/views/activations/swap-words.ts";

describe("what became of a state", () => {
  const say = (before: number[], after: number[], hasMemory = true) =>
    sayVerdict(Float64Array.from(before), Float64Array.from(after), hasMemory);

  test("is told from its numbers", () => {
    expect(say([1, 1], [1, 1.1])).toBe("At the last word the state is 1.10 times as large as it was on average.");
    expect(say([1, 1], [1, 1234])).toMatch(/^It runs away\. .* 1,234 times/);
    expect(say([1, 1], [3, 3])).toMatch(/^It is inflated/);
    expect(say([1, 1], [0.5, 0.4])).toMatch(/^It shrinks/);
    expect(say([1, 1], [0.5, 0.01])).toMatch(/^It dies/);
  });

  test("of a model without memory is but larger or smaller", () => {
    expect(say([1, 1], [1, 50], false)).toMatch(/^At the last word the state is 50 times/);
    expect(say([1, 1], [1, 0], false)).toMatch(/^At the last word/);
  });

  test("that left all numbers behind is told with the word at which it did", () => {
    expect(say([1, 1, 1], [1, Infinity, Number.NaN])).toBe("It runs away: from word 2 on float32 cannot hold it.");
  });
});

describe("why it did", () => {
  const gate = { label: "forget gate", role: "gate" } as const;
  const content = { label: "candidate", role: "candidate" } as const;

  test("is how much of a gate amplifies and how much turns the sign", () => {
    expect(sayCause(gate, { aboveOne: 0.34, belowZero: 0, least: 0, largest: 7.2 })).toBe(
      "The forget gate now goes from 0.00 to +7.20: 34% of its values are above 1 and amplify.",
    );
    expect(sayCause(gate, { aboveOne: 0, belowZero: 0.004, least: -0.5, largest: 0.9 })).toBe(
      "The forget gate now goes from −0.50 to +0.90: <1% are below 0 and turn the sign.",
    );
    expect(sayCause(gate, { aboveOne: 0, belowZero: 0, least: 0, largest: 1 })).toBe(
      "The forget gate now goes from 0.00 to +1.00.",
    );
  });

  test("prints values that ran away as powers", () => {
    expect(sayCause(content, { aboveOne: 1, belowZero: 0.1, least: -123_456, largest: 586_981 })).toMatch(
      /from −1·10⁵ to \+6·10⁵\.$/,
    );
  });

  test("is whether content can still take away", () => {
    expect(sayCause(content, { aboveOne: 0, belowZero: 0, least: 0, largest: 1 })).toMatch(
      /nothing can be taken away any more\.$/,
    );
    expect(sayCause(content, { aboveOne: 0, belowZero: 0.5, least: -1, largest: 1 })).toMatch(/to \+1\.00\.$/);
  });

  test("names the definition where there are two", () => {
    expect(sayDefinition("hardSigmoid")).toContain("z/6 + 1/2");
    expect(sayDefinition("relu")).toBe("");
  });

  test("prints sizes that are large as powers, and what is no number as such", () => {
    expect([0.4213, 18.4, 312_000, Infinity, Number.NaN].map(sayNumber)).toEqual(["0.42", "18", "3·10⁵", "∞", "NaN"]);
  });
});
