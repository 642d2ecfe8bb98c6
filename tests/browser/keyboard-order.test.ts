import { describe, expect } from "vitest";
import { test } from "./gates-page.ts";

describe("for a keyboard", () => {
  test("the order of focus is header, sentence, stack, cell and equations, side, transport", async ({ open }) => {
    const { page, sentence } = await open({ address: "s=the+cat+sat" });
    await sentence.evaluate((element) => element.blur());
    const visited: string[] = [];
    for (let presses = 0; presses < 80; presses++) {
      await page.keyboard.press("Tab");
      const place = await page.evaluate(() => {
        const element = document.activeElement;
        if (element === null || element === document.body) return "end";
        if (element.closest("header") !== null) return "header";
        if (element.getAttribute("aria-label") === "Sentence" || element.closest("[data-axis]") !== null) return "sentence";
        if (element.closest("footer") !== null) return "transport";
        return element.closest("[role=grid]") === null ? "other" : "stack";
      });
      if (place === "end") break;
      if (place === "sentence") await page.keyboard.press("Escape");
      if (place !== "other" && visited.at(-1) !== place) visited.push(place);
    }
    expect(visited).toEqual(["header", "sentence", "stack", "transport"]);
  });

  test("a dialog takes the focus and gives it back", async ({ open }) => {
    const { page, button } = await open();
    await button("Share").focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    expect(await page.evaluate(() => document.activeElement?.closest("dialog") !== null)).toBe(true);
    await page.keyboard.press("Escape");
    await expect.poll(() => button("Share").evaluate((element) => element === document.activeElement)).toBe(true);
  });
});
