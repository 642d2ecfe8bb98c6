/*
 * Which units of a shipped model can be read: `npm run readable -- [--model ID] [--corpus DIR]`. Reads a text (the model's own dream, or
 * held-out text), asks of every unit which feature of the words it follows, and writes public/memory/<id>/units.json. Units are chosen on
 * one half of the text and measured on the other. training/check_readable.py computes ten lines of it again by PyTorch.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { allFeatures } from "../src/engine/analysis/features/all-features.ts";
import { rounded, roundedAll } from "../src/engine/analysis/features/describe-unit.ts";
import type { FeatureColumn } from "../src/engine/analysis/features/feature.ts";
import { findReadable } from "../src/engine/analysis/features/find-readable.ts";
import { readSentences, showUnit } from "../src/engine/analysis/features/show-unit.ts";
import { valuesOf } from "../src/engine/analysis/features/unit-values.ts";
import type { ReadableUnit, ReadableUnits, ReadFeature } from "../src/engine/analysis/readable-units.ts";
import { finish } from "../src/engine/gradients/progress.ts";
import type { Model } from "../src/engine/model.ts";
import { dreamKernels } from "./dream.ts";
import { openShipped } from "./open-model.ts";
import { readHalves } from "./readable-text.ts";
import { measureWorth, placesOf, probabilityAt } from "./readable-worth.ts";
import { showingSentences } from "./showing-sentences.ts";

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
  const found = finish(findReadable(model, first, second));
  const sentences = readSentences(model, showingSentences, dreamKernels);
  const features = found.features.map((feature): ReadFeature => {
    const acting = placesOf(feature.id, model, second.ids);
    const order = (found.ranked.get(feature.id) ?? []).map(({ unit }) => unit);
    const worth = acting && measureWorth(model, second.ids, acting, order);
    return { ...feature, worth: worth && roundedAll(worth) };
  });
  const units = found.units.map((unit): ReadableUnit => {
    const acting = placesOf(unit.feature, model, second.ids);
    const column = second.columns.find(({ feature }) => feature.id === unit.feature) as FeatureColumn;
    return {
      ...unit,
      worth: acting && rounded(probabilityAt(model, second.ids, acting.places, [unit.unit])),
      example: showUnit(model, sentences, allFeatures, {
        ...{ unit: unit.unit, column, values: valuesOf(second.state, unit.unit) },
      }),
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
    features,
    units,
  };
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
