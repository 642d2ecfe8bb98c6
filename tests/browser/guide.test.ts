import { describe, expect } from "vitest";
import { test } from "./gates-page.ts";

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

describe("how to read this", () => {
  test("is one press away: six captions over the page, each with an address; nothing of the page moves, Esc ends it", async ({
    open,
  }) => {
    const { page, key } = await open();
    const grid = page.getByRole("grid").first();
    await grid.waitFor();
    await page.getByRole("button", { name: "How to read this" }).click();
    const card = page.getByRole("dialog", { name: "How to read this" });
    const before = await grid.boundingBox();
    const titles = new Set<string>();
    for (let caption = 1; caption <= 6; caption++) {
      await card.getByText(`${caption} of 6`).waitFor();
      titles.add((await card.getByRole("heading").textContent()) ?? "");
      await expect.poll(() => key("guide")).toBe(String(caption));
      expect(await grid.boundingBox()).toEqual(before);
      if (caption < 6) await card.getByRole("button", { name: "Next" }).click();
    }
    expect(titles.size).toBe(6);
    await page.keyboard.press("ArrowLeft");
    await card.getByText("5 of 6").waitFor();
    await page.keyboard.press("Escape");
    await card.waitFor({ state: "detached" });
    await expect.poll(() => key("guide")).toBeNull();
  });

  test.for(["1", "2", "4", "5", "6"])(
    "caption %s stands whole on a phone, opened by its address at the sentence of the page",
    async (guide, { open }) => {
      const { page, key } = await open({ address: `guide=${guide}`, context: phone });
      const card = page.getByRole("dialog", { name: "How to read this" });
      await card.getByText(`${guide} of 6`).waitFor();
      await page.locator(".guide-ring").waitFor();
      const box = await card.boundingBox();
      expect(box !== null && box.x >= 0 && box.y >= 0 && box.x + box.width <= 390 && box.y + box.height <= 844).toBe(true);
      expect(key("s")).toMatch(/^Lily saw a dog/);
      await page
        .getByText(/a quotation is open/)
        .first()
        .waitFor();
    },
  );
});
