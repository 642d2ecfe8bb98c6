import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright";
import { axeFindings } from "./axe.ts";
import { buildAndServe } from "./built-page.ts";
import { everyLook, openLook, plainFindings } from "./every-look.ts";
import { browserFlags, findBrowser } from "./find-browser.ts";

const moment = "s=the+cat+that+chased+the+mice+in+the+barn+sat+on+the&t=10&stage=update";

/** A picture: its name, how the page is opened, what is done before it is taken. */
interface Picture {
  readonly name: string;
  readonly address?: string;
  readonly context?: BrowserContextOptions;
  readonly reach?: (page: Page) => Promise<unknown>;
}

const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
  deviceScaleFactor: 2,
};

/** The strongest contexts are the last that a corpus answers. */
const waitForCorpus = (page: Page) => page.locator(".strong-row").first().waitFor();

const pictures: readonly Picture[] = [
  { name: "gates-light-1440x900" },
  { name: "gates-dark-1440x900", context: { colorScheme: "dark" } },
  { name: "gates-light-1024x768", context: { viewport: { width: 1024, height: 768 } } },
  { name: "gates-390x844", context: phone },
  { name: "gates-dark-390x844", context: { ...phone, colorScheme: "dark" } },
  {
    name: "gates-1920x1080-projector",
    context: { viewport: { width: 1920, height: 1080 } },
    reach: (page) => page.getByRole("button", { name: "Projector" }).click(),
  },
  { name: "rnn-light-1440x900", address: `${moment}&model=story-rnn` },
  ...["gradients", "predict", "activations"].flatMap((view): Picture[] => [
    { name: `${view}-light-1440x900`, address: `${moment}&view=${view}` },
    { name: `${view}-dark-1440x900`, address: `${moment}&view=${view}`, context: { colorScheme: "dark" } },
  ]),
  { name: "memory-light-1440x900", address: `${moment}&view=memory`, reach: waitForCorpus },
  { name: "memory-dark-1440x900", address: `${moment}&view=memory`, reach: waitForCorpus, context: { colorScheme: "dark" } },
  { name: "memory-390x844", address: `${moment}&view=memory`, reach: waitForCorpus, context: phone },
  { name: "memory-ledger", address: `${moment}&view=memory&memory=ledger`, reach: waitForCorpus },
  {
    name: "memory-match",
    address: `${moment}&view=memory&memory=match&pattern=cellState_1_2_0_129l92h_129l`,
    reach: (page) => page.getByRole("listitem").first().waitFor(),
  },
  { name: "unknown-word", address: "s=the+tabby+sat+on+the" },
  { name: "empty", address: "s=the", reach: (page) => page.getByRole("textbox", { name: "Sentence" }).fill("") },
  { name: "models", reach: (page) => page.getByRole("button", { name: "story-lstm", exact: true }).click() },
  { name: "share", reach: (page) => page.getByRole("button", { name: "Share", exact: true }).click() },
  { name: "keyboard", reach: (page) => page.getByRole("button", { name: "Keyboard", exact: true }).click() },
];

async function take(browser: Browser, address: string, picture: Picture, path: string): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: "reduce",
    ...picture.context,
  });
  const page = await context.newPage();
  await page.goto(`${address}#${picture.address ?? moment}`);
  await page.locator('main[aria-busy="false"]').waitFor();
  await picture.reach?.(page);
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(400);
  await page.screenshot({ path });
  await context.close();
}

/** Takes every view at every size in every look, and prints what axe and plain measuring find there. */
async function takeEveryLook(browser: Browser, root: string, folder: string, names: readonly string[]): Promise<void> {
  let findings = 0;
  for (const look of everyLook) {
    if (names.length > 0 && !names.some((name) => look.name.includes(name))) continue;
    const page = await openLook(browser, root, look, moment);
    await page.screenshot({ path: join(folder, `${look.name}.png`) });
    const found = [...(await axeFindings(page)), ...(await plainFindings(page))];
    findings += found.length;
    process.stdout.write([look.name, ...found.map((each) => `  ${each.replaceAll(/\s+/g, " ")}`)].join("\n").concat("\n"));
    await page.context().close();
  }
  process.stdout.write(`${findings} findings\n`);
}

/**
 * Takes pictures of the built page into `tests/pictures/` (not kept), or with `--readme` the one of the README, or with `--every` all
 * views at all sizes in all looks.
 * @param options words of the command line; further words choose pictures by name.
 */
export async function main(options: readonly string[]): Promise<void> {
  const isReadme = options.includes("--readme");
  const names = options.filter((option) => !option.startsWith("--"));
  const folder = fileURLToPath(new URL("../pictures", import.meta.url));
  mkdirSync(folder, { recursive: true });
  const built = await buildAndServe();
  const browser = await chromium.launch({ executablePath: findBrowser(), args: browserFlags });
  try {
    if (options.includes("--every")) return await takeEveryLook(browser, built.atRoot, folder, names);
    for (const picture of isReadme ? pictures.slice(0, 1) : pictures) {
      if (names.length > 0 && !names.includes(picture.name)) continue;
      const path = isReadme ? fileURLToPath(new URL("gates.png", import.meta.url)) : join(folder, `${picture.name}.png`);
      await take(browser, built.atRoot, picture, path);
      process.stdout.write(`${picture.name}\n`);
    }
  } finally {
    await browser.close();
    await built.close();
  }
}
