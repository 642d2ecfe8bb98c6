import { expect, test } from "vitest";
import type { ReadableUnits } from "../../src/engine/analysis/readable-units.ts";
import type { ModelConfig } from "../../src/engine/model.ts";
import { isListOf } from "../../src/store/readable-of.ts";

const listOf = (model: string, sha256: string) => ({
  list: { model, sha256 } as ReadableUnits,
  courses: new Map<number, Float32Array>(),
  isOwn: true,
});
const modelOf = (id: string, sha256?: string) => ({
  config: { id, ...(sha256 === undefined ? {} : { provenance: { sha256 } }) } as ModelConfig,
});

test("a list belongs to the model that it was made of: by name, and by its weights where they are known", () => {
  expect(isListOf(listOf("mine", ""), modelOf("mine"))).toBe(true);
  // Two files of the reader's, neither of which says what its weights are.
  expect(isListOf(listOf("mine", ""), modelOf("mine-2"))).toBe(false);
  expect(isListOf(listOf("story-lstm", "ab"), modelOf("story-lstm", "cd"))).toBe(false);
  expect(isListOf(listOf("story-lstm", "ab"), modelOf("story-lstm", "ab"))).toBe(true);
});
