import { describe, expect, it } from "vitest";
import { readAddress } from "../../../src/store/permalink.ts";
import { embedCode, shareLink } from "../../../src/views/shared/share-link.ts";

const moment = { view: "gates", modelId: "story-lstm", text: "the cat & “dog” sat", step: 3, unit: 47, stage: "update" };
const exists = { views: ["gates"], models: ["story-lstm"] };

describe("share link", () => {
  it("spells out sentence, word, unit and stage, and reads back", () => {
    const link = new URL(shareLink("https://example.org/some/path/#v=1&theme=dark", moment, true));
    expect(link.pathname).toBe("/some/path/");
    const { address, ignored } = readAddress(link.hash, exists);
    expect(ignored).toEqual([]);
    expect(address).toMatchObject({ view: "gates", model: "story-lstm", theme: "dark", unit: 47, step: 3, stage: "update" });
    expect(new URLSearchParams(link.hash.slice(1)).get("s")).toBe(moment.text);
  });

  it("leaves out a model that is on this device alone", () => {
    expect(shareLink("https://example.org/#model=mine", { ...moment, modelId: "mine" }, false)).not.toContain("mine");
  });

  it("embeds the same moment, escaped for HTML", () => {
    const code = embedCode("https://example.org/#v=1&s=the+cat");
    expect(code).toContain('src="https://example.org/#v=1&amp;s=the+cat&amp;embed=1"');
  });
});
