import type { Page } from "playwright";
import { describe, expect } from "vitest";
import { type GatesPage, test } from "./gates-page.ts";

const ADDRESS = "s=the+cat+sat+on+the+mat&t=6&stage=update";

/** What can stand open, how it is opened, and what it is. */
const open = (name: string) => (page: Page) => page.getByRole("button", { name, exact: true }).first().click();
const things: readonly (readonly [string, (page: Page) => Promise<unknown>, string])[] = [
  ["Share", open("Share"), "dialog[open]"],
  ["the keyboard dialog", open("Keyboard"), "dialog[open]"],
  ["the model menu", open("story-lstm"), "dialog[open]"],
  ["the rows", (page) => page.getByRole("button", { name: /^Rows: / }).click(), ":popover-open"],
  ["where a number comes from", (page) => page.locator(".worked-number").first().click(), ".explainer"],
];

async function unknownWord(page: Page): Promise<void> {
  await page.getByRole("textbox", { name: "Sentence" }).focus();
  await page.keyboard.press("End");
  await page.keyboard.type(" tabbyish ");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
}

async function stands({ page, settle }: GatesPage, act: (page: Page) => Promise<unknown>, what: string) {
  await settle();
  await act(page);
  await page.locator(what).first().waitFor();
}

function standing(page: Page, what: string): Promise<number> {
  return page.locator(what).filter({ visible: true }).count();
}

function blur(page: Page): Promise<void> {
  return page.evaluate(() => (document.activeElement as HTMLElement).blur());
}

describe("Escape closes", () => {
  test.for(things)("%s, with the focus in it and with the focus on the page", async ([, act, what], { open }) => {
    const gates = await open({ address: ADDRESS });
    const { page } = gates;
    await stands(gates, act, what);
    await page.keyboard.press("Escape");
    await expect.poll(() => standing(page, what)).toBe(0);
    await stands(gates, act, what);
    await page.locator(what).filter({ visible: true }).first().locator("button, input, [href]").first().focus();
    await blur(page);
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
    expect(await standing(page, what)).toBe(1);
    await page.keyboard.press("Escape");
    await expect.poll(() => standing(page, what)).toBe(0);
  });

  test("the box of an unknown word, which leaving the sentence closes too", async ({ open }) => {
    const gates = await open({ address: ADDRESS });
    const { page } = gates;
    const box = ".unknown-word";
    const typeOn = async () => {
      await page.keyboard.type("s");
      await page.keyboard.press("ArrowLeft");
      await page.locator(box).first().waitFor();
    };
    await stands(gates, unknownWord, box);
    await page.keyboard.press("Escape");
    await expect.poll(() => standing(page, box)).toBe(0);
    await typeOn();
    await blur(page);
    await expect.poll(() => standing(page, box)).toBe(0);
    await page.getByRole("textbox", { name: "Sentence" }).focus();
    await typeOn();
    // A press on its words, to copy them, leaves it there.
    await page.locator(`${box} p`).first().click();
    await blur(page);
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
    expect(await standing(page, box)).toBe(1);
    await page.keyboard.press("Escape");
    await expect.poll(() => standing(page, box)).toBe(0);
  });
});
