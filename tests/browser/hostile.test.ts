import type { Page } from "playwright";
import { describe, expect } from "vitest";
import { hostileAddresses, hostileModels, hostileTexts } from "../hostile/cases.ts";
import { test } from "./gates-page.ts";

/** What may not be seen, whatever was done. */
const wrongOn = (page: Page) =>
  page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let longest = 0;
    while (walker.nextNode() !== null) longest = Math.max(longest, walker.currentNode.nodeValue?.length ?? 0);
    const claims: readonly (readonly [string, boolean])[] = [
      ["a page wider than the window", document.documentElement.scrollWidth <= window.innerWidth],
      ["a drawing at no place", document.querySelector("[d*='NaN'], [transform*='NaN'], [style*='NaN']") === null],
      ["a number that is none", !/\bNaN\b/.test(document.querySelector("main")?.innerText ?? "")],
      ["a text without end", longest < 2000],
      ["a page that was taken over", document.title !== "1"],
    ];
    return claims.filter(([, holds]) => !holds).map(([what]) => what);
  });

describe("whatever broke the page once does so no more on the page itself", () => {
  test("addresses", async ({ open }) => {
    const { page, sentence, settle } = await open({ address: "s=the+cat+sat" });
    for (const { name, make } of hostileAddresses) {
      await page.evaluate((fragment) => {
        window.location.hash = fragment;
      }, make());
      await settle();
      expect(await wrongOn(page), name).toEqual([]);
      await page.evaluate(() => {
        window.location.hash = "#s=the+dog";
      });
      await expect.poll(() => sentence.inputValue(), { message: name }).toBe("the dog");
    }
  });

  test("texts", async ({ open }) => {
    const { page, sentence, settle } = await open({ address: "s=the+cat+sat" });
    for (const { name, make } of hostileTexts) {
      await sentence.fill(make());
      await settle();
      expect(await wrongOn(page), name).toEqual([]);
    }
  });

  test("files", async ({ open }) => {
    const { page, button, openFiles, settle } = await open({ address: "s=the+cat+sat" });
    for (const { name, make } of hostileModels) {
      await openFiles(
        "story-lstm",
        make().files.map((file) => ({ name: file.name, buffer: Buffer.from(file.bytes) })),
      );
      await page.locator(".notice, .model-chip:not([aria-label='story-lstm'])").first().waitFor();
      await settle();
      expect(await wrongOn(page), name).toEqual([]);
      for (let left = 9; left > 0 && (await button("Dismiss").count()) > 0; left--) await button("Dismiss").first().click();
      if ((await button("story-lstm").count()) > 0) continue;
      await page.locator(".model-chip").click();
      await page
        .getByRole("button", { name: /^Close / })
        .first()
        .click();
      await page.keyboard.press("Escape");
      await button("story-lstm").waitFor();
      await settle();
    }
  });
});
