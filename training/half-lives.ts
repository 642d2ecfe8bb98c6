import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Decay } from "../src/engine/gradients/decay.ts";
import { studyModel } from "../src/engine/gradients/study.ts";
import type { Model } from "../src/engine/model.ts";
import { openFiles } from "../src/engine/open-files.ts";
import { tokenize } from "../src/engine/tokenizer.ts";

/** Ten sentences of our own, of twenty words and more. */
export const sentences: readonly string[] = [
  "the little girl put her red ball on the old table in the garden and went to look for her brother near the pond",
  "when the rain stopped the boy opened the window and saw that the big tree behind the house had lost all of its leaves",
  "a man in a blue shirt is standing next to a long train and two children are waiting for him with their bags",
  "my sister told me that she would come home before dinner but it was already dark and nobody had seen her on the road",
  "the dog that lived in the small yellow house ran after the cat every morning and came back tired and hungry in the evening",
  "once there was an old farmer who had a very good horse and every day he took it to the river to drink cold water",
  "she found a letter under the door and read it twice before she understood that her friend wanted to meet her in the park",
  "the teacher asked the children to draw a picture of their family and the youngest boy drew a cat and a very big cake",
  "we walked up the hill for two hours and when we reached the top we could see the lake and the boats far below us",
  "tom wanted to buy a new bike so he worked in the garden of his neighbour every day until he had enough money for it",
];

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

/** The middle one, or the mean of the two middle ones; a sentence without a half-life counts as infinitely long. NaN for none. */
export function medianHalfLife(decays: readonly SentenceDecay[]): number {
  const sorted = decays.map(({ decay }) => decay?.halfLife ?? Infinity).sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low = Number.NaN, high = Number.NaN] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return low === high ? low : (low + high) / 2;
}

function openShipped(id: string): Model {
  const folder = new URL(`../public/models/${id}/`, import.meta.url);
  const files = ["config.json", "vocab.json", "model.safetensors"].map((name) => {
    const bytes = Uint8Array.from(readFileSync(fileURLToPath(new URL(name, folder)))).buffer;
    return { name, bytes };
  });
  const opened = openFiles(files);
  if (!opened.ok) throw new Error(`${opened.problem.title}. ${opened.problem.detail}`);
  return opened.value.model;
}

/** Prints how fast the gradient falls in the shipped LSTM (at C) and RNN (at h), sentence by sentence, and the medians. */
export function main(): void {
  const ids = ["story-lstm", "story-rnn"];
  const found = ids.map((id) => {
    const model = openShipped(id);
    return sentences.map((sentence) => measureDecay(model, sentence));
  });
  const print = (text: string) => process.stdout.write(`${text}\n`);
  const words = (halfLife: number | undefined) =>
    (halfLife === undefined ? "none" : Number.isFinite(halfLife) ? `${halfLife.toFixed(1)} words` : "none").padStart(11);
  print(
    `half-life of the gradient of the last word's loss (and its share at the first word)\n${"words".padEnd(8)}${ids.map((id) => id.padStart(26)).join("")}`,
  );
  sentences.forEach((_, at) => {
    const columns = found.map((own) => {
      const { decay, reach } = own[at] as SentenceDecay;
      return `${words(decay?.halfLife)} (${(10 ** reach).toExponential(1).padStart(7)})`.padStart(26);
    });
    print(`${String(found[0]?.[at]?.words).padEnd(8)}${columns.join("")}`);
  });
  print(`${"median".padEnd(8)}${found.map((own) => `${words(medianHalfLife(own))}          `.padStart(26)).join("")}`);
}
