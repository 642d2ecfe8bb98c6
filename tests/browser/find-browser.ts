import { execFileSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright";

const usualPlaces = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

const commandNames = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/** Flags that keep the browser from calling home, and from needing a graphics card. */
export const browserFlags = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
];

/**
 * Path of a Chromium or Chrome. Looked up in BROWSER_PATH, CHROME_PATH and CHROME_BIN, the usual places, PATH and Playwright's own
 * cache; where there is none, on Debian as root it is installed.
 * @throws Error with a sentence that says what to install.
 */
export function findBrowser(): string {
  const found = firstBrowser();
  if (found !== undefined) return found;
  if (process.getuid?.() === 0 && existsSync("/etc/debian_version")) installOnDebian();
  const installed = firstBrowser();
  if (installed !== undefined) return installed;
  throw new Error(
    "The browser tests need Chromium or Chrome and found none: install one (`npx playwright install chromium`, or on Debian " +
      "`apt-get install chromium`), or set BROWSER_PATH to it. Without it: `npx vitest run --project unit`.",
  );
}

function firstBrowser(): string | undefined {
  const named = [process.env["BROWSER_PATH"], process.env["CHROME_PATH"], process.env["CHROME_BIN"]];
  const onPath = (process.env["PATH"] ?? "").split(delimiter).flatMap((folder) => commandNames.map((name) => join(folder, name)));
  return [...named, ...usualPlaces, ...onPath, chromium.executablePath()].find(isExecutable);
}

function isExecutable(path: string | undefined): path is string {
  if (path === undefined || path === "" || !existsSync(path)) return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function installOnDebian(): void {
  const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  try {
    execFileSync("apt-get", ["update", "-qq"], { env: environment, stdio: ["ignore", "ignore", "inherit"] });
    execFileSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], {
      env: environment,
      stdio: ["ignore", "ignore", "inherit"],
    });
  } catch {
    // No network or no rights: the sentence of findBrowser says what to do.
  }
}
