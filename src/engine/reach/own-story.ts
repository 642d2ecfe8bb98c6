import { keepingGate } from "../analysis/half-life.ts";
import type { Slowly } from "../gradients/progress.ts";
import type { Kernels } from "../kernels/kernels.ts";
import type { Model } from "../model.ts";
import { writeText } from "../own-text.ts";
import { tokenize, vocabularyOf } from "../tokenizer.ts";

/** The texts that are measured: the model writes them, always the same ones. */
export const ownTexts = {
  texts: 9,
  words: 200,
  /** Of the first text; the next has the next. */
  seed: 7,
  options: { temperature: 1, topK: 200, topP: 0.95 },
} as const;

/** Words that a state is carried in from, at most: they end with a sentence. */
export const CARRIED_WORDS = 80;

/** What a model has read before a text: words of its own story, or nothing. */
export type Before = "story" | "nothing";

const sentenceEnds: ReadonlySet<string> = new Set([".", "!", "?", "”"]);

const written = new WeakMap<Model, Map<number, Int32Array>>();

/** Text `place` (0 … 8) of a model, 200 ids: cut from its sample where it has one; else written once, the end of a story is never drawn. Yields how much is done, 0 … 1. */
export function* ownText(model: Model, place: number, kernels: Kernels): Slowly<Int32Array> {
  const known = written.get(model) ?? new Map<number, Int32Array>();
  written.set(model, known);
  const found = known.get(place);
  if (found !== undefined) return found;
  const { words, seed, options } = ownTexts;
  const given = cutSample(model, place);
  if (given !== null) known.set(place, given);
  if (given !== null) return given;
  const ids = yield* writeText(model, kernels, { words, seed: seed + place, options, mayEnd: false });
  known.set(place, ids);
  return ids;
}

/** Text `place` from what a model was trained on, where it says so: begun anew further on, over and over from the start; null for none. */
function cutSample(model: Model, place: number): Int32Array | null {
  const { sample } = model.config;
  if (sample === undefined) return null;
  const ids = tokenize(sample, vocabularyOf(model)).map(({ id }) => id);
  const { words, texts } = ownTexts;
  const from = Math.floor((place * ids.length) / texts);
  return ids.length === 0 ? null : Int32Array.from({ length: words }, (_, k) => ids[(from + k) % ids.length] as number);
}

/** The beginning of a text that a state is carried in from: as far as its last sentence end within 80 words, else 80 words. */
export function openingOf(text: Int32Array, { words }: Pick<Model, "words">): Int32Array {
  const opening = text.subarray(0, CARRIED_WORDS);
  const end = words === null ? -1 : opening.findLastIndex((id) => sentenceEnds.has(words[id] ?? ""));
  return end < 0 ? opening : opening.subarray(0, end + 1);
}

/** Who writes for several models: the first with a gate that keeps and a readout, else the first with a readout; null for none. */
export function writerAmong(models: readonly Model[]): Model | null {
  const able = models.filter(({ readout }) => readout !== null);
  return able.find(({ layout }) => keepingGate(layout) !== null) ?? able[0] ?? null;
}

/** Whether both have the same words by id, so that one reads what the other wrote. */
export function readsAlike(writer: Model, reader: Model): boolean {
  const [own, other] = [vocabularyOf(writer), vocabularyOf(reader)];
  if (own.size !== other.size || own.reading !== other.reading) return false;
  return own.words === null || own.words === other.words || own.words.every((word, id) => word === other.words?.[id]);
}
