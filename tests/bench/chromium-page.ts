import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";
import { chromium, type Page } from "playwright";
import { build, preview } from "vite";
import { kernelPlugin } from "../../src/engine/kernels/kernel-plugin.ts";
import { browserFlags, findBrowser } from "../browser/find-browser.ts";
import { quantile } from "./keystroke.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const peers = join(root, "tests/bench/node_modules");
const own = "tests/bench/browser";
/** Least processor time of one measurement, ms. */
const LONG_ENOUGH = 60;

/** The page of the benches in Chromium, and what its main thread has spent. */
export interface ChromiumPage {
  readonly page: Page;
  readonly version: string;
  /**
   * Processor time of one pass of each work that is open, ms: in turn, the median of as many rounds. A work that runs elsewhere is given
   * as a function that answers its own time.
   */
  readonly medians: (works: readonly (string | (() => Promise<number>))[], rounds: number) => Promise<readonly number[]>;
  /** Loads the page anew: nothing is open, nothing compiled. */
  readonly renew: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Builds and serves the page with its peers' binaries from where they are installed; nothing comes from another host. */
export async function openChromium(): Promise<ChromiumPage> {
  const folder = mkdtempSync(join(tmpdir(), "gatescope-bench-"));
  await build({
    configFile: false,
    root,
    base: "./",
    publicDir: false,
    logLevel: "error",
    plugins: [kernelPlugin()],
    build: { outDir: folder, emptyOutDir: true, rollupOptions: { input: join(root, own, "page.html") } },
  });
  const served = join(folder, own);
  copyFileSync(join(peers, "onnxruntime-web/dist/ort-wasm-simd-threaded.wasm"), join(served, "ort-wasm-simd-threaded.wasm"));
  const binaries = join(peers, "@tensorflow/tfjs-backend-wasm/wasm-out");
  mkdirSync(join(served, "tfjs"));
  for (const name of readdirSync(binaries).filter((found) => found.endsWith(".wasm"))) {
    copyFileSync(join(binaries, name), join(served, "tfjs", name));
  }
  const server = await preview({
    configFile: false,
    root,
    logLevel: "warn",
    build: { outDir: folder },
    preview: { host: "127.0.0.1", port: 0 },
  });
  const place = server.httpServer.address();
  if (place === null || typeof place === "string") throw new Error("the preview server has no port");
  const browser = await chromium.launch({ executablePath: findBrowser(), args: browserFlags });
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${place.port}/${own}/page.html`);
  await page.waitForFunction(() => window.bench !== undefined);
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const spent = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return 1000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN);
  };
  const time = async (name: string, repeats: number) => {
    const before = await spent();
    await page.evaluate(([own, count]) => window.bench?.run(own, count), [name, repeats] as const);
    return (await spent()) - before;
  };
  const repeatsOf = async (name: string) => {
    for (let repeats = 1; ; repeats *= 2) if ((await time(name, repeats)) > LONG_ENOUGH) return repeats;
  };
  return {
    page,
    version: browser.version(),
    medians: async (works, rounds) => {
      const repeats: number[] = [];
      // Warmed up on the way.
      for (const work of works) repeats.push(typeof work === "string" ? await repeatsOf(work) : await work());
      const times = works.map((): number[] => []);
      for (let round = 0; round < rounds; round++) {
        for (const [k, work] of works.entries()) {
          const count = repeats[k] as number;
          times[k]?.push(typeof work === "string" ? (await time(work, count)) / count : await work());
        }
      }
      return times.map((own) => quantile(own, 0.5));
    },
    renew: async () => {
      await page.reload();
      await page.waitForFunction(() => window.bench !== undefined);
    },
    close: async () => {
      await browser.close();
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The loops of peak.assembly.ts, compiled. */
export async function compilePeak(): Promise<readonly number[]> {
  const text = readFileSync(join(root, "tests/bench/browser/peak.assembly.ts"), "utf8");
  let binary: Uint8Array | null = null;
  const { error, stderr } = await asc.main(
    [
      "peak.assembly.ts",
      "--outFile",
      "peak.wasm",
      "--optimizeLevel",
      "3",
      "--runtime",
      "stub",
      "--initialMemory",
      "128",
      "--enable",
      "simd",
      "--enable",
      "relaxed-simd",
    ],
    {
      readFile: (name) => (name === "peak.assembly.ts" ? text : null),
      writeFile: (name, contents) => {
        if (name === "peak.wasm" && typeof contents !== "string") binary = contents;
      },
      listFiles: () => [],
    },
  );
  if (error !== null || binary === null) throw new Error(stderr.toString());
  return Array.from(binary as Uint8Array);
}
