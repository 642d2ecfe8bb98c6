import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { normalizePath, type Plugin } from "vite";

const virtualId = "virtual:digests";
/** Folders of `public/` by the name under which their digests are exported. */
const folders = { modelDigests: "models", memoryDigests: "memory" } as const;

/**
 * Serves `virtual:digests`: length and SHA-256 of every file of `public/models/` and `public/memory/` as it is while the page is built or
 * served, so that the scripts know the files that they were built with. What is written for people is left out.
 */
export function digestPlugin(): Plugin {
  let publicFolder = "";
  return {
    name: "gatescope-digests",
    configResolved(config) {
      publicFolder = config.publicDir;
    },
    resolveId: (id) => (id === virtualId ? `\0${virtualId}` : null),
    async load(id) {
      if (id !== `\0${virtualId}`) return null;
      const lines: string[] = [];
      for (const [name, folder] of Object.entries(folders)) {
        const paths = await filesOf(join(publicFolder, folder));
        for (const path of paths) this.addWatchFile(path);
        const digests = await Promise.all(paths.map((path) => digestOf(publicFolder, path)));
        // Each page and worker takes the one that it needs.
        lines.push(`export const ${name} = /* @__PURE__ */ new Map(${JSON.stringify(digests)});`);
      }
      return lines.join("\n");
    },
  };
}

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".md"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function digestOf(publicFolder: string, path: string) {
  const content = await readFile(path);
  const sha256 = createHash("sha256").update(content).digest("hex");
  return [normalizePath(relative(publicFolder, path)), { bytes: content.length, sha256 }] as const;
}
