import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright";
import { describe, expect, inject } from "vitest";
import { test } from "./gates-page.ts";

const LIMIT_BYTES = 130_000;

/** A script that was asked for, and when, in milliseconds of one clock for page and worker. */
interface Asked {
  readonly url: string;
  readonly at: number;
}

/** Writes down, in the page, when `main` is first not busy: the gates of the whole sentence are drawn. */
async function noteDrawing(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const note = () => {
      if (document.querySelector("main")?.getAttribute("aria-busy") !== "false" || "drawnAt" in window) return;
      Object.assign(window, { drawnAt: performance.timeOrigin + performance.now() });
    };
    new MutationObserver(note).observe(document, { subtree: true, childList: true, attributes: true });
  });
}

/** Whatever the page and its worker have loaded until now. Runs in either. */
const loaded = (): Asked[] =>
  performance.getEntriesByType("resource").map((entry) => ({ url: entry.name, at: performance.timeOrigin + entry.startTime }));

/** The scripts that were asked for before the gates were drawn, each once, by their bytes in the build. */
async function scriptsUntilDrawn(page: Page): Promise<readonly { readonly path: string; readonly bytes: number }[]> {
  const drawnAt = await page.evaluate(() => (window as unknown as { drawnAt: number }).drawnAt);
  const everywhere = await Promise.all([page.evaluate(loaded), ...page.workers().map((worker) => worker.evaluate(loaded))]);
  const paths = everywhere
    .flat()
    .filter(({ url, at }) => at < drawnAt && /\.(js|wasm)$/.test(new URL(url).pathname))
    .map(({ url }) => new URL(url).pathname);
  return [...new Set(paths)].map((path) => ({
    path,
    bytes: gzipSync(readFileSync(join(inject("buildFolder"), path)), { level: 9 }).length,
  }));
}

describe("the weight of a first visit", () => {
  test("what a browser loads until the gates are drawn, worker and kernels included, is at most 130 kB gzipped", async ({
    open,
  }) => {
    const { page } = await open({ prepare: noteDrawing });
    const scripts = await scriptsUntilDrawn(page);
    const total = scripts.reduce((sum, { bytes }) => sum + bytes, 0);
    const list = scripts.toSorted((a, b) => b.bytes - a.bytes).map(({ path, bytes }) => `${(bytes / 1000).toFixed(1)} ${path}`);
    process.stdout.write(
      `budget: ${(total / 1000).toFixed(1)} of 130 kB gzipped until the gates are drawn\n  ${list.join("\n  ")}\n`,
    );
    for (const part of [/first-/, /engine\.worker-/, /(relaxed|plain)-/]) {
      expect(
        scripts.some(({ path }) => part.test(path)),
        String(part),
      ).toBe(true);
    }
    expect(total).toBeLessThanOrEqual(LIMIT_BYTES);
  });
});
