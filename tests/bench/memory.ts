import { existsSync, readFileSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright";
import { buildAndServe } from "../browser/built-page.ts";
import { browserFlags, findBrowser } from "../browser/find-browser.ts";
import { openShipped } from "../browser/gradient-numbers.ts";

const words = 10_000;
const print = (line: string) => process.stdout.write(`${line}\n`);

/** Bytes that the page's process holds for itself, after what is no longer needed has been collected. */
async function held(browser: Browser, page: Page): Promise<number> {
  const collect = () => (globalThis as { readonly gc?: () => void }).gc?.();
  await page.evaluate(collect);
  for (const worker of page.workers()) await worker.evaluate(collect);
  await page.waitForTimeout(2000);
  const system = await browser.newBrowserCDPSession();
  const { processInfo } = await system.send("SystemInfo.getProcessInfo");
  await system.detach();
  const sizes = processInfo
    .filter(({ type }) => type === "renderer")
    .map(({ id }) => {
      const text = readFileSync(`/proc/${id}/smaps_rollup`, "utf8");
      const kilobytes = [...text.matchAll(/^Private_(?:Clean|Dirty): +(\d+) kB$/gm)].map(([, size]) => Number(size));
      return 1024 * kilobytes.reduce((sum, size) => sum + size, 0);
    });
  return Math.max(...sizes);
}

/** Prints what the page holds of ten thousand words, in multiples of the trace of all their signals, and what it keeps of it afterwards. */
export async function main(): Promise<void> {
  if (!existsSync("/proc/self/smaps_rollup")) {
    print("memory of the page is measured on Linux alone");
    return;
  }
  const built = await buildAndServe();
  const browser = await chromium.launch({ executablePath: findBrowser(), args: [...browserFlags, "--js-flags=--expose-gc"] });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(`${built.atRoot}#s=the`);
    const sentence = page.getByRole("textbox", { name: "Sentence" });
    const enter = async (text: string) => {
      await sentence.fill(text);
      await page.waitForTimeout(1000);
      await page.locator('main[aria-busy="false"]').waitFor({ timeout: 60_000 });
    };
    await enter("the cat sat");
    const before = await held(browser, page);
    await enter(Array.from({ length: words }, (_, k) => ["the", "cat", "sat", "on", "a", "mat", "and"][k % 7]).join(" "));
    const full = await held(browser, page);
    await enter("the cat sat");
    const after = await held(browser, page);
    const { layout } = openShipped("story-lstm");
    const trace = 4 * words * layout.signals.length * layout.units;
    print(
      `memory of the page, Chromium ${browser.version()}, in multiples of a trace of ${words} words, every signal of every unit`,
    );
    print(
      `  with these words ${((full - before) / trace).toFixed(2)} ×   after three words took their place ${((after - before) / trace).toFixed(2)} ×`,
    );
  } finally {
    await browser.close();
    await built.close();
  }
}
