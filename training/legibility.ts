/*
 * How well the memory of the story LSTM can be read, beside others that were tried: `npm run legibility` prints the table;
 * `-- --corpus DIR [--model FOLDER] [--as NAME]` measures a model on held-out text first and keeps its row in
 * training/results/legibility.json.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { type Half, rounded, roundedAll } from "../src/engine/analysis/features/describe-unit.ts";
import type { FeatureColumn, FeatureKind } from "../src/engine/analysis/features/feature.ts";
import { rankAll } from "../src/engine/analysis/features/find-readable.ts";
import { measures, scoreUnit } from "../src/engine/analysis/features/score.ts";
import { type UnitValues, valuesOf } from "../src/engine/analysis/features/unit-values.ts";
import { holdOf } from "../src/engine/analysis/hold.ts";
import type { ActingWorth } from "../src/engine/analysis/readable-units.ts";
import { finish } from "../src/engine/gradients/progress.ts";
import type { Model } from "../src/engine/model.ts";
import { measure, parts } from "./measure.ts";
import { minimalPairs } from "./minimal-pairs.ts";
import { openFolder } from "./open-model.ts";
import { scorePair } from "./pairs.ts";
import { readHalves } from "./readable-text.ts";
import { measureWorth, placesOf } from "./readable-worth.ts";

const FILE = "training/results/legibility.json";
const SHIPPED = "public/models/story-lstm";
/** What the best single units are asked for, and where two of these act. */
const FEATURES = ["quotation", "firstGender", "lastGender", "inSentence", "inText"] as const;
const ACTING = ["quotation", "lastGender"] as const;
const LONG_HOLDS = [10, 20] as const;

interface Row {
  readonly name: string;
  readonly sha256: string;
  readonly recipe: string;
  /** By part, on all held-out documents. */
  readonly perplexity: Readonly<Record<string, number>>;
  /** Words, over all units: median of ln ½ / mean ln f. */
  readonly halfLife: number;
  /** Share of the units whose hold (90th percentile) is so many words or more. */
  readonly holding: Readonly<Record<string, number>>;
  /** The unit that follows a feature best on one half of the text, and its score on the other. */
  readonly best: Readonly<Record<string, { readonly unit: number; readonly measure: string; readonly score: number }>>;
  readonly worth: Readonly<Record<string, ActingWorth>>;
  readonly pairs: { readonly right: number; readonly of: number };
}

export function main(argv: readonly string[]): void {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      corpus: { type: "string" },
      model: { type: "string", default: SHIPPED },
      as: { type: "string", default: "story-lstm" },
    },
  });
  let rows: readonly Row[] = JSON.parse(readFileSync(FILE, "utf8"));
  if (values.corpus !== undefined) {
    const row = measureLegibility(values.as, values.model, values.corpus);
    rows = [...rows.filter(({ name }) => name !== row.name), row];
    writeFileSync(FILE, `${JSON.stringify(rows, null, 2)}\n`);
  }
  process.stdout.write(`${describe(rows)}\n`);
}

function measureLegibility(name: string, folder: string, corpus: string): Row {
  const model = openFolder(folder);
  const { sha256, perplexity } = measure({ folder, corpus, every: 1, probes: {} });
  const { first, second } = readHalves(model, corpus);
  if (first.keeps === null || second.keeps === null) throw new Error(`${folder} has no gate that keeps`);
  const ranked = finish(rankAll(first));
  const best = FEATURES.map((id) => {
    const { feature, values } = second.columns.find((column) => column.feature.id === id) as FeatureColumn;
    const unit = ranked.get(id)?.[0]?.unit as number;
    const { score } = scoreUnit(feature.kind as FeatureKind, valuesOf(second.state, unit), values);
    return [id, { unit, measure: measures[feature.kind], score: rounded(score) }] as const;
  });
  const worth = ACTING.map((id) => {
    const acting = placesOf(id, model, second.ids);
    if (acting === null) throw new Error(`the text has too few places where ${id} acts`);
    const units = (ranked.get(id) ?? []).map(({ unit }) => unit);
    return [id, roundedAll(measureWorth(model, second.ids, acting, units))] as const;
  });
  const right = minimalPairs.filter((pair) => scorePair(model, pair).isRight).length;
  return {
    name,
    sha256,
    recipe: model.config.provenance?.recipe ?? "",
    perplexity: Object.fromEntries(parts.map((part) => [part, rounded(perplexity[part] as number)])),
    halfLife: rounded(medianHalfLife(second.keeps)),
    holding: Object.fromEntries(LONG_HOLDS.map((words) => [words, rounded(holdingShare(model, second, words))])),
    best: Object.fromEntries(best),
    worth: Object.fromEntries(worth),
    pairs: { right, of: minimalPairs.length },
  };
}

function unitsOf({ layout }: Model): readonly number[] {
  return Array.from({ length: layout.units }, (_, unit) => unit);
}

function holdingShare(model: Model, { keeps, state }: Half, words: number): number {
  const units = unitsOf(model);
  const long = units.filter((unit) => {
    const hold = holdOf(valuesOf(keeps as UnitValues, unit), valuesOf(state, unit));
    return hold !== null && hold.ninetieth.words >= words;
  });
  return long.length / units.length;
}

function medianHalfLife(keeps: UnitValues): number {
  const all = Float64Array.from({ length: keeps.units }, (_, unit) => {
    const logarithms = valuesOf(keeps, unit).reduce((sum, f) => sum + Math.log(f), 0);
    return (Math.log(0.5) * keeps.words) / logarithms;
  });
  return all.sort()[all.length >> 1] as number;
}

/** One column a model. */
function describe(rows: readonly Row[]): string {
  const line = (name: string, cell: (row: Row) => string) => `| ${name} | ${rows.map(cell).join(" | ")} |`;
  const percent = (share: number | undefined) => `${(100 * (share as number)).toFixed(0)} %`;
  return [
    line("measured on held-out text", ({ name }) => name),
    `| --- |${rows.map(() => " --- |").join("")}`,
    line("perplexity: stories / sentences / captions", ({ perplexity }) =>
      parts.map((part) => (perplexity[part] as number).toFixed(2)).join(" / "),
    ),
    line("median over the units of ln ½ / mean ln f, words", ({ halfLife }) => halfLife.toFixed(2)),
    ...LONG_HOLDS.map((words) =>
      line(`units that hold ${words} words or more (90th percentile)`, ({ holding }) => percent(holding[words])),
    ),
    ...FEATURES.map((id) =>
      line(
        `best single unit for ${id}, ${rows[0]?.best[id]?.measure}`,
        ({ best }) => `${best[id]?.score.toFixed(3)} (${best[id]?.unit})`,
      ),
    ),
    ...ACTING.map((id) =>
      line(
        `${rows[0]?.worth[id]?.said}; without the group; without as many others`,
        ({ worth }) =>
          `${worth[id]?.whole.toFixed(2)}; ${worth[id]?.group.value.toFixed(2)} (${worth[id]?.group.units.length} units); ${worth[id]?.others.value.toFixed(2)}`,
      ),
    ),
    line("minimal pairs right", ({ pairs }) => `${pairs.right} of ${pairs.of}`),
  ].join("\n");
}
