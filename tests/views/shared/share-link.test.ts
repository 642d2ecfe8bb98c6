import { describe, expect, it } from "vitest";
import { ADDRESS_LETTERS, EASY_LINK_LETTERS } from "../../../src/engine/limits.ts";
import { readAddress } from "../../../src/store/permalink.ts";
import { embedCode, sayLength, shareLink } from "../../../src/views/shared/share-link.ts";

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

  it("holds the beginning of a sentence that is too long, and says so; of one that is long that few programs pass it on", () => {
    const of = (text: string) => {
      const link = shareLink("https://example.org/#theme=dark", { ...moment, text }, true);
      return { link, said: sayLength(link, text), read: readAddress(new URL(link).hash, exists).address };
    };
    expect(of("the cat").said).toBeNull();
    const easy = "a".repeat(EASY_LINK_LETTERS - of("").link.length);
    expect(of(easy).said).toBeNull();
    expect(of(`${easy}a`).said).toMatch(/^This link has 8,001 letters: many/);
    const long = of("the cat ".repeat(12_000));
    expect(new URL(long.link).hash.length).toBeLessThanOrEqual(ADDRESS_LETTERS + 1);
    expect(long.read).toMatchObject({ unit: 47, theme: "dark" });
    expect(long.said).toMatch(/^The sentence is too long for a link: this one holds its first 63,\d\d\d of 96,000 letters\.$/);
    expect("the cat ".repeat(12_000).startsWith(long.read.text ?? "?")).toBe(true);
  });

  it("embeds the same moment, escaped for HTML", () => {
    const code = embedCode("https://example.org/#v=1&s=the+cat");
    expect(code).toContain('src="https://example.org/#v=1&amp;s=the+cat&amp;embed=1"');
  });
});
