/*
 * Which units of a shipped model can be read: `npm run readable -- [--model ID] [--corpus DIR]`. Reads a text (the model's own dream, or
 * held-out text), asks of every unit which feature of the words it follows, and writes public/memory/<id>/units.json. Units are chosen on
 * one half of the text and measured on the other. training/check_readable.py computes ten lines of it again by PyTorch.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { measureChance, rankUnits, shiftsOf } from "../src/engine/analysis/features/chance.ts";
import type { FeatureColumn } from "../src/engine/analysis/features/feature.ts";
import { baseline, measures, scoreUnit } from "../src/engine/analysis/features/score.ts";
import { valuesOf } from "../src/engine/analysis/features/unit-values.ts";
import type { ReadableUnit, ReadableUnits, ReadFeature } from "../src/engine/analysis/readable-units.ts";
import { finish } from "../src/engine/gradients/progress.ts";
import type { Model } from "../src/engine/model.ts";
import { openShipped } from "./open-model.ts";
import { describeUnit, rounded, roundedAll } from "./readable-describing.ts";
import { showUnit } from "./readable-examples.ts";
import { rankAll, readHalves } from "./readable-text.ts";
import { measureWorth, placesOf, probabilityAt } from "./readable-worth.ts";

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
  const { name, signals, first, second } = readHalves(model, corpus);
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
    ...signals,
    text: { name, chosen: first.ids.length, scored: second.ids.length },
    features: features.filter(({ id }) => units.some(({ feature }) => feature === id)),
    units,
  };
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
