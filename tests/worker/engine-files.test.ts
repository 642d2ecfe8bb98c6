import { posix, resolve } from "node:path";
import { build, parseSync, type Rolldown } from "vite";
import { describe, expect, it } from "vitest";

/** Files of the engine as the page's build writes them, and what each one imports, at once or later. */
async function engineFiles(): Promise<ReadonlyMap<string, readonly string[]>> {
  const built = (await build({
    configFile: resolve("vite.config.ts"),
    logLevel: "error",
    build: { write: false, rolldownOptions: { input: resolve("src/worker/spawn.ts") } },
  })) as Rolldown.RolldownOutput;
  const scripts = built.output.flatMap((file) =>
    file.type === "asset" && file.fileName.endsWith(".js") ? [[file.fileName, String(file.source)] as const] : [],
  );
  return new Map(scripts.map(([name, code]) => [name, importsOf(name, code)]));
}

function importsOf(name: string, code: string): readonly string[] {
  const { staticImports, dynamicImports } = parseSync(name, code).module;
  const now = staticImports.map(({ moduleRequest }) => moduleRequest.value);
  const later = dynamicImports.map(({ moduleRequest: { start, end } }) => code.slice(start, end).replace(/^["'`]|["'`]$/g, ""));
  return [...now, ...later].map((address) => posix.join(posix.dirname(name), address));
}

describe("the files of the engine", () => {
  // WebKit does not know the file that a thread was started with under its address: what imports it runs it once more, and the thread
  // then holds two engines that both answer, one of them without a model.
  it("never lead back to the file that the thread is started with", async () => {
    const files = await engineFiles();
    const [entry, ...others] = [...files.keys()].filter((name) => /\bengine\.worker-/.test(name));
    expect(others).toEqual([]);
    expect(files.get(entry ?? "")).not.toEqual([]);
    const imported = [...files.values()].flat();
    expect(imported.filter((name) => !files.has(name))).toEqual([]);
    const leadingBack = [...files].filter(([, imports]) => imports.includes(entry ?? "")).map(([name]) => name);
    expect(leadingBack).toEqual([]);
  });
});
