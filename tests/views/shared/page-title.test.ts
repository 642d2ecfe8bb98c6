import { describe, expect, it } from "vitest";
import { pageTitle } from "../../../src/views/shared/page-title.ts";

describe("the page's title", () => {
  it("says what is read and in which view", () => {
    expect(pageTitle("the cat sat on the", "Gates")).toBe("the cat sat on the — Gates — Gatescope");
    expect(pageTitle(" the\n cat ", "Predict")).toBe("the cat — Predict — Gatescope");
  });

  it("leaves out what is not there", () => {
    expect(pageTitle("  ", "Memory")).toBe("Memory — Gatescope");
    expect(pageTitle("", null)).toBe("Gatescope");
  });

  it("cuts a long sentence after a whole word, and a word without end anywhere", () => {
    const title = pageTitle("once upon a time ".repeat(40), "Gates");
    expect(title).toBe(`${"once upon a time ".repeat(3)}once upon … — Gates — Gatescope`);
    expect(pageTitle("a".repeat(10_000), "Gates").length).toBeLessThan(90);
  });
});
