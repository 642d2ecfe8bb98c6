import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

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

/** What the shipped models reach, as two tables of the README. */
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
  ].join("\n");
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
