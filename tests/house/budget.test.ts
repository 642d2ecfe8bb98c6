import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, inject, test } from "vitest";

const folder = inject("buildFolder");

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(2)} MB`;
const print = (line: string): void => void process.stdout.write(`budget: ${line}\n`);

describe("weight", () => {
  test("the typesetter stays out of the page, and of its fonts only woff2 is shipped", () => {
    const files = readdirSync(join(folder, "assets"));
    const scripts = files.filter((name) => name.endsWith(".js"));
    expect(scripts.length).toBeGreaterThan(5);
    for (const name of scripts) expect(readFileSync(join(folder, "assets", name), "utf8")).not.toContain("ParseError: KaTeX");
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

describe("licences of what is bundled", () => {
  const sections = readFileSync(join(folder, "licences.txt"), "utf8").split(/^## /m).slice(1);
  const used = Object.keys((JSON.parse(readFileSync("package.json", "utf8")) as { dependencies: object }).dependencies);

  test.each(used.filter((name) => name !== "d3"))("%s comes with its licence", (name) => {
    const section = sections.find((text) => text.startsWith(`${name} - `)) ?? "";
    expect(section).toMatch(/Permission is hereby granted|SIL OPEN FONT LICENSE|Permission to use, copy, modify/);
  });

  test("every package is named with its version and has a text; d3 is there in its parts", () => {
    for (const section of sections) expect(section).toMatch(/^\S+ - \d+\.\d+\.\d+ \([\w.-]+\)\n[\s\S]{300,}/);
    expect(sections.filter((text) => text.startsWith("d3-")).length).toBeGreaterThan(1);
  });
});
