import { describe, expect } from "vitest";
import { test } from "./gates-page.ts";

const focused = "document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.tagName";

describe("a keyboard that passes by", () => {
  test("Tab walks through the sentence and writes nothing into it", async ({ open }) => {
    const { page, sentence } = await open({ address: "s=once+upon+a" });
    let isReached = false;
    for (let press = 0; press < 30; press++) {
      await page.keyboard.press("Tab");
      const at = await page.evaluate(focused);
      if (isReached && at !== "Sentence") break;
      isReached ||= at === "Sentence";
    }
    expect(isReached).toBe(true);
    expect(await sentence.inputValue()).toBe("once upon a");
    expect(await page.evaluate(focused)).not.toBe("Sentence");
  });

  test("the key beside the grey word is shown only where it would take the word", async ({ open }) => {
    const { page, sentence } = await open({ address: "s=once+upon+a" });
    const key = page.locator("kbd").filter({ hasText: /^Tab$/ });
    const ghost = await page.locator(".ghost-word").textContent();
    expect(await key.count()).toBe(0);
    await sentence.focus();
    expect(await key.count()).toBe(0);
    await page.keyboard.press("ArrowRight");
    await key.waitFor();
    await page.keyboard.press("Tab");
    await expect.poll(() => sentence.inputValue()).toBe(`once upon a ${ghost}`);
  });
});
