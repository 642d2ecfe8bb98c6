import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ownTexts } from "../../src/engine/reach/own-story.ts";
import { lossPlaces, replacedPlaces } from "../../src/engine/reach/study-reach.ts";
import { formatShare } from "../../src/views/gradients/numbers.ts";
import type { FreshReach, KeptPair } from "../../training/reach-tables.ts";

const root = new URL("../../", import.meta.url);
const begin = "<!-- figures: written by tests/house/readme-figures.ts from training/results/ -->";
const end = "<!-- end of figures -->";

type Parts = Readonly<Record<"tinystories" | "tatoeba" | "coco", number>>;

interface Results {
  readonly interim?: boolean;
  readonly tokensSeen: number;
  readonly parameters: number;
  readonly perplexity: { readonly int8: Parts };
  readonly kneserNey: Readonly<Record<"2" | "3" | "4", Parts>>;
  readonly probes: Readonly<Record<string, { readonly probed: Readonly<Record<string, number>> }>>;
}

const ids = ["story-lstm", "story-rnn", "story-stateless"] as const;
/** Words back at which networks that have learned nothing are compared. */
const FRESH_BACK = 101;
const sentence = "the cat sat on the";
const probed = ["chair", "bed", "couch", "floor", "election"] as const;

function read(id: string): Results {
  return JSON.parse(readFileSync(new URL(`training/results/${id}.json`, root), "utf8")) as Results;
}

const perplexities = (parts: Parts): string =>
  [parts.tinystories, parts.tatoeba, parts.coco].map((value) => value.toFixed(1)).join(" | ");

/** `0.12`, `0.00060`, `6e-7`: two digits, as long as they can be read. */
function probability(value: number): string {
  return value < 1e-4 ? value.toExponential(0) : value.toPrecision(2);
}

/** What the shipped models reach, as tables of the README. */
export function figures(): string {
  const results = ids.map((id) => ({ id, ...read(id) }));
  const [first] = results;
  if (first === undefined) throw new Error("no results");
  const state = results.some(({ interim }) => interim) ? " (interim: training goes on)" : "";
  return [
    `Perplexity on held-out text, lower is better${state}:`,
    "",
    "| model | million words read | stories | sentences | captions |",
    "| --- | --- | --- | --- | --- |",
    ...results.map(
      ({ id, tokensSeen, perplexity }) => `| ${id} | ${(tokensSeen / 1e6).toFixed(1)} | ${perplexities(perplexity.int8)} |`,
    ),
    ...(["4", "2"] as const).map(
      (order) => `| Kneser-Ney ${order}-gram, for comparison | 5.2 | ${perplexities(first.kneserNey[order])} |`,
    ),
    "",
    `Probability of the next word after “${sentence}”:`,
    "",
    `| model | ${probed.join(" | ")} |`,
    `| --- | ${probed.map(() => "---").join(" | ")} |`,
    ...results.map(({ id, probes }) => {
      const words = probes[sentence]?.probed ?? {};
      return `| ${id} | ${probed.map((word) => probability(words[word] ?? Number.NaN)).join(" | ")} |`;
    }),
    "",
    ...reachFigures(),
  ].join("\n");
}

/** How far the first pair reaches, and what decides it before anything is learned. */
function reachFigures(): readonly string[] {
  const { pairs, fresh } = JSON.parse(readFileSync(new URL("training/results/reach.json", root), "utf8")) as {
    readonly pairs: readonly KeptPair[];
    readonly fresh: readonly FreshReach[];
  };
  const [pair] = pairs;
  const [lstm, rnn] = pair?.medians ?? [];
  if (pair === undefined || lstm === undefined || rnn === undefined) throw new Error("no reach has been measured");
  const row = (name: string, shares: readonly number[] | undefined) =>
    `| ${[name, ...(shares ?? []).map((share) => formatShare(share))].join(" | ")} |`;
  const powers = (log10: readonly number[] | undefined) => log10?.map((value) => 10 ** value);
  const table = (head: readonly string[]) => [`| ${head.join(" | ")} |`, `| ${head.map(() => "---").join(" | ")} |`];
  const far = fresh[0]?.k.indexOf(FRESH_BACK) ?? -1;
  return [
    `How far ${pair.models.map(({ id }) => id).join(" and ")} reach, medians over ${lossPlaces.length * ownTexts.texts} places in texts that the first of them writes; of a replaced word, ${replacedPlaces.length * ownTexts.texts}:`,
    "",
    ...table(["words away", ...pair.lags.map(String)]),
    row("gradient left at the LSTM’s C", powers(lstm["cellState"])),
    row("at the LSTM’s h", powers(lstm["hiddenState"])),
    row("at the RNN’s h", powers(rnn["hiddenState"])),
    row("replaced word left in the LSTM’s h", lstm["change"]),
    row("in the RNN’s h", rnn["change"]),
    "",
    `Before anything is learned, ${FRESH_BACK} words back:`,
    "",
    ...table(fresh.map(({ cell, name }) => `${cell}, ${name}`)),
    `| ${fresh.map(({ median }) => formatShare(10 ** (median[far] ?? Number.NaN))).join(" | ")} |`,
  ];
}

/** The README as it stands. */
export function readReadme(): string {
  return readFileSync(new URL("README.md", root), "utf8");
}

/** Writes the figures of `training/results/` into the README, between their two marks. */
export function main(): void {
  const readme = readReadme();
  const [start, stop] = [readme.indexOf(begin), readme.indexOf(end)];
  if (start < 0 || stop < start) throw new Error("README.md has no place for the figures");
  writeFileSync(
    fileURLToPath(new URL("README.md", root)),
    `${readme.slice(0, start)}${begin}\n\n${figures()}\n\n${readme.slice(stop)}`,
  );
}
