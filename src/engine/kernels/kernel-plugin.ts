import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import asc from "assemblyscript/asc";
import type { Plugin } from "vite";

/** Compiler options by the module that they make. */
const builds: ReadonlyMap<string, readonly string[]> = new Map([
  ["virtual:kernels/plain", []],
  ["virtual:kernels/relaxed", ["--enable", "relaxed-simd"]],
]);
const folder = "src/engine/kernels";
/** Their exports are the module's. */
const sources = ["packing.assembly.ts", "products.assembly.ts", "functions.assembly.ts", "vectors.assembly.ts"];
const shared = "lanes.assembly.ts";
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
      const texts = new Map<string, string>();
      for (const name of [...sources, shared]) {
        const path = resolve(root, folder, name);
        this.addWatchFile(path);
        texts.set(name, inlined(name, await readFile(path, "utf8")));
      }
      const module = await compile(texts, more);
      return `export const bytes = new Uint8Array([${module.join()}]);`;
    },
  };
}

/** Every function that is not the module's own export is inlined: a call would carry vectors over the stack. */
function inlined(name: string, text: string): string {
  return text.replace(name === shared ? /^(?:export )?function /gm : /^function /gm, "@inline $&");
}

async function compile(texts: ReadonlyMap<string, string>, more: readonly string[]): Promise<Uint8Array> {
  let binary: Uint8Array | null = null;
  const { error, stderr } = await asc.main([...sources, "--outFile", "kernels.wasm", ...options, ...more], {
    readFile: (name) => texts.get(name) ?? null,
    writeFile: (name, contents) => {
      if (name === "kernels.wasm" && typeof contents !== "string") binary = contents;
    },
    listFiles: () => [],
  });
  if (error !== null || binary === null) throw new Error(`${folder}: ${stderr.toString()}`);
  return binary;
}
