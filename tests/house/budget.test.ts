import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, inject, test } from "vitest";

const folder = inject("buildFolder");

/** Paths of the scripts that `index.html` loads, of their static imports, and of the worker with its own. */
function initialScripts(): string[] {
  const page = readFileSync(join(folder, "index.html"), "utf8");
  const waiting = [...page.matchAll(/<script[^>]*\ssrc="([^"]+)"|<link[^>]*rel="modulepreload"[^>]*\shref="([^"]+)"/g)].map(
    (found) => resolve(folder, found[1] ?? found[2] ?? ""),
  );
  const seen = new Set<string>();
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    const code = readFileSync(path, "utf8");
    const imported = [...code.matchAll(/(?:\bfrom|\bimport)\s*["'`](\.[^"'`]+)["'`]/g)];
    const workers = [...code.matchAll(/new URL\(["'`]([\w./-]+\.js)["'`],\s*import\.meta\.url\)/g)];
    for (const found of [...imported, ...workers]) waiting.push(resolve(dirname(path), found[1] ?? ""));
  }
  return [...seen];
}

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(2)} MB`;
const print = (line: string): void => void process.stdout.write(`budget: ${line}\n`);

describe("weight", () => {
  test("the JavaScript that the page starts with, the worker's included, is under 130 kB gzipped", () => {
    const scripts = initialScripts().map((path) => ({ path, bytes: gzipSync(readFileSync(path)).length }));
    const total = scripts.reduce((sum, script) => sum + script.bytes, 0);
    print(`initial JavaScript ${kilobytes(total)} of 130 kB gzipped, in ${scripts.length} files`);
    expect(
      scripts.some((script) => script.path.includes("worker")),
      "the worker was counted",
    ).toBe(true);
    expect(total).toBeGreaterThan(50_000);
    expect(total).toBeLessThan(130_000);
  });

  test("the typesetter stays out of the page, and of its fonts only woff2 is shipped", () => {
    const files = readdirSync(join(folder, "assets"));
    for (const path of initialScripts()) expect(readFileSync(path, "utf8")).not.toContain("ParseError: KaTeX");
    expect(files.filter((name) => /\.(woff|ttf|otf|eot)$/.test(name))).toEqual([]);
    expect(files.filter((name) => name.endsWith(".woff2")).length).toBeGreaterThan(0);
  });

  test("the weights travel as a few megabytes: the LSTM under 2.5, all three under 6.5", () => {
    const weigh = (id: string): number => statSync(join(folder, "models", id, "model.safetensors")).size;
    const lstm = weigh("story-lstm");
    const all = lstm + weigh("story-rnn") + weigh("story-stateless");
    print(`models ${megabytes(lstm)} of 2.5 MB, all three ${megabytes(all)} of 6.5 MB`);
    expect(lstm).toBeLessThan(2_500_000);
    expect(all).toBeLessThan(6_500_000);
  });
});

describe("shipped models", () => {
  const ids = ["story-lstm", "story-rnn", "story-stateless"];
  const read = (id: string, file: string): unknown => JSON.parse(readFileSync(join(folder, "models", id, file), "utf8"));

  test.each(ids)("%s knows the words of the first example and the places to sit", (id) => {
    const vocabulary = new Set(read(id, "vocab.json") as string[]);
    const needed = ["the", "cat", "sat", "on", "mat", "couch", "bed", "chair", "floor", "election", "galaxy"];
    expect(needed.filter((word) => !vocabulary.has(word))).toEqual([]);
  });

  test("the three share one vocabulary, word for word", () => {
    expect(read("story-rnn", "vocab.json")).toEqual(read("story-lstm", "vocab.json"));
    expect(read("story-stateless", "vocab.json")).toEqual(read("story-lstm", "vocab.json"));
  });

  test.each(ids)("%s comes with its card", (id) => {
    expect(readFileSync(join(folder, "models", id, "README.md"), "utf8")).toMatch(/perplexity/i);
  });
});
