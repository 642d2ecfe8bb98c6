import { type Browser, chromium, type Page } from "playwright";
import { buildAndServe } from "../browser/built-page.ts";
import { browserFlags, findBrowser } from "../browser/find-browser.ts";

/** What a page writes down while somebody types. Times in milliseconds. */
interface Record {
  /** From a key to the first frame after it. */
  readonly toFrame: number[];
  /** From a key to the frame that shows the gates it changed; nothing for keys that change none. */
  readonly toGates: number[];
  /** Tasks of the main thread over 50 ms. */
  readonly longTasks: number[];
}

declare global {
  interface Window {
    keystrokes?: Record;
  }
}

/** Sixty words of our own. */
const typed =
  "the little girl saw a big dog in the garden and she was very happy because the dog had a red ball in its mouth . " +
  "she said hello to the dog and the dog ran to her . they played with the ball until the sun went down and then her " +
  "mother called her home for dinner and she said goodbye";

/** Installs the clock: key → frame, key → last chunk of its run → frame. A message posted in a frame arrives after it was painted. */
function installClock(): void {
  const record: Record = { toFrame: [], toGates: [], longTasks: [] };
  window.keystrokes = record;
  let pressed = 0;
  let awaited = false;
  const afterPaint = (done: () => void): void => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = done;
      port2.postMessage(null);
    });
  };
  window.addEventListener(
    "keydown",
    (event) => {
      const start = event.timeStamp;
      pressed = start;
      awaited = true;
      afterPaint(() => record.toFrame.push(performance.now() - start));
    },
    true,
  );
  new PerformanceObserver((list) => record.longTasks.push(...list.getEntries().map((entry) => entry.duration))).observe({
    type: "longtask",
  });
  const PlainWorker = window.Worker;
  window.Worker = class extends PlainWorker {
    constructor(address: string | URL, options?: WorkerOptions) {
      super(address, options);
      this.addEventListener("message", ({ data }) => {
        if (data.kind !== "chunk" || !data.isLast || !awaited) return;
        awaited = false;
        const start = pressed;
        afterPaint(() => record.toGates.push(performance.now() - start));
      });
    }
  };
}

async function typeAll(page: Page): Promise<Record> {
  // What happened while the page loaded is not typing.
  await page.evaluate(() => {
    for (const times of Object.values(window.keystrokes ?? {})) times.length = 0;
  });
  for (const letter of typed) {
    await page.keyboard.press(letter === " " ? "Space" : letter);
    await page.waitForTimeout(40);
  }
  await page.waitForTimeout(500);
  return page.evaluate(() => window.keystrokes as Record);
}

async function typeOnThePage(browser: Browser, address: string): Promise<Record> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript(installClock);
  await page.goto(`${address}#s=the`);
  await page.locator('main[aria-busy="false"]').waitFor();
  const sentence = page.getByRole("textbox", { name: "Sentence" });
  await sentence.fill("");
  await sentence.focus();
  const record = await typeAll(page);
  await page.close();
  return record;
}

async function typeOnAnEmptyPage(browser: Browser): Promise<Record> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript(installClock);
  await page.route("http://empty.invalid/", (route) =>
    route.fulfill({ contentType: "text/html", body: "<!doctype html><title>empty</title><input size=60 autofocus>" }),
  );
  await page.goto("http://empty.invalid/");
  await page.locator("input").focus();
  const record = await typeAll(page);
  await page.close();
  return record;
}

/** The value below which a share of the sorted times lies. */
export function quantile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** A frame at 60 Hz, ms. */
const FRAME = 1000 / 60;

/** In multiples of the reference, and in frames later than it. */
function line(name: string, times: readonly number[], reference: readonly number[]): string {
  const at = (share: number) => {
    const [own, other] = [quantile(times, share), quantile(reference, share)];
    return `${(own / other).toFixed(2)} ×, ${((own - other) / FRAME).toFixed(2)} frames later`;
  };
  return `${name.padEnd(34)}${String(times.length).padStart(5)} keys   median ${at(0.5)}   95 % ${at(0.95)}\n`;
}

/** Types sixty words on the built page and on an empty one in the same browser; prints both and the ratios. */
export async function main(): Promise<void> {
  const built = await buildAndServe();
  const browser = await chromium.launch({ executablePath: findBrowser(), args: browserFlags });
  try {
    const empty = await typeOnAnEmptyPage(browser);
    const page = await typeOnThePage(browser, built.atRoot);
    process.stdout.write(`${typed.split(" ").length} words typed, Chromium ${browser.version()}\n`);
    process.stdout.write(line("empty page, key to frame", empty.toFrame, empty.toFrame));
    process.stdout.write(line("Gates, key to frame", page.toFrame, empty.toFrame));
    process.stdout.write(line("Gates, key to its gates on screen", page.toGates, empty.toFrame));
    const tasks = page.longTasks.map((duration) => `${duration.toFixed(0)} ms`);
    process.stdout.write(`tasks over 50 ms while typing: ${tasks.length === 0 ? "none" : tasks.join(", ")}\n`);
  } finally {
    await browser.close();
    await built.close();
  }
}
