import { traceCorpus } from "../../src/engine/corpus/corpus-trace.ts";
import { finish } from "../../src/engine/gradients/progress.ts";
import { runWords } from "../../src/engine/gradients/study.ts";
import { tokenize, vocabularyOf } from "../../src/engine/tokenizer.ts";
import { dreamKernels } from "../../training/dream.ts";
import { readDream } from "../../training/memory-map.ts";
import { openShipped } from "./gradient-numbers.ts";
import { DREAM_WORDS } from "./short-dream.ts";

export const text = "the cat that chased the mice sat";
export const address = `view=memory&s=${text.replaceAll(" ", "+")}&t=7&u=154`;
export const model = openShipped("story-lstm");
export const corpus = () =>
  finish(
    traceCorpus(model, readDream().subarray(0, DREAM_WORDS), { layer: 0, signals: ["cellState", "hiddenState"] }, dreamKernels),
  );
export const run = (words = text) =>
  runWords(
    model,
    Int32Array.from(tokenize(words, vocabularyOf(model)), ({ id }) => id),
  );
