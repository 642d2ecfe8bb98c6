import { chromium } from "playwright";
import { describe, expect, inject, test as plain } from "vitest";
import { browserFlags, findBrowser } from "./find-browser.ts";
import { test, watchPage } from "./gates-page.ts";

describe("kernels", () => {
  test("that this browser has are used, and agree with the reference, as the reader can see", async ({ open }) => {
    const { page, button } = await open({ address: "s=the+cat+sat" });
    await button("Keyboard").click();
    const speed = page.getByRole("dialog").getByRole("region", { name: "Speed" });
    await speed.getByRole("button", { name: "Measure" }).click();
    const said = speed.getByRole("status").filter({ hasText: /SIMD kernels: [\d,]+ words a second/ });
    await said.waitFor();
    const [, difference] = /largest difference to them ([\de+-]+)\./.exec((await said.textContent()) ?? "") ?? [];
    expect(Number(difference)).toBeLessThan(1e-3);
  });

  plain("are not needed: the page works where there is no WebAssembly", { timeout: 120_000 }, async () => {
    const browser = await chromium.launch({
      executablePath: findBrowser(),
      args: [...browserFlags, "--js-flags=--jitless"],
    });
    try {
      const page = await browser.newPage();
      const problems: string[] = [];
      watchPage(page, {}, problems);
      await page.goto(`${inject("atRoot")}#s=the+cat+sat+on+the`);
      expect(await page.evaluate(() => typeof WebAssembly)).toBe("undefined");
      await page.locator('main[aria-busy="false"]').waitFor({ timeout: 45_000 });
      await page.getByRole("list", { name: "Next words" }).getByRole("listitem").first().waitFor({ timeout: 45_000 });
      await page.getByRole("button", { name: "Keyboard" }).click();
      await page.getByRole("region", { name: "Speed" }).getByRole("button", { name: "Measure" }).click();
      await page.getByText(/^typescript kernels: /).waitFor({ timeout: 45_000 });
      expect(problems).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});
