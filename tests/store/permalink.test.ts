import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { longSentences } from "../../src/engine/sentences.ts";
import { type AddressState, defaultAddress } from "../../src/store/address-state.ts";
import { readAddress, sayIgnored, writeAddress } from "../../src/store/permalink.ts";
import { trackIds } from "../../src/store/tracks.ts";

const known = { views: ["gates", "memory"], models: ["story-lstm", "story-rnn"] };

const addresses: fc.Arbitrary<AddressState> = fc.record({
  view: fc.constantFrom(null, "memory"),
  model: fc.constantFrom(null, "story-rnn"),
  text: fc.option(fc.string({ unit: "grapheme" })),
  step: fc.option(fc.integer({ min: 1, max: 999_999 })),
  unit: fc.option(fc.integer({ min: 0, max: 4096 })),
  layer: fc.integer({ min: 0, max: 9 }),
  stage: fc.option(fc.constantFrom("forget", "update")),
  rows: fc.constantFrom<AddressState["rows"]>(24, 64, "all"),
  order: fc.constantFrom("active", "half-life", "index", "similar"),
  temperature: fc.integer({ min: 5, max: 500 }).map((hundredths) => hundredths / 100),
  asks: fc.constantFrom("sentence", "across", "replaced", "fresh"),
  before: fc.constantFrom("story", "nothing"),
  at: fc.option(fc.integer({ min: 1, max: 500 })),
  target: fc.oneof(
    fc.constantFrom("actual", "likeliest", "floor~couch"),
    fc.string({ minLength: 1 }).filter((word) => word.trim() !== ""),
  ),
  isRelative: fc.boolean(),
  weights: fc.constantFrom("trained", "random"),
  units: fc.option(fc.integer({ min: 1, max: 512 })),
  recurrent: fc.integer({ min: 0, max: 80 }).map((twentieths) => twentieths / 20),
  input: fc.integer({ min: 0, max: 80 }).map((twentieths) => twentieths / 20),
  forgetBias: fc.option(fc.integer({ min: -20, max: 50 }).map((tenths) => tenths / 10)),
  length: fc.option(fc.integer({ min: 1, max: 500 })),
  words: fc.constantFrom("repeated", "random"),
  seed: fc.integer({ min: 0, max: 999 }),
  second: fc.option(fc.string({ unit: "grapheme" })),
  followed: fc.option(fc.string({ minLength: 1 }).filter((word) => word.trim() !== "")),
  probes: fc.array(fc.stringMatching(/^[a-z’]{1,8}$/), { minLength: 1, maxLength: 12 }),
  topK: fc.option(fc.integer({ min: 1, max: 9999 })),
  swap: fc.option(
    fc.record({
      signal: fc.constantFrom("forgetGate", "hiddenState"),
      activation: fc.constantFrom("sigmoid", "tanh", "relu", "hardSigmoid"),
    }),
  ),
  topP: fc.option(fc.integer({ min: 1, max: 100 }).map((hundredths) => hundredths / 100)),
  under: fc.constantFrom("gains", "words", "signals"),
  measure: fc.constantFrom("norm", "gradientTimesInput", "integrated", "replaced"),
  signal: fc.option(fc.constantFrom("cellState", "forgetGate")),
  many: fc.option(
    fc.oneof(
      fc.constant(longSentences),
      fc.array(
        fc.string({ minLength: 1 }).filter((line) => line.trim() !== "" && !line.includes("\n")),
        { minLength: 1 },
      ),
    ),
  ),
  tracks: fc.subarray([...trackIds], { maxLength: 3 }),
  guide: fc.option(fc.integer({ min: 1, max: 6 })),
  memoryPart: fc.constantFrom("map", "ledger", "match"),
  contextState: fc.constantFrom("hiddenState", "cellState"),
  colouredBy: fc.option(fc.constantFrom("quotes", "next")),
  unitNames: fc
    .array(fc.tuple(fc.integer({ min: 0, max: 4096 }), fc.stringMatching(/^[a-z ’:]{1,20}$/)))
    .map((names) => new Map(names)),
  pattern: fc.option(fc.constantFrom("cellState_0.5_1_0_3h", "forgetGate_0.25_2_1_12h47l_3b")),
  keptPatterns: fc
    .array(fc.tuple(fc.stringMatching(/^[a-z ’:]{1,20}$/), fc.constantFrom("cellState_0.5_1_0_3h", "hiddenState_0.2_1_0_3l")))
    .map((kept) => new Map(kept)),
  isEmbedded: fc.boolean(),
  theme: fc.constantFrom(null, "light", "dark"),
});

describe("the address", () => {
  test("is read back to the state that it was written from", () => {
    fc.assert(
      fc.property(addresses, (address) => {
        const read = readAddress(writeAddress(address), known);
        expect(read).toEqual({ address, ignored: [], newerVersion: null });
      }),
    );
  });

  test("never throws and never leaves the known values, whatever stands in it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (fragment) => {
        const { address } = readAddress(`#${fragment}`, known);
        expect([24, 64, "all"]).toContain(address.rows);
        expect(address.temperature).toBeGreaterThanOrEqual(0.05);
        expect(readAddress(writeAddress(address), known).address).toEqual(address);
      }),
    );
  });

  test("is empty where everything is as by default", () => {
    expect(writeAddress(defaultAddress)).toBe("");
  });

  test("is form-encoded, with a plus for a space", () => {
    const address = { ...defaultAddress, text: "the cat sat + slept", step: 5, unit: 47, stage: "update" };
    expect(writeAddress(address)).toBe("#s=the+cat+sat+%2B+slept&t=5&u=47&stage=update");
  });

  test("keeps an empty sentence apart from none", () => {
    expect(readAddress("#s=", known).address.text).toBe("");
    expect(readAddress("#", known).address.text).toBe(null);
    expect(writeAddress({ ...defaultAddress, text: "" })).toBe("#s=");
  });

  test("takes the documented example", () => {
    const { address, ignored } = readAddress(
      "#v=1&view=gates&model=story-lstm&s=the+cat+sat+on+the&t=5&u=47&stage=update",
      known,
    );
    expect(ignored).toEqual([]);
    expect(address).toMatchObject({ view: "gates", model: "story-lstm", text: "the cat sat on the", step: 5, unit: 47 });
  });

  test("says what it ignores, and takes the rest", () => {
    const read = readAddress("#s=the+cat&t=0&rows=25&temp=9&view=nowhere&model=mine&region=7&u=1e3&v=x", known);
    expect(read.address).toEqual({ ...defaultAddress, text: "the cat" });
    expect(read.ignored.map(({ what }) => what)).toEqual([
      "t=0",
      "rows=25",
      "temp=9",
      "view=nowhere",
      "model=mine",
      "region=7",
      "u=1e3",
      "v=x",
    ]);
    expect(sayIgnored(read.ignored.slice(0, 1))).toBe("t=0 (a whole number from 1 is needed).");
  });

  test("takes nothing of a newer version", () => {
    expect(readAddress("#v=2&s=the+cat", known)).toEqual({ address: defaultAddress, ignored: [], newerVersion: "2" });
  });
});
