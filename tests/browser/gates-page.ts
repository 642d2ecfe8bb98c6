import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from "playwright";
import { test as base, expect, inject } from "vitest";
import { type EngineMessage, recordEngineMessages } from "./engine-messages.ts";
import type { ExportedTrace } from "./exported-trace.ts";

/** The LSTM's six signals by the names that the page gives them, in page order. */
export const lstmGrids = ["forget gate", "input gate", "candidate", "cell state", "output gate", "hidden state"] as const;

/** How a test opens the page. */
export interface OpenOptions {
  /** Fragment without its `#`, `s=the+cat&t=2`. */
  readonly address?: string;
  readonly under?: "root" | "subPath" | URL;
  readonly context?: BrowserContextOptions;
  /** Runs before the first byte is asked for: routes, scripts. */
  readonly prepare?: (page: Page) => Promise<unknown>;
  /** False: returns as soon as the document is there. */
  readonly waits?: boolean;
  /** Console errors that this test brings about on purpose. */
  readonly expects?: RegExp;
}

/** A file as the reader's disk holds it. */
export interface ModelFile {
  readonly name: string;
  readonly buffer: Buffer;
}

/** The page as a person finds it: by role and accessible name. */
export interface GatesPage {
  readonly page: Page;
  readonly sentence: Locator;
  readonly word: Locator;
  readonly grid: (name: string) => Locator;
  readonly button: (name: string) => Locator;
  /** Waits until the trace of the whole sentence is drawn. */
  readonly settle: () => Promise<void>;
  /** Replaces the sentence and waits for its trace. */
  readonly write: (text: string) => Promise<void>;
  /** Puts the caret into a word of the sentence, or selects it whole. */
  readonly choose: (word: string, whole?: "whole") => Promise<void>;
  /** Value of a key of the address; null where it is left out. */
  readonly key: (name: string) => string | null;
  /** The trace through Share › Trace as JSON. */
  readonly exportTrace: () => Promise<ExportedTrace>;
  /** Opens the model menu, which bears the name of the model that is shown, and hands it files. */
  readonly openFiles: (shown: string, files: readonly ModelFile[]) => Promise<void>;
  /** Chooses a shipped model in the model menu and waits for its trace. */
  readonly chooseModel: (shown: string, chosen: string) => Promise<void>;
  /** What went between the page and its worker so far. */
  readonly engineMessages: () => Promise<readonly EngineMessage[]>;
}

type Open = (options?: OpenOptions) => Promise<GatesPage>;

let shared: Promise<Browser> | undefined;

/**
 * `test` with `open`: a new context for every page, and after the test a check that no page raised an error, broke the content
 * security policy or asked another host for anything.
 */
export const test = base.extend<{ open: Open }>({
  open: async ({ task }, use) => {
    shared ??= chromium.connect(inject("browserEndpoint"));
    const browser = await shared;
    const closers: (() => Promise<void>)[] = [];
    const problems: string[] = [];
    let pictures = 0;
    await use(async (options = {}) => {
      const context = await browser.newContext({
        viewport: { width: 1440, height: 900 },
        acceptDownloads: true,
        ...options.context,
      });
      context.setDefaultTimeout(120_000);
      context.setDefaultNavigationTimeout(120_000);
      const page = await context.newPage();
      watchPage(page, options, problems);
      closers.push(async () => {
        if (task.result?.state === "fail") await picture(page, `${task.name}-${++pictures}`);
        await context.close();
      });
      await recordEngineMessages(page);
      await options.prepare?.(page);
      const { under = "root" } = options;
      const place = under === "root" ? inject("atRoot") : under === "subPath" ? inject("atSubPath") : under.href;
      await page.goto(`${place}${options.address === undefined ? "" : `#${options.address}`}`);
      const gates = describePage(page);
      if (options.waits !== false) {
        await gates.settle();
        // What listens to keys and pointer comes after the first drawing.
        if (!/embed=1/.test(options.address ?? ""))
          await page.locator(".transport button, [role=alert]").first().waitFor({ state: "attached" });
      }
      return gates;
    });
    for (const close of closers) await close();
    expect(problems).toEqual([]);
  },
});

/** Collects what no page may do: throw, break down, log an error or break the policy unless it `expects` that, ask another host. */
export function watchPage(page: Page, options: Pick<OpenOptions, "expects">, problems: string[]): void {
  const host = new URL(inject("atRoot")).hostname;
  page.on("pageerror", (error) => problems.push(`error: ${error.message}`));
  page.on("crash", () => problems.push("the page broke down"));
  page.on("console", (message) => {
    if (message.type() !== "error" && !/content security policy/i.test(message.text())) return;
    if (options.expects?.test(message.text())) return;
    problems.push(`console: ${message.text()}`);
  });
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol !== "data:" && url.protocol !== "blob:" && url.hostname !== host) problems.push(`asked ${url.href}`);
  });
}

async function picture(page: Page, name: string): Promise<void> {
  const folder = fileURLToPath(new URL("../pictures/failed", import.meta.url));
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name.replace(/[^a-z0-9]+/gi, "-").slice(0, 80)}.png`) }).catch(() => undefined);
}

function describePage(page: Page): GatesPage {
  const sentence = page.getByRole("textbox", { name: "Sentence" });
  const button = (name: string): Locator => page.getByRole("button", { name, exact: true });
  const settle = async (): Promise<void> => {
    await page.locator('main[aria-busy="false"], [role=main][aria-busy="false"]').waitFor();
  };
  return {
    page,
    sentence,
    word: page.getByRole("slider", { name: "Word", exact: true }),
    grid: (name) => page.getByRole("grid", { name, exact: true }),
    button,
    settle,
    write: async (text) => {
      await sentence.fill(text);
      await settle();
    },
    choose: (word, whole) =>
      sentence.evaluate(
        (element: HTMLInputElement, { word, whole }) => {
          const start = element.value.indexOf(word);
          element.focus();
          element.setSelectionRange(whole === undefined ? start + 1 : start, start + (whole === undefined ? 1 : word.length));
        },
        { word, whole },
      ),
    key: (name) => new URLSearchParams(new URL(page.url()).hash.slice(1)).get(name),
    exportTrace: async () => {
      await button("Share").click();
      const [download] = await Promise.all([page.waitForEvent("download"), button("Trace as JSON").click()]);
      expect(download.suggestedFilename()).toBe("gatescope-trace.json");
      const chunks: Buffer[] = [];
      for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
      await page.keyboard.press("Escape");
      return JSON.parse(Buffer.concat(chunks).toString("utf8")) as ExportedTrace;
    },
    openFiles: async (shown, files) => {
      await button(shown).click();
      await page
        .getByLabel("Open a model")
        .setInputFiles(files.map((file) => ({ ...file, mimeType: "application/octet-stream" })));
    },
    chooseModel: async (shown, chosen) => {
      await button(shown).click();
      await page
        .getByRole("dialog")
        .getByRole("button", { name: new RegExp(`^${chosen}\\b`) })
        .click();
      await button(chosen).waitFor();
      await page
        .getByRole("status")
        .filter({ hasText: `${chosen} ready` })
        .waitFor({ state: "attached" });
      await settle();
    },
    engineMessages: () => page.evaluate(() => window.gatescopeMessages ?? []),
  };
}
