import { chromium } from "playwright";
import type {} from "vitest";
import type { TestProject } from "vitest/node";
import { buildAndServe } from "./built-page.ts";
import { browserFlags, findBrowser } from "./find-browser.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Folder of the build under test. */
    readonly buildFolder: string;
    readonly atRoot: string;
    readonly atSubPath: string;
    /** Where the one shared browser listens. */
    readonly browserEndpoint: string;
  }
}

/** Builds and serves the page once, starts one browser for all tests; returns what ends both. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const executablePath = findBrowser();
  const page = await buildAndServe();
  const browser = await chromium.launchServer({ executablePath, args: browserFlags });
  project.provide("buildFolder", page.folder);
  project.provide("atRoot", page.atRoot);
  project.provide("atSubPath", page.atSubPath);
  project.provide("browserEndpoint", browser.wsEndpoint());
  return async () => {
    await browser.close();
    await page.close();
  };
}
