/*
 * One use of the built page, and every file that it asks for missing once: `npm run sweep [-- WORD…]`. A reader who presses what the page
 * offers must end where an undisturbed one ends. Words choose files by a part of their name.
 */
import { type Browser, chromium, type Page, type Route } from "playwright";
import { buildAndServe } from "./built-page.ts";
import { browserFlags, findBrowser } from "./find-browser.ts";

/** One thing that a reader does, and by what the reader sees that it is done. */
interface Step {
  readonly name: string;
  readonly act: (page: Page) => Promise<unknown>;
}

const link = (name: string) => (page: Page) => page.getByRole("link", { name, exact: true }).click();
const press = (name: string | RegExp) => (page: Page) => page.getByRole("button", { name, exact: true }).first().click();

/** Does something, unless what it leads to is there already, and waits until it is. */
const until =
  (what: string, act: (page: Page) => Promise<unknown>) =>
  async (page: Page): Promise<void> => {
    const seen = page.locator(what).filter({ visible: true }).first();
    if ((await seen.count()) === 0) await act(page);
    await seen.waitFor();
  };
const radio = (name: string) => (page: Page) => page.getByRole("radio", { name }).check();
const leave = (page: Page) => page.keyboard.press("Escape");

const use: readonly Step[] = [
  { name: "look", act: (page) => page.locator(".transport button").first().waitFor() },
  { name: "step back", act: (page) => page.keyboard.press("Shift+ArrowLeft") },
  { name: "open the rows", act: until(".rows-menu", press(/^Rows: /)) },
  { name: "leave them", act: leave },
  { name: "open a number", act: until(".explainer", (page) => page.locator(".worked-number").first().click()) },
  { name: "leave it", act: leave },
  {
    name: "choose a readable unit",
    act: until(".units-row[aria-current]", (page) => page.locator(".units-row").first().click()),
  },
  { name: "gradients", act: until(".norm-line", link("Gradients")) },
  { name: "before learning", act: until(".reach-line", radio("Before learning")) },
  { name: "predict", act: until(".predict-rows", link("Predict")) },
  { name: "activations", act: until(".curve-line", link("Activations")) },
  { name: "memory", act: until(".strong-row", link("Memory")) },
  { name: "ledger", act: until(".ledger", radio("Who wrote it")) },
  { name: "map", act: until(".map-part", radio("Map of meaning")) },
  { name: "share", act: until("dialog[open]", press("Share")) },
  { name: "leave it", act: leave },
  { name: "keyboard", act: until("dialog[open]", press("Keyboard")) },
  { name: "leave it", act: leave },
  { name: "gates", act: until(".signal-grid", link("Gates")) },
  {
    name: "another model",
    act: until("button[aria-label='story-rnn'], .model-chip[aria-label='story-rnn']", async (page) => {
      await until("dialog[open]", press("story-lstm"))(page);
      await page
        .getByRole("dialog")
        .getByRole("button", { name: /^story-rnn\b/ })
        .click();
    }),
  },
];

/** How a file is missing; in turn, so that every kind meets every kind of file over the runs. */
const ways: readonly { readonly name: string; readonly fail: (route: Route) => Promise<void> }[] = [
  { name: "refused", fail: (route) => route.abort("connectionfailed") },
  { name: "404", fail: (route) => route.fulfill({ status: 404, body: "not here" }) },
  { name: "damaged", fail: (route) => route.fulfill({ status: 200, body: "<!doctype html>", contentType: "text/html" }) },
];

/** What a reader presses who sees that something is missing, the best first. */
const offers = ["Try again", "Retry", "Load again", "Ask again", "Reload the page"];
const PRESSES = 4;
/** Looks at the page, 120 ms apart, between which nothing may happen, and after which it is taken as it is. */
const CALM_LOOKS = 5;
const MOST_LOOKS = 150;
/** What one step may take at most before a reader looks for a way on. */
const STEP_MS = 6000;

/**
 * What is told in a part of the page. Not what is spoken: that is what was there when the reader decided something. Nor the questions that
 * stand small beside the one that is asked: they are measured while the page is used, as far as there is time. Runs in the page.
 */
const readPage = (part: string): string => {
  const left = [...document.querySelectorAll<HTMLElement>("main .visually-hidden[aria-live], .other-question")];
  for (const each of left) each.style.display = "none";
  const seen = document.querySelector<HTMLElement>(part)?.innerText ?? "";
  for (const each of left) each.style.display = "";
  return seen;
};

/** Waits until nothing is computed or loaded, and what is told stays the same for a while. */
async function rest(page: Page): Promise<void> {
  let told = "";
  for (let calm = 0, looks = 0; calm < CALM_LOOKS && looks < MOST_LOOKS; looks++) {
    await page.waitForTimeout(120);
    const now = await page.evaluate(readPage, "body");
    const isBusy = await page.evaluate(() => document.querySelector("[aria-busy=true]") !== null);
    calm = isBusy || now !== told || /computing|loading|being measured|% measured/i.test(now) ? 0 : calm + 1;
    told = now;
  }
}

async function pressOffer(page: Page): Promise<boolean> {
  for (const name of offers) {
    const button = page.getByRole("button", { name, exact: true }).filter({ visible: true });
    if ((await button.count()) === 0) continue;
    await button.first().click();
    await rest(page);
    return true;
  }
  return false;
}

/** @returns what is told after every step. @throws Error where nothing that is offered helps */
async function readThrough(page: Page): Promise<readonly string[]> {
  const told: string[] = [];
  page.setDefaultTimeout(STEP_MS);
  for (const { name, act } of use) {
    let failure: unknown = null;
    for (let presses = 0; ; presses++) {
      failure = await act(page).then(
        () => null,
        (error: unknown) => error,
      );
      await rest(page);
      if (!(await pressOffer(page)) && failure === null) break;
      if (presses > PRESSES) throw new Error(`${name}: no way on: ${String(failure).slice(0, 120)}`);
    }
    const text = await page.evaluate(readPage, "main");
    told.push(text.replaceAll(/measured in [\d.]+ m?s/g, "measured"));
  }
  return told;
}

interface Disturbance {
  readonly path: string;
  /** The n-th time that it is asked for, from 1. */
  readonly fails: (route: Route) => Promise<void>;
}

async function readOnce(browser: Browser, root: string, asked: Set<string>, disturbance: Disturbance | null) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
  let isFailed = false;
  await context.route("**/*", async (route) => {
    const path = new URL(route.request().url()).pathname;
    asked.add(path);
    if (disturbance?.path !== path || isFailed) return route.continue();
    isFailed = true;
    return disturbance.fails(route);
  });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  try {
    await page.goto(`${root}#s=Lily+saw+a+dog.+%E2%80%9CCome+here%2C%E2%80%9D+she+said.`);
    await rest(page);
    return { told: await readThrough(page), errors };
  } finally {
    await context.close();
  }
}

export async function main(words: readonly string[]): Promise<void> {
  const built = await buildAndServe();
  const browser = await chromium.launch({ executablePath: findBrowser(), args: browserFlags });
  const asked = new Set<string>();
  let findings = 0;
  const say = (line: string) => process.stdout.write(`${line}\n`);
  try {
    const undisturbed = await readOnce(browser, built.atRoot, asked, null);
    // Without the document, its first script and sheet there is no page that could say so. Without a font the browser draws another one,
    // of another width, so that other words fit.
    const paths = [...asked].filter((path) => path !== "/" && !/\/(first|rolldown-runtime)-[^/]*$|\.woff2$/.test(path));
    const chosen = paths.filter((path) => words.length === 0 || words.some((word) => path.includes(word)));
    for (const [n, path] of chosen.entries()) {
      const { name, fail } = ways[n % ways.length] as (typeof ways)[number];
      const found = await readOnce(browser, built.atRoot, new Set(), { path, fails: fail }).then(
        ({ told }) => {
          const at = told.findIndex((text, step) => text !== undisturbed.told[step]);
          return at < 0
            ? null
            : `after “${use[at]?.name}” the page says something else:\n${firstDifference(told[at], undisturbed.told[at])}`;
        },
        (error: unknown) => String(error).slice(0, 300),
      );
      if (found !== null) findings++;
      say(`${path} ${name}: ${found ?? "ends as undisturbed"}`);
    }
    say(`${chosen.length} files missing once each: ${findings} findings`);
  } finally {
    await browser.close();
    await built.close();
  }
  process.exitCode = findings === 0 ? 0 : 1;
}

function firstDifference(is = "", was = ""): string {
  const [now, then] = [is.split("\n"), was.split("\n")];
  const at = now.findIndex((line, k) => line !== then[k]);
  const near = (lines: readonly string[]) =>
    lines
      .slice(Math.max(0, at - 1), at + 2)
      .join(" / ")
      .slice(0, 160);
  return `    ${near(now)}\n    instead of ${near(then)}`;
}
