import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { finish } from "../src/engine/gradients/progress.ts";
import type { Model } from "../src/engine/model.ts";
import { beginnings, FRESH_REACH } from "../src/engine/reach/fresh.ts";
import { ownText, ownTexts, writerAmong } from "../src/engine/reach/own-story.ts";
import { quartilesOf } from "../src/engine/reach/quartiles.ts";
import type { Replacement } from "../src/engine/reach/replaced.ts";
import {
  LAGS,
  lossPlaces,
  REACH,
  REPLACED_REACH,
  replacedPlaces,
  replacementsOf,
  studyBeginning,
  studyReplaced,
  studyText,
} from "../src/engine/reach/study-reach.ts";
import { dreamKernels } from "./dream.ts";
import { openShipped } from "./open-model.ts";
import {
  describeFresh,
  describePair,
  describeTorch,
  type FreshReach,
  freshPrinted,
  type KeptPair,
  type PairReach,
  type TorchReach,
} from "./reach-tables.ts";

const results = new URL("./results/", import.meta.url);

/** Those that are computed elsewhere too, and what a loss must have before it. */
const keptLags: readonly number[] = [1, 5, 20, 60, 100];
const FAR = 100;

/** Measures models on texts that one of them writes. */
export function measurePair(models: readonly Model[], texts: number = ownTexts.texts): PairReach {
  const writer = writerAmong(models);
  if (writer === null) throw new Error("no model has a readout");
  const places = Array.from({ length: texts }, (_, place) => place);
  return {
    texts: places.map((place) => finish(ownText(writer, place, dreamKernels))),
    models: models.map((model) => {
      const across = places.map((place) => finish(studyText(writer, model, place, 0, dreamKernels)));
      const replaced = places.map((place) => finish(studyReplaced(writer, model, place, 0, dreamKernels)));
      return {
        id: model.config.id,
        shares: (across[0] ?? []).map(({ signal }, state) => ({ signal, log10: joined(across.map((of) => of[state]?.log10)) })),
        change: joined(replaced.map(({ change }) => change)),
        bits: joined(replaced.map(({ bits }) => bits)),
      };
    }),
  };
}

/**
 * Prints how far back the gradient and a replaced word reach in every shipped pair of an LSTM and its RNN twin, and in networks that have
 * learned nothing; beside it what PyTorch computes in float64 at ten places, where `check_reach.py` has been run for these weights.
 */
export function main(): void {
  const pairs = shippedPairs(readdirSync(new URL("../public/models/", import.meta.url))).map((ids) => {
    const models = ids.map(openShipped);
    const reach = measurePair(models);
    process.stdout.write(describePair(reach));
    return keepPair(models, reach);
  });
  const fresh = measureFresh();
  process.stdout.write(describeFresh(fresh));
  const kept = { pairs, fresh };
  const path = new URL("reach.json", results);
  const isAsBefore = readText(path) === `${JSON.stringify(kept)}\n`;
  writeFileSync(path, `${JSON.stringify(kept)}\n`);
  const torch = readText(new URL("reach-torch.json", results));
  process.stdout.write(
    isAsBefore && torch !== null
      ? describeTorch(kept, JSON.parse(torch) as TorchReach)
      : "\nPyTorch beside it: run training/check_reach.py, then this again\n",
  );
}

/** Ids of the models that have a twin: `story-lstm` with `story-rnn`. */
export function shippedPairs(ids: readonly string[]): readonly (readonly [string, string])[] {
  return ids.flatMap((id) => {
    const twin = id.replace(/-lstm$/, "-rnn");
    return twin !== id && ids.includes(twin) ? [[id, twin] as const] : [];
  });
}

/** Places that are computed elsewhere too. */
const TEN = 10;

/** Medians at the kept lags, and ten losses and ten replaced words with what was measured there and all that is needed to do it again. */
function keepPair(models: readonly Model[], { models: measured, texts }: PairReach): KeptPair {
  const far = lossPlaces.flatMap((at, row) => (at > FAR ? [{ at, row }] : []));
  /** Entries of row `row` of (rows, width), at these columns. */
  const pick = (rows: Float64Array, row: number, width: number, columns: readonly number[]) =>
    columns.map((column) => rows[row * width + column] as number);
  return {
    models: models.map(({ config }) => ({ id: config.id, sha256: config.provenance?.sha256 ?? null })),
    texts: texts.map((ids) => Array.from(ids)),
    lags: keptLags,
    medians: measured.map(({ shares, change }) => ({
      ...Object.fromEntries(
        shares.map(({ signal, log10 }) => [signal, pick(quartilesOf(log10, REACH + 1).median, 0, 0, keptLags)]),
      ),
      change: pick(quartilesOf(change, REPLACED_REACH + 1).median, 0, 0, keptLags),
    })),
    places: Array.from({ length: TEN }, (_, n) => {
      const text = n % texts.length;
      const { at, row } = far[(n * 3) % far.length] as (typeof far)[number];
      const replaced = replacementsOf(texts[text] as Int32Array, text)[n] as Replacement;
      const replacedRow = text * replacedPlaces.length + n;
      const lagColumns = keptLags.map((k) => LAGS.indexOf(k));
      return {
        text,
        at,
        replaced,
        measured: measured.map(({ shares, change, bits }) => ({
          ...Object.fromEntries(
            shares.map(({ signal, log10 }) => [signal, pick(log10, text * lossPlaces.length + row, REACH + 1, keptLags)]),
          ),
          change: pick(change, replacedRow, REPLACED_REACH + 1, keptLags),
          bits: pick(bits, replacedRow, LAGS.length, lagColumns),
        })),
      };
    }),
  };
}

/** log10 of what is left of the gradient in a network that has learned nothing: median and quartiles of nine. */
function measureFresh(): readonly FreshReach[] {
  return beginnings.map((beginning) => {
    const { signal, log10 } = finish(studyBeginning(beginning, 1, dreamKernels));
    const { low, median, high } = quartilesOf(log10, FRESH_REACH + 1);
    const at = (curve: Float64Array) => freshPrinted.map((k) => curve[k] as number);
    return {
      id: beginning.id,
      cell: beginning.cell.label,
      name: beginning.name,
      signal,
      k: freshPrinted,
      low: at(low),
      median: at(median),
      high: at(high),
    };
  });
}

function joined(arrays: readonly (Float64Array | undefined)[]): Float64Array {
  return Float64Array.from(arrays.flatMap((array) => Array.from(array ?? [])));
}

function readText(path: URL): string | null {
  return existsSync(path) ? readFileSync(path, "utf8") : null;
}
