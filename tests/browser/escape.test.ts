import type { Page } from "playwright";
import { describe, expect } from "vitest";
import { type GatesPage, test } from "./gates-page.ts";

/** What can stand open, how it is opened, and what it is. */
const open = (name: string) => (page: Page) => page.getByRole("button", { name, exact: true }).first().click();
const things: readonly (readonly [string, (page: Page) => Promise<unknown>, string])[] = [
  ["Share", open("Share"), "dialog[open]"],
  ["the keyboard dialog", open("Keyboard"), "dialog[open]"],
  ["the model menu", open("story-lstm"), "dialog[open]"],
  ["the rows", (page) => page.getByRole("button", { name: /^Rows: / }).click(), ":popover-open"],
  ["where a number comes from", (page) => page.locator(".worked-number").first().click(), ".explainer"],
  [
    "the box of an unknown word",
    async (page) => {
      await page.getByRole("textbox", { name: "Sentence" }).focus();
      await page.keyboard.press("End");
      await page.keyboard.type(" tabbyish ");
      await page.keyboard.press("ArrowLeft");
      await page.keyboard.press("ArrowLeft");
    },
    ".unknown-word",
  ],
];

async function stands({ page, settle }: GatesPage, act: (page: Page) => Promise<unknown>, what: string) {
  await settle();
  await act(page);
  await page.locator(what).first().waitFor();
}

describe("Escape closes", () => {
  test.for(things)("%s, with the focus in it and with the focus on the page", async ([, act, what], { open }) => {
    const gates = await open({ address: "s=the+cat+sat+on+the+mat&t=6&stage=update" });
    const { page } = gates;
    await stands(gates, act, what);
    await page.keyboard.press("Escape");
    await expect.poll(() => page.locator(what).filter({ visible: true }).count()).toBe(0);
    await page.evaluate(() => {
      window.location.hash = "#s=the+dog+sat+on+the+mat&t=6&stage=update";
    });
    await stands(gates, act, what);
    await page.evaluate(() => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    });
    await page.keyboard.press("Escape");
    await expect.poll(() => page.locator(what).filter({ visible: true }).count()).toBe(0);
  });
});
