import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Model } from "../src/engine/model.ts";
import { openFiles } from "../src/engine/open-files.ts";

/** Opens a shipped model through the page's own door. @throws Error where its files are not there or not right. */
export function openShipped(id: string): Model {
  return openFolder(fileURLToPath(new URL(`../public/models/${id}/`, import.meta.url)));
}

/** The same for a folder with the three files of a model. */
export function openFolder(folder: string): Model {
  const files = ["config.json", "vocab.json", "model.safetensors"].map((name) => {
    const bytes = Uint8Array.from(readFileSync(join(folder, name))).buffer;
    return { name, bytes };
  });
  const opened = openFiles(files);
  if (!opened.ok) throw new Error(`${opened.problem.title}. ${opened.problem.detail}`);
  return opened.value.model;
}
