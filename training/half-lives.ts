import { experimentIds } from "../src/engine/gradients/apply-experiment.ts";
import type { Decay } from "../src/engine/gradients/decay.ts";
import { plainExperiment } from "../src/engine/gradients/experiment.ts";
import { studyModel } from "../src/engine/gradients/study.ts";
import { medianHalfLife } from "../src/engine/gradients/survey.ts";
import type { Model } from "../src/engine/model.ts";
import { longSentences } from "../src/engine/sentences.ts";
import { tokenize, vocabularyOf } from "../src/engine/tokenizer.ts";
import { openShipped } from "./open-model.ts";

/** Words of the long text: the sentence over and over. */
const LONG = 500;

/** How the gradient of a sentence's last word falls in one model. */
export interface SentenceDecay {
  readonly words: number;
  /** Of the cell gradient, or of h in a model without C; null where no half-life can be claimed. */
  readonly decay: Decay | null;
  /** log10 of the norm at the first word over that at the last. */
  readonly reach: number;
}

/** The loss is the surprise of the last word after all words before it. `length`: of the text, the sentence cut or over and over. */
export function measureDecay(model: Model, sentence: string, length: number | null = null): SentenceDecay {
  const typed = Int32Array.from(tokenize(sentence, vocabularyOf(model)), ({ id }) => id);
  const ids = experimentIds(typed, { ...plainExperiment, length }, model.config.vocabulary);
  const at = ids.length - 1;
  const study = studyModel(model, ids, at, { kind: "actual" });
  if (!study.ok) throw new Error(study.problem.title);
  const [layer] = study.value.layers;
  if (layer === undefined) throw new Error("a model without layers");
  const { log10 } = layer.cell ?? layer.hidden;
  return {
    words: ids.length,
    decay: layer.cell === null ? layer.hiddenDecay : layer.cellDecay,
    reach: (log10[0] as number) - (log10[at - 1] as number),
  };
}

/** Prints how fast the gradient falls in the shipped LSTM (at C) and RNN (at h), sentence by sentence, and the medians. */
export function main(): void {
  const models = ["story-lstm", "story-rnn"].map(openShipped);
  for (const length of [null, LONG]) {
    const found = models.map((model) => longSentences.map((sentence) => measureDecay(model, sentence, length)));
    process.stdout.write(`${length === null ? "" : "\n"}${describeDecays(models, found, length)}\n`);
  }
}

function describeDecays(models: readonly Model[], found: readonly (readonly SentenceDecay[])[], length: number | null): string {
  const words = (halfLife: number | null | undefined) =>
    (halfLife == null ? "none" : `${halfLife.toFixed(1)} words`).padStart(11);
  const row = (name: string, columns: readonly string[]) =>
    `${name.padEnd(8)}${columns.map((column) => column.padStart(26)).join("")}`;
  const power = (log10: number) => `(10^${log10.toFixed(1)})`.padStart(10);
  const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)] as number;
  return [
    length === null
      ? "half-life of the gradient of the last word's loss (and its share at the first word)"
      : `the same over ${length} words, each sentence over and over`,
    row(
      "words",
      models.map(({ config }) => config.id),
    ),
    ...longSentences.map((_, at) =>
      row(
        String(found[0]?.[at]?.words),
        found.map((own) => `${words(own[at]?.decay?.halfLife)} ${power(own[at]?.reach ?? Number.NaN)}`),
      ),
    ),
    row(
      "median",
      found.map(
        (own) =>
          `${words(medianHalfLife(own.map(({ decay }) => decay?.halfLife ?? null)))} ${power(median(own.map(({ reach }) => reach)))}`,
      ),
    ),
  ].join("\n");
}
