import { filterProbabilities } from "../../engine/sampling.ts";
import { highestIds } from "../../engine/softmax.ts";
import type { SamplingOptions } from "../../worker/protocol.ts";

/** How a model is drawn: colour, dash and mark tell the same. */
export type ModelLook = "stateless" | "plain" | "cell" | "other";

/** A word of a ranked list. */
export interface RankedWord {
  readonly id: number;
  readonly probability: number;
  /** 1 = likeliest. */
  readonly rank: number;
}

/** What is printed of one model's distribution. */
export interface RankedList {
  /** Likeliest first. */
  readonly top: readonly RankedWord[];
  /** The followed word where it is not among those; null otherwise. */
  readonly apart: RankedWord | null;
  /** Probability of those that are listed, together. */
  readonly listed: number;
  /** Of the unknown word; null where there is none. */
  readonly unknown: number | null;
  /** Words that top-k and top-p leave. */
  readonly kept: number;
}

/** The order is the logits': temperature and filters change how likely a word is, never its rank. */
export function rankWords(
  logits: Float32Array,
  options: SamplingOptions,
  wanted: { readonly count: number; readonly followed: number | null; readonly unknown: number | null },
): RankedList {
  const probabilities = filterProbabilities(logits, options);
  const best = highestIds(logits, wanted.count);
  const top = best.map((id, place) => ({ id, probability: probabilities[id] as number, rank: place + 1 }));
  const { followed, unknown } = wanted;
  const apart =
    followed === null || best.includes(followed)
      ? null
      : { id: followed, probability: probabilities[followed] as number, rank: rankOf(logits, followed) };
  return {
    top,
    apart,
    listed: [...top, ...(apart === null ? [] : [apart])].reduce((sum, { probability }) => sum + probability, 0),
    unknown: unknown === null ? null : (probabilities[unknown] as number),
    kept: probabilities.reduce((count, probability) => count + (probability > 0 ? 1 : 0), 0),
  };
}

/** 1 + how many words are likelier. */
export function rankOf(logits: Float32Array, id: number): number {
  const logit = logits[id] as number;
  return logits.reduce((rank, other) => rank + (other > logit ? 1 : 0), 1);
}

/** A line between two neighbouring lists: the places of the same word, from the top; null where it is not in the other list. */
export interface Link {
  readonly id: number;
  readonly from: number;
  readonly to: number | null;
}

/** Lines from every word of the left list to its place in the right one. A word listed apart stands one place below the last. */
export function linkLists(left: RankedList, right: RankedList): readonly Link[] {
  const placesOf = ({ top, apart }: RankedList) => [...top, ...(apart === null ? [] : [apart])];
  const others = new Map(placesOf(right).map(({ id }, place) => [id, place]));
  return placesOf(left).map(({ id }, from) => ({ id, from, to: others.get(id) ?? null }));
}

/** Paper between a number and the line that begins at it. */
const PAPER = 5;

/** A curve between two heights over a gap of `width`; one that ends nowhere turns down a third of the way and stops. */
export function linkPath(from: number, to: number | null, width: number): string {
  const [start, middle, end] = [PAPER, width / 2, width - PAPER];
  if (to === null) return `M${start},${from}C${width * 0.2},${from} ${width * 0.3},${from} ${width * 0.36},${from + 12}`;
  return `M${start},${from}C${middle},${from} ${middle},${to} ${end},${to}`;
}

/** Where a probability stands on the probes' axis, 0 … 1, and its ends: whole powers of ten around all of them. */
export interface ProbeScale {
  readonly low: number;
  readonly high: number;
}

/** Never less than two decades, never below 10⁻⁹: what is less likely stands at the edge. */
export function probeScale(probabilities: readonly number[]): ProbeScale {
  const logs = probabilities.filter((probability) => probability > 0).map(Math.log10);
  // Not −0.
  const high = 0 + Math.min(0, Math.ceil(Math.max(-1, ...logs)));
  return { high, low: Math.max(-9, Math.min(high - 2, Math.floor(Math.min(...logs, high)))) };
}

export function placeOf(probability: number, { low, high }: ProbeScale): number {
  const log10 = Math.max(low, Math.log10(probability));
  return Math.max(0, Math.min(1, (log10 - low) / (high - low)));
}

/** The largest votes, by size, and what all others add up to. */
export interface Ballot {
  readonly units: readonly { readonly unit: number; readonly vote: number }[];
  readonly others: number;
}

export function largestVotes(contributions: Float64Array, count: number): Ballot {
  const order = highestIds(contributions.map(Math.abs), count);
  const shown = new Set(order);
  return {
    units: order.map((unit) => ({ unit, vote: contributions[unit] as number })),
    others: contributions.reduce((sum, vote, unit) => sum + (shown.has(unit) ? 0 : vote), 0),
  };
}
