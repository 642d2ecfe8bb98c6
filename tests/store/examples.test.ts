import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createVocabulary, tokenize } from "../../src/engine/tokenizer.ts";
import { shippedModels } from "../../src/store/catalog.ts";
import { defaultText, examples } from "../../src/store/examples.ts";

const readJson = (id: string, name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../public/models/${id}/${name}`, import.meta.url), "utf8"));

describe("the shipped models", () => {
  test.each(shippedModels.map(({ id }) => id))("%s lies under its name in the folder of the models", (id) => {
    expect(readJson(id, "config.json")).toMatchObject({ id });
  });

  test.each(examples.map(({ text }) => text))("know every word of %j", (text) => {
    const words = readJson("story-lstm", "vocab.json") as string[];
    const tokens = tokenize(text, createVocabulary(words, words.length, "<unk>"));
    expect(tokens.filter((token) => !token.known)).toEqual([]);
  });

  test("begin with a sentence of ten to twelve words", () => {
    const count = defaultText.split(" ").length;
    expect(count).toBeGreaterThanOrEqual(10);
    expect(count).toBeLessThanOrEqual(12);
  });
});
