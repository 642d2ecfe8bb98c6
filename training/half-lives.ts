import type { Decay } from "../src/engine/gradients/decay.ts";
import { studyModel } from "../src/engine/gradients/study.ts";
import { medianHalfLife } from "../src/engine/gradients/survey.ts";
import type { Model } from "../src/engine/model.ts";
import { longSentences } from "../src/engine/sentences.ts";
import { tokenize } from "../src/engine/tokenizer.ts";
import { openShipped } from "./open-model.ts";

/** How the gradient of a sentence's last word falls in one model. */
export interface SentenceDecay {
  readonly words: number;
  /** Of the cell gradient, or of h in a model without C; null where no half-life can be claimed. */
  readonly decay: Decay | null;
  /** log10 of the norm at the first word over that at the last. */
  readonly reach: number;
}

/** The loss is the surprise of the last word after all words before it. */
export function measureDecay(model: Model, sentence: string): SentenceDecay {
  const ids = Int32Array.from(tokenize(sentence, model.vocabulary), ({ id }) => id);
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
  const ids = ["story-lstm", "story-rnn"];
  const found = ids.map((id) => {
    const model = openShipped(id);
    return longSentences.map((sentence) => measureDecay(model, sentence));
  });
  const print = (text: string) => process.stdout.write(`${text}\n`);
  const words = (halfLife: number | null | undefined) =>
    (halfLife == null ? "none" : `${halfLife.toFixed(1)} words`).padStart(11);
  print(
    `half-life of the gradient of the last word's loss (and its share at the first word)\n${"words".padEnd(8)}${ids.map((id) => id.padStart(26)).join("")}`,
  );
  longSentences.forEach((_, at) => {
    const columns = found.map((own) => {
      const { decay, reach } = own[at] as SentenceDecay;
      return `${words(decay?.halfLife)} (${(10 ** reach).toExponential(1).padStart(7)})`.padStart(26);
    });
    print(`${String(found[0]?.[at]?.words).padEnd(8)}${columns.join("")}`);
  });
  print(
    `${"median".padEnd(8)}${found.map((own) => `${words(medianHalfLife(own.map(({ decay }) => decay?.halfLife ?? null)))}          `.padStart(26)).join("")}`,
  );
}
