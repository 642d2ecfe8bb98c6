import { filterProbabilities } from "../../engine/sampling.ts";
import { highestIds } from "../../engine/softmax.ts";
import type { GradientAttribution, SamplingOptions } from "../../worker/protocol.ts";
import { formatChance, formatCount } from "../shared/format.ts";
import { formatNorm } from "../shared/powers.ts";

/** How a model is drawn: colour, dash and mark tell the same. */
export type ModelLook = "stateless" | "plain" | "cell" | "other";

/** A word of a ranked list. */
export interface RankedWord {
  readonly id: number;
  readonly probability: number;
  /** 1 = likeliest of the words that are known. */
  readonly rank: number;
}

/** What is printed of one model's distribution. */
export interface RankedList {
  /** Likeliest first. The unknown word is none of them: it stands for thousands. */
  readonly top: readonly RankedWord[];
  /** The followed word where it is not among those; null otherwise. */
  readonly apart: RankedWord | null;
  /** Probability of `top` together. */
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
  const { count, unknown } = wanted;
  const probabilities = filterProbabilities(logits, options);
  const best = likeliestIds(logits, count, unknown);
  const top = best.map((id, place) => ({ id, probability: probabilities[id] as number, rank: place + 1 }));
  const followed = wanted.followed === unknown ? null : wanted.followed;
  const apart =
    followed === null || best.includes(followed)
      ? null
      : { id: followed, probability: probabilities[followed] as number, rank: rankOf(logits, followed, unknown) };
  return {
    top,
    apart,
    listed: top.reduce((sum, { probability }) => sum + probability, 0),
    unknown: unknown === null ? null : (probabilities[unknown] as number),
    kept: probabilities.reduce((left, probability) => left + (probability > 0 ? 1 : 0), 0),
  };
}

/** Ids of the `count` likeliest words, the likeliest first, without the unknown one. */
export function likeliestIds(logits: Float32Array, count: number, unknown: number | null): readonly number[] {
  return highestIds(logits, count + 1)
    .filter((id) => id !== unknown)
    .slice(0, count);
}

/** 1 + how many words are likelier; the unknown one does not count. */
export function rankOf(logits: Float32Array, id: number, unknown: number | null): number {
  const logit = logits[id] as number;
  return logits.reduce((rank, other, at) => rank + (other > logit && at !== unknown ? 1 : 0), 1);
}

/** `ten`, `4` */
const inWords: Readonly<Record<number, string>> = { 10: "ten" };

/** What stands under a list: what its words hold together, the unknown word's share, and how many the filters leave. */
export function sayRest({ top, listed, unknown, kept }: RankedList, all: number): string {
  const together = `These ${inWords[top.length] ?? top.length}: ${formatChance(listed)}.`;
  const none = unknown === null ? "" : ` Unknown word: ${formatChance(unknown)}.`;
  return `${together}${none}${kept < all ? ` ${formatCount(kept)} ${kept === 1 ? "word" : "words"} left.` : ""}`;
}

/** How likely something is beside something else, from the bits between them: `58 times as likely as`, `as likely as`. */
export function sayTimes(bits: number): string {
  const times = 2 ** Math.abs(bits);
  if (times < 1.1) return "about as likely as";
  const printed = times < 9.95 ? times.toFixed(1) : times < 1e6 ? formatCount(times) : formatNorm(Math.log10(times));
  return `${printed} times ${bits > 0 ? "as likely as" : "less likely than"}`;
}

/** How many words a guess is said to draw on, and the least share of one that is named. */
const DRAWN_ON = 3;
const LEAST_SHARE = 0.08;

/** Steps (from 1) of the words that a guess listens to most, in the order of the sentence. */
export function loudestSteps({ gradientTimesInput }: GradientAttribution): readonly number[] {
  const sizes = gradientTimesInput.map(Math.abs);
  const total = sizes.reduce((sum, size) => sum + size, 0) || 1;
  return highestIds(sizes, DRAWN_ON)
    .filter((k) => (sizes[k] as number) / total >= LEAST_SHARE)
    .map((k) => k + 1)
    .sort((a, b) => a - b);
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

/** The probes' axis: whole powers of ten around all of them, each of its lines with a name. */
export interface ProbeScale {
  readonly low: number;
  readonly high: number;
  /** Exponents that have a line, the least first. */
  readonly ticks: readonly number[];
}

/** Distances between lines: names keep off each other in a narrow column. */
const MOST_DISTANCES = 3;
/** What is less likely stands at the edge; its number says how much less. */
const LOWEST = -15;

/** Never less than two decades; as many as reach the next line below the least likely word. */
export function probeScale(probabilities: readonly number[]): ProbeScale {
  const logs = probabilities.filter((probability) => probability > 0).map(Math.log10);
  // Not −0.
  const high = 0 + Math.min(0, Math.ceil(Math.max(-1, ...logs)));
  const reach = Math.min(high - 2, Math.max(LOWEST, Math.floor(Math.min(...logs, high))));
  const every = Math.ceil((high - reach) / MOST_DISTANCES);
  const distances = Math.ceil((high - reach) / every);
  const low = high - distances * every;
  return { low, high, ticks: Array.from({ length: distances + 1 }, (_, k) => low + k * every) };
}

/** Where a probability stands, 0 … 1. */
export function placeOf(probability: number, { low, high }: ProbeScale): number {
  return Math.max(0, Math.min(1, (Math.log10(probability) - low) / (high - low)));
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
