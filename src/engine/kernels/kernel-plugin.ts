import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import asc from "assemblyscript/asc";
import type { Plugin } from "vite";

/** Compiler options by the module that they make. */
const builds: ReadonlyMap<string, readonly string[]> = new Map([
  ["virtual:kernels/plain", []],
  ["virtual:kernels/relaxed", ["--enable", "relaxed-simd"]],
]);
const source = "src/engine/kernels/simd.assembly.ts";
const options = [
  "--optimizeLevel",
  "3",
  "--runtime",
  "stub",
  "--importMemory",
  "--noExportMemory",
  "--noAssert",
  "--enable",
  "simd",
];

/**
 * Compiles the AssemblyScript kernels to WebAssembly while the page is built, served or tested: no binary is kept. Serves
 * `virtual:kernels/plain` and `virtual:kernels/relaxed`, each as bytes. What does not compile stops the build.
 */
export function kernelPlugin(): Plugin {
  let root = "";
  return {
    name: "gatescope-kernels",
    enforce: "pre",
    configResolved(config) {
      root = config.root;
    },
    resolveId: (id) => (builds.has(id) ? `\0${id}` : null),
    async load(id) {
      const more = builds.get(id.replace("\0", ""));
      if (more === undefined || !id.startsWith("\0")) return null;
      const path = resolve(root, source);
      this.addWatchFile(path);
      const module = await compile(await readFile(path, "utf8"), more);
      return `export const bytes = new Uint8Array([${module.join()}]);`;
    },
  };
}

async function compile(text: string, more: readonly string[]): Promise<Uint8Array> {
  let binary: Uint8Array | null = null;
  const { error, stderr } = await asc.main(["kernels.ts", "--outFile", "kernels.wasm", ...options, ...more], {
    readFile: (name) => (name === "kernels.ts" ? text : null),
    writeFile: (name, contents) => {
      if (name === "kernels.wasm" && typeof contents !== "string") binary = contents;
    },
    listFiles: () => [],
  });
  if (error !== null || binary === null) throw new Error(`${source}: ${stderr.toString()}`);
  return binary;
}
