/*
 * What each unit of story-lstm is for, measured on held-out text: `npm run passports -- --corpus DIR`. Prints a summary and writes
 * public/memory/story-lstm/passports.json. The slow part, every unit silenced in turn, is kept in training/checkpoints/silenced.json
 * and resumed from there. training/check_passports.py recomputes ten units by PyTorch.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { MemoryHeader } from "../src/engine/corpus/memory-file.ts";
import type { FeatureScore, Passport, Passports } from "../src/engine/corpus/passports.ts";
import { plainFeatures, readFeatures, UNKNOWN } from "../src/engine/corpus/word-features.ts";
import type { Model } from "../src/engine/model.ts";
import { createRandom } from "../src/engine/random.ts";
import { createRun } from "../src/engine/run.ts";
import { highestIds, surpriseNats } from "../src/engine/softmax.ts";
import { viewSignal } from "../src/engine/trace.ts";
import { dreamKernels, dreamRecipe } from "./dream.ts";
import { parts, readDocuments } from "./measure.ts";
import { openShipped } from "./open-model.ts";

const SIGNAL = "cellState";
/** Words of each part of the text: for the scores, and for the silenced runs. */
const SCORED = 12_000;
const SILENCED = 3_000;
const SHIFTS = 20;
const SEED = 9;
const RANDOM_UNITS = 10;
const VOTES = 6;
/** Votes are listed among the most frequent words. */
const FREQUENT = 3000;
const checkpoint = "training/checkpoints/silenced.json";

/** The first whole documents of every part, up to `words` each, as one stream. */
export function readStream(corpus: string, model: Model, words: number): Int32Array {
  return Int32Array.from(
    parts.flatMap((name) => {
      const stream: number[] = [];
      for (const ids of readDocuments(corpus, name, model)) {
        if (stream.length + ids.length > words) break;
        stream.push(...ids);
      }
      return stream;
    }),
  );
}

/** Mean −ln p of every word of a stream, the first after the start token. */
export function meanLoss(model: Model, ids: Int32Array): number {
  const run = createRun(model, dreamKernels);
  run.replace(0, ids.subarray(0, -1));
  run.advance(ids.length);
  const size = model.config.vocabulary;
  const block = 64;
  let nats = 0;
  for (let first = 0; first < ids.length; first += block) {
    const count = Math.min(block, ids.length - first);
    const logits = run.logitsOf(first, count);
    for (let n = 0; n < count; n++) nats += surpriseNats(logits.subarray(n * size, (n + 1) * size), ids[first + n] as number);
  }
  return nats / ids.length;
}

/** The model whose unit says nothing: neither the recurrence nor the readout hears its h. */
export function silence(model: Model, unit: number): Model {
  const without = (weights: Float32Array) => {
    const changed = weights.slice();
    for (let at = unit; at < changed.length; at += model.layout.units) changed[at] = 0;
    return changed;
  };
  const { readout } = model;
  return {
    ...model,
    layers: model.layers.map((layer) => ({ ...layer, recurrentWeights: without(layer.recurrentWeights) })),
    readout: readout === null ? null : { ...readout, weights: without(readout.weights) },
  };
}

/** η² of a unit's values (N) with a feature, and its most telling value. Words that do not tell are left out. */
export function scoreFeature(values: Float32Array, column: Uint8Array, count: number, shift = 0): FeatureScore {
  const sums = new Float64Array(count);
  const sizes = new Float64Array(count);
  let [total, sum, squares] = [0, 0, 0];
  for (let at = 0; at < values.length; at++) {
    const label = column[(at + shift) % values.length] as number;
    if (label === UNKNOWN) continue;
    const value = values[at] as number;
    total++;
    sum += value;
    squares += value * value;
    sums[label] = (sums[label] as number) + value;
    sizes[label] = (sizes[label] as number) + 1;
  }
  const mean = sum / total;
  const variance = squares / total - mean * mean;
  let between = 0;
  let best = { value: 0, deviation: 0 };
  for (let label = 0; label < count; label++) {
    const size = sizes[label] as number;
    if (size === 0) continue;
    const distance = (sums[label] as number) / size - mean;
    between += (size / total) * distance * distance;
    const deviation = distance / Math.sqrt(variance);
    // A value that hardly occurs says little.
    if (size >= total / 500 && Math.abs(deviation) > Math.abs(best.deviation)) best = { value: label, deviation };
  }
  return { score: between / variance, ...best };
}

export function main(argv: readonly string[]): void {
  const { values } = parseArgs({ args: [...argv], options: { corpus: { type: "string" } } });
  if (values.corpus === undefined) throw new Error("--corpus DIR is needed: the folder of the held-out text");
  const model = openShipped(dreamRecipe.model);
  const header = JSON.parse(readFileSync(`public/memory/${dreamRecipe.model}/memory.json`, "utf8")) as MemoryHeader;
  const scored = readStream(values.corpus, model, SCORED);
  const { features, units } = scoreUnits(model, scored, header.classes);
  const silenced = readStream(values.corpus, model, SILENCED);
  const { loss, worths } = silenceAll(model, silenced);
  const random = createRandom(SEED);
  const chosen = Array.from({ length: RANDOM_UNITS }, () => Math.floor(random() * worths.length));
  const mean = chosen.reduce((sum, unit) => sum + (worths[unit] as number), 0) / RANDOM_UNITS;
  const deviation = Math.sqrt(chosen.reduce((sum, unit) => sum + ((worths[unit] as number) - mean) ** 2, 0) / (RANDOM_UNITS - 1));
  const file: Passports = {
    format: "gatescope-passports",
    version: 1,
    model: dreamRecipe.model,
    sha256: model.config.provenance?.sha256 ?? "",
    signal: SIGNAL,
    features,
    text: { scored: scored.length, silenced: silenced.length, loss: rounded(loss, 5) },
    random: { units: chosen, mean: rounded(mean, 6), deviation: rounded(deviation, 6) },
    units: units.map((unit, u) => ({ ...unit, worth: rounded(worths[u] as number, 6) })),
  };
  writeFileSync(`public/memory/${dreamRecipe.model}/passports.json`, `${JSON.stringify(file)}\n`);
  summarise(file);
}

/** Scores, half-lives, gates and votes of every unit. */
function scoreUnits(model: Model, ids: Int32Array, classes: MemoryHeader["classes"]) {
  const { units } = model.layout;
  const words = model.words ?? [];
  const text = Array.from(ids, (id) => words[id] as string);
  const lastClass = Uint8Array.from(ids, (id) => classes.of[id] as number);
  const nextClass = Uint8Array.from(ids, (_, at) =>
    at + 1 < ids.length ? (classes.of[ids[at + 1] as number] as number) : UNKNOWN,
  );
  const features = [
    ...plainFeatures.map((feature, k) => ({ ...feature, column: readFeatures(text, new Set(words))[k] as Uint8Array })),
    { id: "last", name: "class of the last word", values: classes.names, column: lastClass },
    { id: "next", name: "class of the next word", values: classes.names, column: nextClass },
  ];
  const run = createRun(model, dreamKernels);
  run.replace(0, ids);
  run.advance(ids.length);
  const read = (name: string, unit: number) => {
    const view = viewSignal(run.trace(), 0, name);
    return Float32Array.from(
      { length: ids.length },
      (_, k) => view.values[view.offset + (k + 1) * view.stepStride + unit] as number,
    );
  };
  const random = createRandom(SEED);
  const shifts = Array.from({ length: SHIFTS }, () => 500 + Math.floor(random() * (ids.length - 1000)));
  const chances = features.map(() => 0);
  const found = Array.from({ length: units }, (_, unit): Passport => {
    const values = read(SIGNAL, unit);
    const scores = features.map(({ column, values: names }, k) => {
      for (const shift of shifts) {
        chances[k] = (chances[k] as number) + scoreFeature(values, column, names.length, shift).score / (SHIFTS * units);
      }
      const { score, value, deviation } = scoreFeature(values, column, names.length);
      return { score: rounded(score, 5), value, deviation: rounded(deviation, 3) };
    });
    const forget = read("forgetGate", unit);
    const meanLog = forget.reduce((sum, gate) => sum + Math.log(gate), 0) / ids.length;
    const mean = (gates: Float32Array) => rounded(gates.reduce((sum, gate) => sum + gate, 0) / gates.length, 4);
    const weights = Float32Array.from({ length: FREQUENT }, (_, id) => model.readout?.weights[id * units + unit] as number);
    return {
      scores,
      halfLife: rounded(Math.log(0.5) / meanLog, 4),
      gates: [mean(forget), mean(read("inputGate", unit)), mean(read("outputGate", unit))],
      raises: highestIds(weights, VOTES),
      lowers: highestIds(
        weights.map((weight) => -weight),
        VOTES,
      ),
      worth: 0,
    };
  });
  const told = features.map(({ id, name, values }, k) => ({ id, name, values, chance: rounded(chances[k] as number, 6) }));
  return { features: told, units: found };
}

/** The loss as it is, and how much more it is with each unit silenced; goes on from the checkpoint. */
function silenceAll(model: Model, ids: Int32Array): { readonly loss: number; readonly worths: readonly number[] } {
  mkdirSync("training/checkpoints", { recursive: true });
  const saved = existsSync(checkpoint)
    ? (JSON.parse(readFileSync(checkpoint, "utf8")) as { words: number; losses: number[] })
    : null;
  const losses = saved?.words === ids.length ? saved.losses : [];
  const loss = meanLoss(model, ids);
  for (let unit = losses.length; unit < model.layout.units; unit++) {
    losses.push(meanLoss(silence(model, unit), ids));
    writeFileSync(checkpoint, JSON.stringify({ words: ids.length, losses }));
  }
  return { loss, worths: losses.map((own) => own - loss) };
}

function summarise({ features, units, random, text }: Passports): void {
  const print = (line: string) => process.stdout.write(`${line}\n`);
  print(`${text.scored} words scored, ${text.silenced} words with every unit silenced, loss ${text.loss} nats`);
  features.forEach(({ name, values, chance }, k) => {
    const scores = units.map((unit, u) => ({ u, ...(unit.scores[k] as FeatureScore) })).sort((a, b) => b.score - a.score);
    const clear = scores.filter(({ score }) => score > 0.1 && score > 10 * chance).length;
    const best = scores[0] as (typeof scores)[number];
    print(
      `${name}: ${clear} units above 0.1 and ten times chance (${chance}); best unit ${best.u}, ${best.score}, ${values[best.value]}`,
    );
  });
  const sorted = units.map(({ worth }, u) => ({ u, worth })).sort((a, b) => b.worth - a.worth);
  print(
    `worth: ten random units ${random.mean} ± ${random.deviation}; most unit ${sorted[0]?.u}, ${sorted[0]?.worth}; least ${sorted.at(-1)?.worth}`,
  );
}

function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
