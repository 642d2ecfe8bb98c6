import { describe, expect, test } from "vitest";
import { readText } from "../../../../src/engine/analysis/features/read-text.ts";
import { finish } from "../../../../src/engine/gradients/progress.ts";
import { typescriptKernels } from "../../../../src/engine/kernels/typescript.ts";
import type { Model } from "../../../../src/engine/model.ts";
import { tokenize, vocabularyOf } from "../../../../src/engine/tokenizer.ts";
import { openSmall } from "../../files.ts";

const read = (model: Model, word: string | null = null) => {
  const ids = Int32Array.from(tokenize(model.config.sample as string, vocabularyOf(model)), ({ id }) => id);
  return finish(readText(model, ids, { layer: 0, name: "its sample", word }, typescriptKernels));
};

const least = { "two-valued": 0.85, count: 0.6, class: 0.35 } as const;

describe("a list of units made from a text", () => {
  test.each(["keep", "keep-rnn", "count-rnn", "letters-lstm", "letters-rnn"])(
    "%s: names no unit that is not clear on the half on which it was not chosen, beside the best of 200 shuffles",
    (id) => {
      const list = read(openSmall(id));
      for (const { feature, score, chosen } of list?.units ?? []) {
        const own = list?.features.find((each) => each.id === feature);
        if (own === undefined) throw new Error(`${feature} is not described`);
        expect(own.chance.shuffles).toBe(200);
        expect(Math.min(score, chosen)).toBeGreaterThanOrEqual(least[own.kind]);
        expect(score).toBeGreaterThanOrEqual(own.chance.best + (1 - own.chance.best) / 3 - 1e-3);
      }
      expect(list?.text.chosen).toBeGreaterThan(500);
    },
  );

  test("follows a word of the reader's choice, and shows a unit in a passage of that very text", () => {
    const model = openSmall("keep");
    const list = read(model, "keep");
    const unit = list?.units.find(({ feature }) => feature === "after keep");
    expect(unit?.unit).toBe(0);
    const text = tokenize(model.config.sample as string, vocabularyOf(model)).map((token) => token.text);
    expect(text.join(" ")).toContain(unit?.example?.text ?? "nowhere");
  });
});
