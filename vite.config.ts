import { readFileSync } from "node:fs";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { kernelPlugin } from "./src/engine/kernels/kernel-plugin.ts";
import { relaxedProbe } from "./src/engine/kernels/probes.ts";
import { formulaPlugin } from "./src/views/shared/formula-plugin.ts";
import { rampPlugin } from "./src/views/shared/ramp-plugin.ts";
import { digestPlugin } from "./src/worker/digest-plugin.ts";
import { smallModelsPlugin } from "./src/worker/small-models-plugin.ts";

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** Writes the policy into the built page, first thing in its head. The development server needs inline scripts, so not there. */
function policy(): Plugin {
  return {
    name: "gatescope-policy",
    apply: "build",
    transformIndexHtml: () => [
      {
        tag: "meta",
        attrs: { "http-equiv": "Content-Security-Policy", content: contentSecurityPolicy },
        injectTo: "head-prepend",
      },
    ],
  };
}

const licenceFile = "licences.txt";
/** Shipped as a font or as compiled code, where the bundler sees no module of theirs. */
const shippedAsFiles = ["@fontsource-variable/inter", "assemblyscript"];

/** Adds to the licences of what is bundled those of what is shipped in another way. @throws Error where a licence has no text */
function licencesOfFiles(): Plugin {
  return {
    name: "gatescope-licences",
    apply: "build",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const file = bundle[licenceFile];
        if (file?.type !== "asset") throw new Error(`${licenceFile} was not written`);
        const texts = shippedAsFiles.map((name) => {
          const { version, license } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8"));
          return `\n## ${name} - ${version} (${license})\n\n${readFileSync(`node_modules/${name}/LICENSE`, "utf8").trim()}\n`;
        });
        file.source = `${file.source}${texts.join("")}`;
      },
    },
  };
}

/** Node 20 runs relaxed SIMD only where it is told to. */
const execArgv = WebAssembly.validate(relaxedProbe) ? [] : ["--experimental-wasm-relaxed-simd"];

export default defineConfig({
  // Relative, so that the built folder works at any path of any static host.
  base: "./",
  // A missing file is a 404, not the page again: a model that is not there must fail as such.
  appType: "mpa",
  plugins: [
    react(),
    formulaPlugin(),
    rampPlugin(),
    kernelPlugin(),
    digestPlugin(),
    smallModelsPlugin(),
    policy(),
    licencesOfFiles(),
  ],
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    license: { fileName: licenceFile },
    rolldownOptions: {
      // d3's entry also loads d3-transition, which patches d3-selection; nothing here uses either, so leave them out: 9 kB gzipped.
      // What a first visit needs, the page and its first view, stands in one file: a dozen small ones compress worse.
      output: {
        codeSplitting: { groups: [{ name: "first", test: /rolldown\/runtime|\/src\/(main|views\/gates\/gates-panel)\.tsx$/ }] },
      },
      treeshake: { moduleSideEffects: [{ test: /node_modules\/d3/, sideEffects: false }] },
    },
  },
  worker: {
    format: "es",
    plugins: () => [kernelPlugin(), digestPlugin(), smallModelsPlugin()],
    rolldownOptions: {
      // WebKit runs the file that a thread was started with once more where another file imports it: two engines would answer. So nothing
      // stands in that file that any other could import.
      output: { codeSplitting: { groups: [{ name: "engine", tags: ["$initial"], test: /^(?!.*\/engine\.worker\.ts)/ }] } },
    },
  },
  test: {
    reporters: ["default", "./tests/house/closing-line.ts"],
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["tests/{engine,worker,store,views,house,hostile}/**/*.test.{ts,tsx}"],
          exclude: ["tests/house/budget.test.ts"],
          environment: "node",
          // Ends what hangs; nothing that works comes near it, however busy the machine.
          testTimeout: 600_000,
          hookTimeout: 600_000,
          execArgv,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "browser",
          include: ["tests/browser/**/*.test.ts", "tests/house/budget.test.ts"],
          environment: "node",
          execArgv,
          globalSetup: ["tests/browser/setup.ts"],
          testTimeout: 600_000,
          hookTimeout: 600_000,
          expect: { poll: { timeout: 120_000 } },
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
