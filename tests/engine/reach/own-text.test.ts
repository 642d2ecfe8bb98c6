import { expect, test } from "vitest";
import { finish } from "../../../src/engine/gradients/progress.ts";
import { typescriptKernels } from "../../../src/engine/kernels/typescript.ts";
import { ownText, ownTexts } from "../../../src/engine/reach/own-story.ts";
import { tokenize, vocabularyOf } from "../../../src/engine/tokenizer.ts";
import { openSmall } from "../files.ts";

test("the texts of a model that brings a sample are cut from it, each further on, and go on at its beginning", () => {
  const model = openSmall("keep");
  const sample = tokenize(model.config.sample as string, vocabularyOf(model)).map(({ id }) => id);
  for (const place of [0, 4, ownTexts.texts - 1]) {
    const from = Math.floor((place * sample.length) / ownTexts.texts);
    const wanted = Array.from({ length: ownTexts.words }, (_, k) => sample[(from + k) % sample.length]);
    expect([...finish(ownText(model, place, typescriptKernels))]).toEqual(wanted);
  }
});
