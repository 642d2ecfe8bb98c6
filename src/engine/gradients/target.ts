import { type Result, refuse, succeed } from "../problem.ts";
import { softmax } from "../softmax.ts";
import { idOfWord, vocabularyOf, wordOf } from "../tokenizer.ts";
import type { Objective, Traced } from "./objective.ts";

/** What is followed, as the address says it (FORMATS.md section 1). */
export type TargetWish =
  | { readonly kind: "actual" }
  | { readonly kind: "likeliest" }
  | { readonly kind: "word"; readonly word: string }
  /** The difference of two words' logits. */
  | { readonly kind: "difference"; readonly word: string; readonly other: string };

/** `actual`, `likeliest`, `mat`, `floor~couch`. */
export function readTarget(text: string): TargetWish {
  if (text === "actual" || text === "likeliest") return { kind: text };
  const [word = "", other] = text.split("~");
  return other === undefined || other.trim() === ""
    ? { kind: "word", word: word.trim() }
    : { kind: "difference", word: word.trim(), other: other.trim() };
}

/** As it stands in the address; reads back to the same wish. */
export function writeTarget(wish: TargetWish): string {
  if (wish.kind === "word") return wish.word;
  return wish.kind === "difference" ? `${wish.word}~${wish.other}` : wish.kind;
}

/** What is followed in one run, with the words of its model. */
export interface Target {
  readonly objective: Objective;
  readonly word: string;
  /** The word whose logit is taken away; null for a loss. */
  readonly other: string | null;
}

/**
 * What is followed after step `at` of a run of `length` words: −ln p of a word, or the difference of two logits. Where no word
 * follows, `actual` is the likeliest. An unknown word is refused.
 * @throws RangeError where the run has no such step, or the model no readout.
 */
export function resolveTarget(run: Traced, at: number, length: number, wish: TargetWish): Result<Target> {
  const vocabulary = vocabularyOf(run.model);
  const loss = (target: number): Result<Target> =>
    succeed({ objective: { kind: "loss", at, target }, word: wordOf(vocabulary, target), other: null });
  if (wish.kind === "actual" && at < length) return loss(run.idAt(at + 1));
  if (wish.kind === "actual" || wish.kind === "likeliest") return loss(likeliest(run.logits(at)));
  const target = idOfWord(wish.word, vocabularyOf(run.model));
  if (target === null) return unknown(wish.word);
  if (wish.kind === "word") return loss(target);
  const other = idOfWord(wish.other, vocabularyOf(run.model));
  if (other === null) return unknown(wish.other);
  return succeed({
    objective: { kind: "difference", at, target, other },
    word: wordOf(vocabulary, target),
    other: wordOf(vocabulary, other),
  });
}

/** p(word) after step `at`, at temperature 1. */
export function probabilityOf(run: Traced, { at, target }: Objective): number {
  return softmax(run.logits(at))[target] as number;
}

function likeliest(logits: Float32Array): number {
  let best = 0;
  for (let id = 1; id < logits.length; id++) if ((logits[id] as number) > (logits[best] as number)) best = id;
  return best;
}

function unknown(word: string): Result<never> {
  return refuse(
    word === "" ? "A word to follow is missing" : `“${word}” is not a word of this model`,
    "One word of its vocabulary is needed, or two as floor~couch. The sentence and its numbers are as they were.",
  );
}
