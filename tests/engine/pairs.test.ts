import { describe, expect, test } from "vitest";
import { examples } from "../../src/store/examples.ts";
import { minimalPairs } from "../../training/minimal-pairs.ts";
import { openShipped } from "../../training/open-model.ts";
import { describePairs, scoreKinds, scorePair } from "../../training/pairs.ts";
import { readReadme } from "../house/readme-figures.ts";
import { createRandomModel } from "./random-model.ts";

const shipped = ["story-lstm", "story-rnn", "story-stateless"].map(openShipped);
const [lstm, , stateless] = shipped as [(typeof shipped)[0], (typeof shipped)[0], (typeof shipped)[0]];

describe("minimal pairs", () => {
  test("are at least forty over at least five kinds, as many of each, all of known words", () => {
    expect(minimalPairs.length).toBeGreaterThanOrEqual(40);
    const kinds = new Map<string, number>();
    for (const { kind } of minimalPairs) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    expect(kinds.size).toBeGreaterThanOrEqual(5);
    expect(new Set(kinds.values()).size).toBe(1);
    // Unknown words are refused.
    for (const pair of minimalPairs) expect(scorePair(lstm, pair).logOdds).not.toBeNaN();
    expect(new Set(minimalPairs.map(({ first, second }) => `${first}|${second}`)).size).toBe(minimalPairs.length);
  });

  test("cannot be won by preferring a word, and a model that sees the last word alone wins only where that differs", () => {
    for (const pair of minimalPairs) {
      const last = (text: string) => text.split(" ").at(-1);
      if (last(pair.first) === last(pair.second))
        expect(scorePair(stateless, pair)).toMatchObject({ isRight: false, logOdds: 0 });
    }
  });

  test("are right where both preferences are, by the logits themselves", () => {
    const model = createRandomModel({ cell: "rnn", layers: 1, units: 5, inputs: 4, vocabulary: 9, seed: 1 });
    const pair = { kind: "a", first: "1 2", second: "3 2", word: "#4", other: "#5" };
    expect(() => scorePair(model, pair)).toThrow("#4");
    const one = { first: 1, second: -3, isRight: true, logOdds: 2 };
    const scores = [one, { ...one, isRight: false, logOdds: 0 }];
    expect(scoreKinds([pair, { ...pair, kind: "b" }], scores)).toEqual([
      { kind: "a", right: 1, of: 1, logOdds: 2 },
      { kind: "b", right: 0, of: 1, logOdds: 0 },
      { kind: "all", right: 1, of: 2, logOdds: 1 },
    ]);
  });

  test("stand in the README as they come out (npm run pairs prints them)", () => {
    const rows = describePairs(shipped, minimalPairs)
      .split("\n")
      .filter((line) => line.startsWith("|"));
    expect(rows.length).toBe(10);
    for (const row of rows) expect(readReadme()).toContain(row);
  });

  test("hold the page's examples that claim something: right in the LSTM, wrong in a smaller memory, failures named as such", () => {
    for (const { text, shows } of examples.slice(1)) {
      const pair = minimalPairs.find(({ first }) => first === text);
      if (pair === undefined) throw new Error(`${text} is no pair`);
      const isFailure = shows.includes("missed");
      expect(scorePair(lstm, pair).isRight).toBe(!isFailure);
      expect(scorePair(stateless, pair).isRight).toBe(false);
    }
  });
});
