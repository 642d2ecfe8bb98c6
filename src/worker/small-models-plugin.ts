import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Plugin } from "vite";

const virtualId = "virtual:small-models";
const sizesId = `${virtualId}/sizes`;
const folder = "small";

/**
 * Serves `virtual:small-models`: by its id how a model of `public/small/` is loaded, and its files, which are so small that they are
 * scripts of the page. They are built in, so that nothing has to be compared with what the page was built with. `virtual:small-models/sizes` has the bytes of their weights.
 */
export function smallModelsPlugin(): Plugin {
  let publicFolder = "";
  return {
    name: "gatescope-small-models",
    configResolved(config) {
      publicFolder = config.publicDir;
    },
    resolveId: (id) => (id === virtualId || id.startsWith(`${virtualId}/`) ? `\0${id}` : null),
    async load(id) {
      if (id === `\0${virtualId}`) {
        const ids = (await readdir(join(publicFolder, folder))).sort();
        const entries = ids.map((each) => `[${JSON.stringify(each)}, () => import(${JSON.stringify(`${virtualId}/${each}`)})]`);
        return `export const smallModels = new Map([${entries.join()}]);`;
      }
      if (id === `\0${sizesId}`) {
        const ids = (await readdir(join(publicFolder, folder))).sort();
        const sizes = await Promise.all(
          ids.map(async (each) => [each, (await stat(join(publicFolder, folder, each, "model.safetensors"))).size]),
        );
        return `export const smallModelBytes = new Map(${JSON.stringify(sizes)});`;
      }
      if (!id.startsWith(`\0${virtualId}/`)) return null;
      const read = async (name: string, encoding: "utf8" | "base64") => {
        const path = join(publicFolder, folder, id.slice(virtualId.length + 2), name);
        this.addWatchFile(path);
        return JSON.stringify(await readFile(path, encoding));
      };
      const [config, vocabulary, weights] = await Promise.all([
        read("config.json", "utf8"),
        read("vocab.json", "utf8"),
        read("model.safetensors", "base64"),
      ]);
      return `export const config = ${config};\nexport const vocabulary = ${vocabulary};\nexport const weights = ${weights};`;
    },
  };
}
