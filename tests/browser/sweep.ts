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

const use: readonly Step[] = [
  { name: "look", act: (page) => page.locator(".transport button").first().waitFor() },
  { name: "step back", act: (page) => page.keyboard.press("Shift+ArrowLeft") },
  { name: "open the rows", act: press("Rows") },
  { name: "leave them", act: (page) => page.keyboard.press("Escape") },
  { name: "open a number", act: (page) => page.locator(".worked-number").first().click() },
  { name: "leave it", act: (page) => page.keyboard.press("Escape") },
  { name: "choose a readable unit", act: (page) => page.locator(".units-row").first().click() },
  { name: "gradients", act: link("Gradients") },
  { name: "before learning", act: (page) => page.getByText("Before learning").first().click() },
  { name: "predict", act: link("Predict") },
  { name: "activations", act: link("Activations") },
  {
    name: "memory",
    act: async (page) => {
      await link("Memory")(page);
      await page.locator(".strong-row").first().waitFor();
    },
  },
  { name: "ledger", act: (page) => page.getByRole("radio", { name: "Who wrote it" }).check() },
  { name: "map", act: (page) => page.getByRole("radio", { name: "Map" }).check() },
  { name: "share", act: press("Share") },
  { name: "leave it", act: (page) => page.keyboard.press("Escape") },
  { name: "keyboard", act: press("Keyboard") },
  { name: "leave it", act: (page) => page.keyboard.press("Escape") },
  { name: "gates", act: link("Gates") },
  {
    name: "another model",
    act: async (page) => {
      if ((await page.getByRole("button", { name: "story-rnn", exact: true }).count()) > 0) return;
      if ((await page.getByRole("dialog").count()) === 0) await press("story-lstm")(page);
      await page
        .getByRole("dialog")
        .getByRole("button", { name: /^story-rnn\b/ })
        .click();
      await page.getByRole("button", { name: "story-rnn", exact: true }).waitFor();
    },
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
/** What one step may take at most before a reader looks for a way on. */
const STEP_MS = 6000;

async function rest(page: Page): Promise<void> {
  for (let calm = 0, tries = 0; calm < 2 && tries < 100; tries++) {
    await page.waitForLoadState("networkidle");
    const isBusy = await page.evaluate(
      () => document.querySelector("[aria-busy=true]") !== null || /Computing|Loading/.test(document.body.innerText),
    );
    calm = isBusy ? 0 : calm + 1;
    await page.waitForTimeout(80);
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
    told.push(await page.evaluate(() => document.querySelector("main")?.innerText ?? ""));
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
    // Without the document and its first script there is no page that could say so.
    const paths = [...asked].filter((path) => path !== "/" && !/\/first-[^/]*\.js$/.test(path));
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
