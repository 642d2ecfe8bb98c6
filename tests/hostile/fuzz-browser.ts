import { chromium, type Page } from "playwright";
import { buildAndServe } from "../browser/built-page.ts";
import { browserFlags, findBrowser } from "../browser/find-browser.ts";
import type { Finding } from "./finding.ts";
import { hostileFragment } from "./fragments.ts";
import { hostileFiles } from "./lies.ts";

/** The same through the built page: its file input and its address. Slower by far. */
export async function fuzzBrowser(seed: number, count: number, tell: (done: number) => void): Promise<Finding[]> {
  const built = await buildAndServe();
  const browser = await chromium.launch({ executablePath: findBrowser(), args: browserFlags });
  const findings: Finding[] = [];
  try {
    let page = await openPage();
    for (let own = seed; own < seed + count; own++) {
      const files = hostileFiles(own);
      const fragment = hostileFragment(own);
      for (const [kind, input, act] of [
        ["files", files.name, () => dropFiles(page.page, files.files)],
        ["address", fragment, () => followFragment(page.page, fragment)],
      ] as const) {
        const wrong = await act().then(
          () => page.problems.splice(0),
          (error: unknown) => [String(error).slice(0, 200), ...page.problems.splice(0)],
        );
        if (wrong.length === 0) continue;
        findings.push({ kind, seed: own, input, wrong });
        await page.close();
        page = await openPage();
      }
      tell(own - seed + 1);
    }
  } finally {
    await browser.close();
    await built.close();
  }
  return findings;

  async function openPage() {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(`error: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error") problems.push(`console: ${message.text()}`);
    });
    page.on("dialog", (dialog) => {
      problems.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    await page.goto(`${built.atRoot}#s=the+cat+sat`);
    await isAtRest(page);
    return { page, problems, close: () => context.close() };
  }
}

const isAtRest = (page: Page) => page.locator('main[aria-busy="false"]').waitFor({ timeout: 30_000 });

/** Opens the files, waits for what the page says, and lets go of them again. @throws Error where the page is at a loss */
async function dropFiles(page: Page, files: ReturnType<typeof hostileFiles>["files"]): Promise<void> {
  await page.evaluate(() => {
    window.location.hash = "#s=the+cat+sat";
  });
  await isAtRest(page);
  const chip = page.locator(".model-chip");
  await chip.click();
  const input = page.getByLabel("Open a model");
  await input.setInputFiles(
    files.map(({ name, bytes }) => ({
      name: name.replaceAll("\u0000", ""),
      mimeType: "application/octet-stream",
      buffer: Buffer.from(bytes),
    })),
  );
  await page
    .locator(".notice")
    .or(page.locator(".model-chip:not([aria-label='story-lstm'])"))
    .first()
    .waitFor({ timeout: 30_000 });
  await checkPage(page);
  while ((await page.getByRole("button", { name: "Dismiss" }).count()) > 0)
    await page.getByRole("button", { name: "Dismiss" }).first().click();
  if ((await chip.getAttribute("aria-label")) === "story-lstm") return;
  await chip.click();
  await page
    .getByRole("button", { name: /^Close / })
    .first()
    .click();
  await page.keyboard.press("Escape");
  await page.locator(".model-chip[aria-label='story-lstm']").waitFor({ timeout: 30_000 });
}

async function followFragment(page: Page, fragment: string): Promise<void> {
  await page.evaluate((hash) => {
    window.location.hash = hash;
  }, fragment);
  await checkPage(page);
}

/** @throws Error with what may not be seen on the page */
async function checkPage(page: Page): Promise<void> {
  await isAtRest(page);
  const wrong = await page.evaluate(() => {
    const found: string[] = [];
    if (document.documentElement.scrollWidth > window.innerWidth) found.push("the page is wider than the window");
    if (document.querySelector("[d*='NaN'], [transform*='NaN'], [style*='NaN']") !== null) found.push("a drawing at no place");
    // A reader may write “NaN”; of a model whose numbers are none the page says so.
    const isTold = [...document.querySelectorAll(".notice")].some(({ textContent }) => textContent?.includes("gives no numbers"));
    const isWritten = [...document.querySelectorAll("input")].some(({ value }) => value.includes("NaN"));
    if (!isTold && !isWritten && /\bNaN\b/.test(document.querySelector("main")?.innerText ?? ""))
      found.push("a number that is none");
    if (Object.keys(Object.prototype).length > 0) found.push("Object has changed");
    for (const cross of document.querySelectorAll(".notice > .icon-button")) {
      const { top, right } = cross.getBoundingClientRect();
      if (top < 0 || right > window.innerWidth) found.push("a cross outside of the window");
    }
    return found;
  });
  if (wrong.length > 0) throw new Error(wrong.join(", "));
}
