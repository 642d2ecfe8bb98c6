import { FRESH } from "../src/engine/reach/fresh.ts";
import { ownTexts } from "../src/engine/reach/own-story.ts";
import { quartilesOf } from "../src/engine/reach/quartiles.ts";
import type { Replacement } from "../src/engine/reach/replaced.ts";
import { FRESH_SEEDS, LAGS, lossPlaces, REACH, REPLACED_REACH, replacedPlaces } from "../src/engine/reach/study-reach.ts";

/** Words back, or later, that the tables print. */
const printed = [1, 3, 5, 12, 20, 30, 40, 60, 80, 100, 150];
/** The same of networks that have learned nothing. */
export const freshPrinted = [1, 5, 10, 20, 50, 101, 200, 500];

/** Across texts and One word replaced, as the page has them. */
export interface PairReach {
  readonly models: readonly ModelReach[];
  /** Ids of the texts, for whoever computes the same elsewhere. */
  readonly texts: readonly Int32Array[];
}

interface ModelReach {
  readonly id: string;
  /** A row a place: (places · texts, 151), log10 relative to the loss. */
  readonly shares: readonly { readonly signal: string; readonly log10: Float64Array }[];
  /** (words · texts, 101) and (words · texts, 14). */
  readonly change: Float64Array;
  readonly bits: Float64Array;
}

/** What nine networks of one beginning have left: log10, at each of `k` words back. */
export interface FreshReach {
  readonly id: string;
  readonly cell: string;
  readonly name: string;
  readonly signal: string;
  readonly k: readonly number[];
  readonly low: readonly number[];
  readonly median: readonly number[];
  readonly high: readonly number[];
}

/** Medians over all places; ten losses and ten replaced words, and what was measured there: a list a model, of each quantity at every lag. */
export interface KeptPair {
  readonly models: readonly { readonly id: string; readonly sha256: string | null }[];
  readonly texts: readonly (readonly number[])[];
  readonly lags: readonly number[];
  /** Of gradients, by signal, as log10; of `change`, what is left of a replaced word in h, as it is. */
  readonly medians: readonly Readonly<Record<string, readonly number[]>>[];
  readonly places: readonly {
    readonly text: number;
    readonly at: number;
    readonly replaced: Replacement;
    readonly measured: readonly Readonly<Record<string, readonly number[]>>[];
  }[];
}

/** Medians and quartiles of a pair. */
export function describePair({ models, texts }: PairReach): string {
  const lines: string[] = [];
  const title = (text: string, head: readonly number[]) => lines.push("", text, row("words", head.map(String)));
  const words = `${texts.length} texts of ${ownTexts.words} words that ${models[0]?.id} writes`;
  title(
    `Across texts: share of the gradient that is left k words back, median (quartiles) of ${lossPlaces.length * texts.length} places in ${words}`,
    printed,
  );
  for (const { id, shares } of models) {
    for (const { signal, log10 } of shares) {
      const found = quartilesOf(log10, REACH + 1);
      lines.push(
        row(
          `${id} ${signal}`,
          printed.map((k) => power(found.median[k])),
        ),
      );
      lines.push(
        row(
          "  quartiles",
          printed.map((k) => `${power(found.low[k])}–${power(found.high[k])}`),
        ),
      );
    }
  }
  title(`One word replaced: ‖Δh‖/‖h‖ k words later, median of ${replacedPlaces.length * texts.length} places`, LAGS);
  for (const { id, change } of models) {
    const { median } = quartilesOf(change, REPLACED_REACH + 1);
    lines.push(
      row(
        id,
        LAGS.map((k) => plain(median[k])),
      ),
    );
  }
  title("the same: bits by which the prediction differs (Kullback-Leibler), median", LAGS);
  for (const { id, bits } of models) {
    const { median } = quartilesOf(bits, LAGS.length);
    lines.push(
      row(
        id,
        LAGS.map((_, n) => plain(median[n])),
      ),
    );
  }
  return `${lines.join("\n")}\n`;
}

/** Medians of the networks that have learned nothing. */
export function describeFresh(fresh: readonly FreshReach[]): string {
  const { units } = FRESH;
  return [
    "",
    `Before learning: share of the gradient that is left k words back, median of ${FRESH_SEEDS} networks of ${units} units on words drawn at random`,
    row("words", freshPrinted.map(String)),
    ...fresh.map(({ cell, name, median }) => row(`${cell}, ${name}`, median.map(power))),
    "",
  ].join("\n");
}

/** What `check_reach.py` writes. */
export interface TorchReach {
  readonly pairs: readonly { readonly places: readonly (readonly Readonly<Record<string, readonly number[]>>[])[] }[];
  readonly fresh: readonly { readonly id: string; readonly median: readonly number[] }[];
}

/** What this program measured, beside what PyTorch did. */
export function describeTorch(
  kept: { readonly pairs: readonly KeptPair[]; readonly fresh: readonly FreshReach[] },
  torch: TorchReach,
): string {
  const lines: string[] = [];
  const beside = (name: string, lags: readonly number[], ours: readonly number[], theirs: readonly number[]) =>
    lines.push(
      row(
        name,
        lags.map((_, n) => `${plain(ours[n])} | ${plain(theirs[n])}`),
      ),
    );
  kept.pairs.forEach(({ models, lags, places }, pair) => {
    lines.push("", "this program | PyTorch in float64, at ten places", row("words", lags.map(String)));
    places.forEach(({ text, at, replaced, measured }, place) => {
      lines.push(`text ${text + 1}: loss after word ${at}; word ${replaced.at} replaced`);
      measured.forEach((own, model) => {
        for (const [quantity, values] of Object.entries(own) as [string, readonly number[]][]) {
          const theirs = torch.pairs[pair]?.places[place]?.[model]?.[quantity] ?? [];
          const isLog = quantity.endsWith("State");
          const shown = (numbers: readonly number[]) => (isLog ? numbers.map((log10) => 10 ** log10) : numbers);
          beside(`  ${models[model]?.id} ${quantity}`, lags, shown(values), shown(theirs));
        }
      });
    });
  });
  lines.push("", "fresh networks: this program | drawn by torch.nn itself, medians", row("words", freshPrinted.map(String)));
  for (const { id, cell, name, median } of kept.fresh) {
    const theirs = torch.fresh.find((other) => other.id === id)?.median ?? [];
    beside(
      `${cell}, ${name}`,
      freshPrinted,
      median.map((log10) => 10 ** log10),
      theirs.map((log10) => 10 ** log10),
    );
  }
  return `${lines.join("\n")}\n`;
}

function row(name: string, columns: readonly string[]): string {
  return `${name.padEnd(30)}${columns.map((column) => column.padStart(18)).join("")}`;
}

function power(log10: number | undefined): string {
  return plain(log10 === undefined ? undefined : 10 ** log10);
}

function plain(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? "–" : value >= 0.001 ? value.toPrecision(2) : value.toExponential(1);
}
