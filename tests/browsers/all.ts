import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { buildAndServe } from "../browser/built-page.ts";
import type { ExportedTrace } from "../browser/exported-trace.ts";
import { openChromium } from "./chromium.ts";
import { openFirefox } from "./firefox.ts";
import { doMainJob, type Outcome } from "./job.ts";
import type { Remote } from "./remote.ts";
import { openWebKit } from "./webkit.ts";

/** Relative to max(1, |value|): kernels differ by the rounding of their fused products alone. */
const TOLERANCE = 2e-5;

/** The main job in every browser that is installed, the numbers of each compared with Chromium's. Exits with 1 where one fails. */
export async function main(): Promise<void> {
  const page = await buildAndServe();
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  try {
    const wanted = await run(openChromium, page.atRoot);
    say(`${wanted.name}: done; ${wanted.outcome.views.map(({ title }) => title).join(", ")}; ${wanted.outcome.nextWords[0]}`);
    for (const [name, open] of others()) {
      if (open === null) {
        say(`${name}: not installed`);
        continue;
      }
      try {
        const found = await run(open, page.atRoot);
        const apart = Math.max(
          largestDifference(found.outcome.trace, wanted.outcome.trace),
          largestDifference(found.outcome.own, wanted.outcome.own),
        );
        const isSame = apart <= TOLERANCE && found.outcome.nextWords.join() === wanted.outcome.nextWords.join();
        if (!isSame) process.exitCode = 1;
        say(
          `${found.name}: ${isSame ? "done" : "FAILED, other numbers"}; largest difference from Chromium ${apart.toExponential(1)}`,
        );
      } catch (error) {
        process.exitCode = 1;
        say(`${name}: FAILED: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  } finally {
    await page.close();
  }
}

async function run(open: () => Promise<Remote>, address: string): Promise<{ readonly name: string; readonly outcome: Outcome }> {
  const remote = await open();
  try {
    return { name: remote.name, outcome: await doMainJob(remote, address) };
  } finally {
    await remote.close();
  }
}

/** How each further browser is opened; null where it, or what drives it, is not on this machine. */
function others(): readonly (readonly [name: string, open: (() => Promise<Remote>) | null])[] {
  const firefox = onPath("firefox-esr") ?? onPath("firefox");
  const driver = onPath("WebKitWebDriver");
  const display = onPath("Xvfb");
  const browser = smallBrowser();
  const hasWebKit = driver !== null && display !== null && browser !== null;
  return [
    ["Firefox", firefox === null ? null : () => openFirefox(firefox)],
    ["WebKitGTK", hasWebKit ? () => openWebKit({ driver, browser, display }) : null],
  ];
}

function onPath(name: string): string | null {
  const places = (process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, name));
  return places.find((place) => existsSync(place)) ?? null;
}

/** WebKitGTK's MiniBrowser, which distributions keep in a folder of their own for each machine and version. */
function smallBrowser(): string | null {
  const libraries = ["/usr/lib", "/usr/libexec"].filter((folder) => existsSync(folder));
  const folders = libraries.flatMap((root) => [root, ...readdirSync(root).map((name) => join(root, name))]);
  const versions = ["webkit2gtk-4.1", "webkitgtk-6.0", "webkit2gtk-4.0"];
  const places = folders.flatMap((folder) => versions.map((version) => join(folder, version, "MiniBrowser")));
  return places.find((place) => existsSync(place)) ?? null;
}

/** Largest difference of two traces' numbers, relative to max(1, |value|); Infinity where they are not of one shape. */
function largestDifference(found: ExportedTrace, wanted: ExportedTrace): number {
  const numbers = (trace: ExportedTrace) =>
    trace.layers.flatMap((layer) => trace.signals.flatMap((name) => (layer[name] ?? []).flat()));
  const [ours, theirs] = [numbers(found), numbers(wanted)];
  if (ours.length !== theirs.length || ours.length === 0 || found.text !== wanted.text) return Infinity;
  return theirs.reduce(
    (most, value, at) => Math.max(most, Math.abs((ours[at] as number) - value) / Math.max(1, Math.abs(value))),
    0,
  );
}
