import { type Browser, chromium, type Page } from "playwright";
import { buildAndServe } from "../browser/built-page.ts";
import { browserFlags, findBrowser } from "../browser/find-browser.ts";
import { quantile } from "./keystroke.ts";

const moves = 60;
const address = "view=gradients&s=the+cat+that+chased+the+mice+in+the+barn+sat+on+the";

declare global {
  interface Window {
    slider?: { readonly toFrame: number[]; readonly toCurve: number[]; readonly longTasks: number[] };
  }
}

/** Installs the clock: input event → frame, input event → the frame after the curve changed. */
function installClock(selector: string): void {
  const record = { toFrame: [] as number[], toCurve: [] as number[], longTasks: [] as number[] };
  window.slider = record;
  let pressed = 0;
  window.addEventListener(
    "input",
    ({ timeStamp }) => {
      pressed = timeStamp;
      requestAnimationFrame(() => setTimeout(() => record.toFrame.push(performance.now() - timeStamp)));
    },
    true,
  );
  new PerformanceObserver((list) => record.longTasks.push(...list.getEntries().map((entry) => entry.duration))).observe({
    type: "longtask",
  });
  const curve = document.querySelector(selector);
  if (curve === null) return;
  new MutationObserver(() => {
    const start = pressed;
    requestAnimationFrame(() => setTimeout(() => record.toCurve.push(performance.now() - start)));
  }).observe(curve, { attributes: true });
}

/** Moves the first slider of the page. */
async function drag(page: Page): Promise<NonNullable<Window["slider"]>> {
  await page.locator("input[type=range]").first().focus();
  for (let move = 0; move < moves; move++) {
    await page.keyboard.press(move < moves / 2 ? "ArrowLeft" : "ArrowRight");
    await page.waitForTimeout(120);
  }
  await page.waitForTimeout(500);
  return page.evaluate(() => window.slider as NonNullable<Window["slider"]>);
}

async function dragOnThePage(browser: Browser, base: string) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${base}#${address}`);
  await page.getByRole("img", { name: /eigenvalues/ }).waitFor();
  await page.waitForTimeout(4000);
  await page.evaluate(installClock, ".norm-line[data-look='plain'] path");
  const record = await drag(page);
  await page.close();
  return record;
}

async function dragOnAnEmptyPage(browser: Browser) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.setContent("<!doctype html><title>empty</title><input type=range min=0 max=4 step=0.01 value=1>");
  await page.evaluate(installClock, "none");
  const record = await drag(page);
  await page.close();
  return record;
}

/** Moves the recurrent scale sixty times at twelve words; prints slider to frame and to curve as ratios to an empty page's slider. */
export async function main(): Promise<void> {
  const built = await buildAndServe();
  const browser = await chromium.launch({ executablePath: findBrowser(), args: browserFlags });
  try {
    const empty = await dragOnAnEmptyPage(browser);
    const page = await dragOnThePage(browser, built.atRoot);
    const line = (name: string, times: readonly number[]) => {
      const ratio = (share: number) => (quantile(times, share) / quantile(empty.toFrame, share)).toFixed(2);
      process.stdout.write(
        `${name.padEnd(36)}${String(times.length).padStart(4)} times   median ${ratio(0.5)} ×   95 % ${ratio(0.95)} ×\n`,
      );
    };
    process.stdout.write(
      `Gradients at 12 words, two models: the recurrent scale moved ${moves} times, in multiples of an empty page's slider\n`,
    );
    line("empty page, move to frame", empty.toFrame);
    line("Gradients, move to frame", page.toFrame);
    line("Gradients, move to its curve on screen", page.toCurve);
    const longest = Math.max(0, ...page.longTasks);
    process.stdout.write(`longest task of the page: ${longest === 0 ? "under 50 ms" : `${longest.toFixed(0)} ms`}\n`);
  } finally {
    await browser.close();
    await built.close();
  }
}
