/*
 * Which units of a shipped model can be read: `npm run readable -- [--model ID] [--corpus DIR]`. Reads a text (the model's own dream, or
 * held-out text), asks of every unit which feature of the words it follows, and writes public/memory/<id>/units.json. Units are chosen on
 * one half of the text and measured on the other. training/check_readable.py computes ten lines of it again by PyTorch.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { stateSignal } from "../src/engine/analysis/activity.ts";
import { measureChance, rankUnits, scoreByRanks, shiftsOf } from "../src/engine/analysis/features/chance.ts";
import { type FeatureColumn, readColumns } from "../src/engine/analysis/features/feature.ts";
import { baseline, measures, scoreUnit } from "../src/engine/analysis/features/score.ts";
import { storyFeatures } from "../src/engine/analysis/features/story-features.ts";
import { textFeatures } from "../src/engine/analysis/features/text-features.ts";
import { traceValues, type UnitValues, valuesOf } from "../src/engine/analysis/features/unit-values.ts";
import { keepingGate } from "../src/engine/analysis/half-life.ts";
import type { ReadableUnit, ReadableUnits, ReadFeature } from "../src/engine/analysis/readable-units.ts";
import { finish } from "../src/engine/gradients/progress.ts";
import type { Model } from "../src/engine/model.ts";
import { vocabularyOf } from "../src/engine/tokenizer.ts";
import { dreamKernels, dreamRecipe } from "./dream.ts";
import { openShipped } from "./open-model.ts";
import { readStream } from "./passports.ts";
import { describeUnit, type Half, rounded } from "./readable-describing.ts";
import { showUnit } from "./readable-examples.ts";
import { measureWorth, placesOf, probabilityAt } from "./readable-worth.ts";

/** Words of each half of the text. */
const HALF = 20_480;
const SHUFFLES = 200;
const SEED = 12;
/** Units that are looked at closely for a feature, and listed for it at most. */
const CANDIDATES = 6;
const LISTED = 3;
/** Units of a list. */
const LENGTH = 14;
/** What a unit must reach on both halves to be called readable; and it must be a third of the way from the best of all shuffles to 1. */
const READABLE = { "two-valued": 0.85, count: 0.6, class: 0.35 } as const;

export function main(argv: readonly string[]): void {
  const { values } = parseArgs({
    args: [...argv],
    options: { model: { type: "string", multiple: true }, corpus: { type: "string" } },
  });
  for (const id of values.model ?? ["story-lstm", "story-rnn"]) {
    const list = readUnits(openShipped(id), values.corpus ?? null);
    const folder = `public/memory/${id}`;
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${folder}/units.json`, `${JSON.stringify(list)}\n`);
    summarise(list);
  }
}

/** The list of one model. @param corpus folder of held-out text; null: the dream of the model, or of its sister with the same words */
export function readUnits(model: Model, corpus: string | null): ReadableUnits {
  const signal = stateSignal(model.layout);
  if (signal === null) throw new Error(`${model.config.id} has no state`);
  const keeps = keepingGate(model.layout);
  const admits = model.layout.signals.find(({ role, hue }) => role === "gate" && hue === "i")?.name ?? null;
  const { name, halves } = openText(model, corpus);
  const [first, second] = halves.map((ids) => readHalf(model, ids, { signal, keeps, admits })) as [Half, Half];
  const ranked = rankAll(first);
  const ranks = finish(rankUnits(second.state));
  const shifts = shiftsOf(second.ids.length, SHUFFLES, SEED);
  const features: ReadFeature[] = [];
  const found: Omit<ReadableUnit, "worth" | "example">[] = [];
  for (const column of second.columns) {
    const { feature, values } = column;
    const order = ranked.get(feature.id) ?? [];
    const candidates = order.slice(0, CANDIDATES).filter(({ score }) => score >= READABLE[feature.kind]);
    if (candidates.length === 0) continue;
    const chance = finish(measureChance(second.state, ranks, column, shifts));
    const clear = candidates.flatMap(({ unit, score: chosen }) => {
      const { score, sign } = scoreUnit(feature.kind, valuesOf(second.state, unit), values);
      if (score < READABLE[feature.kind] || score < chance.best + (1 - chance.best) / 3) return [];
      return [
        describeUnit(model, second, column, { unit, feature: feature.id, sign, score: rounded(score), chosen: rounded(chosen) }),
      ];
    });
    if (clear.length === 0) continue;
    found.push(...clear);
    const acting = placesOf(feature.id, model, second.ids);
    const worth =
      acting &&
      measureWorth(
        model,
        second.ids,
        acting,
        order.map(({ unit }) => unit),
      );
    features.push({
      ...pickFeature(column),
      measure: measures[feature.kind],
      chance: roundedAll(chance),
      worth: worth && roundedAll(worth),
    });
    process.stderr.write(`${feature.id}: ${clear.map(({ unit, score }) => `${unit} ${score}`).join(", ")}\n`);
  }
  const units = chooseUnits(found, features).map((unit): ReadableUnit => {
    const acting = placesOf(unit.feature, model, second.ids);
    const column = second.columns.find(({ feature }) => feature.id === unit.feature) as FeatureColumn;
    return {
      ...unit,
      worth: acting && rounded(probabilityAt(model, second.ids, acting.places, [unit.unit])),
      example: showUnit(model, unit.unit, column, valuesOf(second.state, unit.unit)),
    };
  });
  return {
    format: "gatescope-units",
    version: 1,
    model: model.config.id,
    sha256: model.config.provenance?.sha256 ?? "",
    layer: 0,
    signal,
    keeps,
    admits,
    text: { name, chosen: first.ids.length, scored: second.ids.length },
    features: features.filter(({ id }) => units.some(({ feature }) => feature === id)),
    units,
  };
}

/** What only says which word stands there is nothing to remember. */
const momentary = new Set(["capital", "digit", "length", "vowel"]);
const remembering = [...textFeatures, ...storyFeatures].filter(({ id }) => !momentary.has(id));

/** Two halves of a text, as ids. */
function openText(
  model: Model,
  corpus: string | null,
): { readonly name: string; readonly halves: readonly [Int32Array, Int32Array] } {
  if (corpus !== null) {
    const ids = readStream(corpus, model, HALF);
    const middle = ids.length >> 1;
    return { name: "held-out text", halves: [ids.subarray(0, middle), ids.subarray(middle)] };
  }
  const bytes = readFileSync(`public/memory/${dreamRecipe.model}/dream.bin`);
  const ids = Int32Array.from({ length: bytes.length >> 1 }, (_, k) => bytes.readUInt16LE(2 * k));
  const middle = ids.length >> 1;
  const name = `what ${dreamRecipe.model} wrote by itself`;
  return { name, halves: [ids.subarray(0, HALF), ids.subarray(middle, middle + HALF)] };
}

function readHalf(
  model: Model,
  ids: Int32Array,
  { signal, keeps, admits }: { readonly signal: string; readonly keeps: string | null; readonly admits: string | null },
): Half {
  const signals = [signal, ...[keeps, admits].filter((name) => name !== null)];
  const traced = finish(traceValues(model, ids, { layer: 0, signals }, dreamKernels));
  const take = (name: string | null) => (name === null ? null : (traced.get(name) ?? null));
  const words = model.words ?? [];
  const pieces = Array.from(ids, (id) => words[id] as string);
  const end = model.start === null ? null : (words[model.start] ?? null);
  const by = vocabularyOf(model).reading === "characters" ? "characters" : "words";
  const columns = readColumns(remembering, { pieces, by, end });
  return { ids, state: take(signal) as UnitValues, keeps: take(keeps), admits: take(admits), columns };
}

/** By feature: all units, the one that follows it best first. */
function rankAll({ state, columns }: Half): ReadonlyMap<string, readonly { readonly unit: number; readonly score: number }[]> {
  const ranks = finish(rankUnits(state));
  return new Map(
    columns.map((column) => {
      const scores = scoreByRanks(state, ranks, column);
      return [column.feature.id, Array.from(scores, (score, unit) => ({ unit, score })).sort((a, b) => b.score - a.score)];
    }),
  );
}

type Found = Omit<ReadableUnit, "worth" | "example">;

/**
 * The clearest first: how far from chance to perfect. A unit once. Of a feature the clearest unit, then those that hold longest in the
 * state in which they hold.
 */
function chooseUnits(found: readonly Found[], features: readonly ReadFeature[]): readonly Found[] {
  const kindOf = new Map(features.map(({ id, kind }) => [id, kind]));
  const clearness = ({ feature, score }: Found) => {
    const nothing = baseline[kindOf.get(feature) ?? "count"];
    return (score - nothing) / (1 - nothing);
  };
  const holding = ({ hold }: Found) => hold?.state?.median ?? hold?.median ?? 0;
  const byClearness = (a: Found, b: Found) => clearness(b) - clearness(a) || a.unit - b.unit;
  const best = new Map<number, Found>();
  for (const unit of [...found].sort(byClearness)) if (!best.has(unit.unit)) best.set(unit.unit, unit);
  const chosen = features.flatMap(({ id }) => {
    const [clearest, ...others] = [...best.values()].filter(({ feature }) => feature === id);
    const further = others.sort((a, b) => holding(b) - holding(a) || byClearness(a, b)).slice(0, LISTED - 1);
    return clearest === undefined ? [] : [clearest, ...further];
  });
  return chosen.sort(byClearness).slice(0, LENGTH);
}

function pickFeature({
  feature: { id, label, kind, values },
}: FeatureColumn): Pick<ReadFeature, "id" | "label" | "kind" | "values"> {
  return { id, label, kind, values };
}

function summarise({ model, text, features, units }: ReadableUnits): void {
  const print = (line: string) => process.stdout.write(`${line}\n`);
  print(`${model}: ${units.length} units, chosen on ${text.chosen} words of ${text.name}, measured on ${text.scored} others`);
  for (const { id, measure, chance, worth } of features) {
    print(
      `  ${id}: by chance ${measure} ${chance.mean}, best unit of 95 % of shuffles ${chance.ninetyFifth}, of all ${chance.best}`,
    );
    if (worth !== null)
      print(
        `    ${worth.said} (${worth.places}): ${worth.whole}; without ${worth.group.units.join(", ")}: ${worth.group.value}; without as many others: ${worth.others.value}`,
      );
  }
  for (const { unit, feature, score, sign, worth, hold, example } of units) {
    print(
      `  ${unit} ${sign > 0 ? "+" : "−"}${feature} ${score}${worth === null ? "" : `, without it ${worth}`}; holds ${hold?.median} / ${hold?.ninetieth}${hold?.state ? `, ${hold.state.name} ${hold.state.median} / ${hold.state.ninetieth}` : ""}; ${example === null ? "no sentence" : `${example.step} ${example.span} ${example.stage}: ${example.text}`}`,
    );
  }
}

function roundedAll<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value), (_, own) => (typeof own === "number" && !Number.isInteger(own) ? rounded(own) : own));
}
