import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { ReadableUnits } from "../../src/engine/analysis/readable-units.ts";
import { createVocabulary, tokenize } from "../../src/engine/tokenizer.ts";
import { shippedModels } from "../../src/store/catalog.ts";
import { opening } from "../../src/store/opening.ts";

const id = shippedModels[0]?.id as string;
const read = (path: string) => JSON.parse(readFileSync(new URL(`../../public/${path}`, import.meta.url), "utf8"));

/** Of the list of readable units: who ships another model chooses another unit. */
test("the page opens on a unit of the list that ships, in its own sentence, inside the words that it holds through", () => {
  const { units } = read(`memory/${id}/units.json`) as ReadableUnits;
  const own = units.find(({ unit }) => unit === opening.unit);
  if (own?.example == null) throw new Error(`unit ${opening.unit} is not in the list: choose another one`);
  const { text, span, stage } = own.example;
  expect(own.feature).toBe("quotation");
  expect(text.startsWith(opening.text)).toBe(true);
  expect(span[0]).toBeLessThan(opening.step);
  expect(span[1]).toBeGreaterThan(opening.step);
  expect(stage).toBe(opening.stage);
  expect(span[0]).toBe(opening.written);
  expect(opening.halts.at(-1)).toBe(opening.stage);
});

test("the first model knows every word of it", () => {
  const words = read(`models/${id}/vocab.json`) as string[];
  const tokens = tokenize(opening.text, createVocabulary(words, words.length, "<unk>"));
  expect(tokens.filter(({ known }) => !known)).toEqual([]);
  expect(tokens[opening.step - 1]?.text).toBe("the");
});
