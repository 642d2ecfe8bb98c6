import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import asc from "assemblyscript/asc";
import type { Plugin } from "vite";

const virtualId = "virtual:kernels";
const resolvedId = `\0${virtualId}`;
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
 * `virtual:kernels` with both builds as bytes. What does not compile stops the build.
 */
export function kernelPlugin(): Plugin {
  let root = "";
  return {
    name: "gatescope-kernels",
    enforce: "pre",
    configResolved(config) {
      root = config.root;
    },
    resolveId: (id) => (id === virtualId ? resolvedId : null),
    async load(id) {
      if (id !== resolvedId) return null;
      const path = resolve(root, source);
      this.addWatchFile(path);
      const text = await readFile(path, "utf8");
      const [plain, relaxed] = await Promise.all([compile(text, []), compile(text, ["--enable", "relaxed-simd"])]);
      const bytes = (module: Uint8Array) => `new Uint8Array([${module.join()}])`;
      return `export const plain = ${bytes(plain)};\nexport const relaxed = ${bytes(relaxed)};`;
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
