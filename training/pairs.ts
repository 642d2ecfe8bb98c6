import { runWords } from "../src/engine/gradients/study.ts";
import type { Model } from "../src/engine/model.ts";
import { tokenize, vocabularyOf } from "../src/engine/tokenizer.ts";
import { type MinimalPair, minimalPairs } from "./minimal-pairs.ts";
import { openShipped } from "./open-model.ts";

/** How one model does on one pair. */
export interface PairScore {
  /** ln p(word) − ln p(other) after the first context, and after the second: right are above and below 0. */
  readonly first: number;
  readonly second: number;
  /** Both are right. */
  readonly isRight: boolean;
  /** Half of what changing the context changes, nats: above 0 where it goes the right way, whatever word is likelier as such. */
  readonly logOdds: number;
}

/** @throws RangeError for a word that the model does not know: it would be judged by another one. */
export function scorePair(model: Model, { first, second, word, other }: MinimalPair): PairScore {
  const after = (context: string): number => {
    const tokens = tokenize(context, vocabularyOf(model));
    const unknown = tokens.filter(({ known }) => !known).map(({ text }) => text);
    const [a, b] = [word, other].map((each) => vocabularyOf(model).ids.get(each));
    if (a === undefined || b === undefined) unknown.push(a === undefined ? word : other);
    if (unknown.length > 0) throw new RangeError(`${model.config.id} does not know ${unknown.join(", ")} of “${context}”`);
    const logits = runWords(
      model,
      Int32Array.from(tokens, ({ id }) => id),
    ).logits(tokens.length);
    return (logits[a as number] as number) - (logits[b as number] as number);
  };
  const scores = { first: after(first), second: after(second) };
  return {
    ...scores,
    isRight: scores.first > 0 && scores.second < 0,
    logOdds: (scores.first - scores.second) / 2,
  };
}

/** The pairs of a kind that are right, of how many, and the mean log-odds. */
export interface KindScore {
  readonly kind: string;
  readonly right: number;
  readonly of: number;
  readonly logOdds: number;
}

/** By kind, in the order of the pairs, and of all together. */
export function scoreKinds(pairs: readonly MinimalPair[], scores: readonly PairScore[]): readonly KindScore[] {
  const kinds = [...new Set(pairs.map(({ kind }) => kind))];
  const summarise = (kind: string, chosen: readonly PairScore[]): KindScore => ({
    kind,
    right: chosen.filter(({ isRight }) => isRight).length,
    of: chosen.length,
    logOdds: chosen.reduce((sum, { logOdds }) => sum + logOdds, 0) / chosen.length,
  });
  const own = kinds.map((kind) =>
    summarise(
      kind,
      scores.filter((_, k) => pairs[k]?.kind === kind),
    ),
  );
  return [...own, summarise("all", scores)];
}

/** The table of the three shipped models, and the pairs that the LSTM gets right and both others wrong. */
export function describePairs(models: readonly Model[], pairs: readonly MinimalPair[]): string {
  const scores = models.map((model) => pairs.map((pair) => scorePair(model, pair)));
  const tables = scores.map((own) => scoreKinds(pairs, own));
  const cell = ({ right, of, logOdds }: KindScore) =>
    `${right} of ${of} (${logOdds >= 0 ? "+" : "−"}${Math.abs(logOdds).toFixed(1)})`;
  const rows = (tables[0] ?? []).map(
    ({ kind }, row) => `| ${kind} | ${tables.map((table) => cell(table[row] as KindScore)).join(" | ")} |`,
  );
  const [lstm, ...smaller] = scores;
  const won = pairs.filter((_, k) => lstm?.[k]?.isRight === true && smaller.every((own) => own[k]?.isRight === false));
  return [
    `| pairs right (mean log-odds, nats) | ${models.map(({ config }) => config.id).join(" | ")} |`,
    `| --- |${models.map(() => " --- |").join("")}`,
    ...rows,
    "",
    `${models[0]?.config.id} alone is right:`,
    ...won.map(({ first, second, word, other }) => `- ${first} [${word}] / ${second} [${other}]`),
  ].join("\n");
}

/** Prints how the shipped models do on minimal pairs: `npm run pairs`. */
export function main(): void {
  const models = ["story-lstm", "story-rnn", "story-stateless"].map(openShipped);
  process.stdout.write(`${describePairs(models, minimalPairs)}\n`);
}
