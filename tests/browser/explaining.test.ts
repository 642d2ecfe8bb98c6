import { describe, expect } from "vitest";
import { test } from "./gates-page.ts";

const sat = "s=the+cat+sat+on+the&t=3&u=47&stage=hidden";

/** A printed number as a number. */
function numberOf(text: string): number {
  return Number(text.replace("−", "-").replace(/[+≈ ]/g, ""));
}

describe("any number explains itself", () => {
  test("its terms add up to it, lead to the numbers before, and back", async ({ open }) => {
    const { page } = await open({ address: sat });
    const memory = page
      .getByRole("region", { name: "Equations" })
      .getByRole("button", { name: /^memory / })
      .first();
    await memory.click();
    const explainer = page.getByRole("dialog", { name: /^Memory part of the forget gate of unit 47, “sat”/ });
    const rows = explainer.getByRole("row");
    await expect.poll(() => rows.count()).toBeGreaterThan(10);

    const cells = await rows.evaluateAll((all) =>
      all.map((row) => row.querySelector("td:nth-last-of-type(2)")?.textContent ?? ""),
    );
    const decimals = cells[0]?.split(".")[1]?.length ?? 0;
    const sum = cells.reduce((soFar, cell) => soFar + numberOf(cell), 0);
    const total = await explainer.locator("caption b").textContent();
    const difference = Math.abs(sum - numberOf(total ?? ""));
    expect(difference).toBeLessThan(total?.startsWith("≈") ? cells.length * 0.5 * 10 ** -decimals : 0.1 * 10 ** -decimals);

    await rows
      .first()
      .getByRole("button", { name: /^unit / })
      .click();
    await page.getByRole("dialog", { name: /^Hidden state of unit \d+, “cat”$/ }).waitFor();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /^output gate / })
      .click();
    await page.getByRole("dialog", { name: /^Output gate of unit \d+, “cat”$/ }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog", { name: /^Hidden state of unit/ }).waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Back" }).click();
    await explainer.waitFor();

    await rows
      .first()
      .getByRole("button", { name: /^weight / })
      .click();
    await expect.poll(() => page.getByRole("dialog").locator("code").textContent()).toMatch(/^weight_hh_l0\[\d+, \d+\]$/);
    await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
    await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
    expect(await memory.evaluate((button) => button === document.activeElement)).toBe(true);
  });

  test("it closes when its word changes", async ({ open }) => {
    const { page, write } = await open({ address: sat });
    await page
      .getByRole("region", { name: "Equations" })
      .getByRole("button", { name: /^word / })
      .first()
      .click();
    await page.getByRole("dialog").waitFor();
    await write("the dog ran");
    await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
  });
});

describe("symbols", () => {
  test("mark their wire, and a symbol of the word before pins that word", async ({ open }) => {
    const { page, word } = await open({ address: sat });
    const before = page.getByRole("region", { name: "Equations" }).locator("[data-signal=cellState][data-when=before]").first();
    await before.hover();
    await expect.poll(() => page.locator("[data-marked]").getAttribute("data-carries")).toBe("cellState before");
    await before.click();
    await expect.poll(() => word.getAttribute("aria-valuetext")).toBe("cat, 2 of 5");
  });
});
