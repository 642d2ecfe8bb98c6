import { describe, expect, it } from "vitest";
import type { AppState } from "../../../src/store/state.ts";
import { sentenceNote } from "../../../src/views/shared/sentence-note.ts";
import { countSteps } from "../../../src/views/shared/sentence-title.tsx";

function note(known: readonly boolean[], change: Partial<AppState> = {}): string | null {
  return sentenceNote({
    tokens: known.map((isKnown, k) => ({ text: `w${k}`, id: k, known: isKnown, start: 3 * k, end: 3 * k + 2 })),
    lastIsProvisional: false,
    vocabulary: { size: 6000, reading: "words" },
    entries: [{ id: "story-lstm", origin: "shipped" }],
    modelId: "story-lstm",
    ...change,
  } as unknown as AppState);
}

describe("a sentence in a language that the model does not know", () => {
  it("is told how many words the model knows, and of which language", () => {
    expect(note([true, false, false, false])).toBe("This model knows 6,000 English words");
  });

  it("is told no language where nobody has said it", () => {
    expect(note([false, false, false], { modelId: "mine" })).toBe("This model knows 6,000 words");
  });

  it("speaks of characters where these are read, and of nothing where ids are", () => {
    const reading = (kind: string) =>
      note([false, false, false], { vocabulary: { size: 60, reading: kind }, modelId: "mine" } as never);
    expect(reading("characters")).toBe("This model knows 60 characters");
    expect(reading("ids")).toBe(null);
  });

  it("is not one where most words are known, where it is short, or while its last word is typed", () => {
    expect(note([true, true, true, false])).toBe(null);
    expect(note([false, false])).toBe(null);
    expect(note([true, true, false, false], { lastIsProvisional: true })).toBe(null);
    expect(note([false, false, false], { vocabulary: null })).toBe(null);
  });
});

describe("the length of a sentence", () => {
  const count = (steps: number, reading: string) =>
    countSteps({ tokens: Array(steps), vocabulary: { reading } } as unknown as AppState);

  it("is counted in what the model reads: words, or characters", () => {
    expect([count(1, "words"), count(1200, "words")]).toEqual(["1 word", "1,200 words"]);
    expect([count(1, "characters"), count(23, "characters")]).toEqual(["1 character", "23 characters"]);
  });
});
