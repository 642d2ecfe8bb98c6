import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { UMAP } from "@saehrimnir/druidjs";
import { principalBasis } from "../src/engine/analysis/principal.ts";
import { placeState, projectState } from "../src/engine/analysis/projection.ts";
import { shownState } from "../src/engine/analysis/shown-state.ts";
import { blockSteps } from "../src/engine/block-step.ts";
import {
  type MappedState,
  type MapRegion,
  type MemoryFile,
  type MemoryHeader,
  mappedStates,
  openMemory,
  writeMap,
} from "../src/engine/corpus/memory-file.ts";
import type { Kernels } from "../src/engine/kernels/kernels.ts";
import type { Model } from "../src/engine/model.ts";
import { compileModel, createRun, writeStart } from "../src/engine/run.ts";
import { longSentences } from "../src/engine/sentences.ts";
import { tokenize, vocabularyOf } from "../src/engine/tokenizer.ts";
import { frameLength, signalIndex, viewSignal } from "../src/engine/trace.ts";
import { dreamKernels, dreamRecipe } from "./dream.ts";
import { nearestShare } from "./neighbours.ts";
import { openShipped } from "./open-model.ts";
import { nameRegions } from "./regions.ts";
import { classifyWords } from "./word-classes.ts";

const POINTS = 6000;
const DIMENSIONS = 12;
const SEED = 5;
const ROUNDS = 250;
/** Words at the beginning that are not mapped, while the state comes to rest. */
const SKIPPED = 40;

/** Reads the dream that was made before. */
export function readDream(): Int32Array {
  const bytes = readFileSync(`public/memory/${dreamRecipe.model}/dream.bin`);
  return Int32Array.from({ length: bytes.length / 2 }, (_, k) => bytes.readUInt16LE(2 * k));
}

/** Words whose states are mapped: evenly spread; the end of a story, where every state is nearly the same, is passed over. */
export function chooseWords(ids: Int32Array, end: number, count: number): Uint32Array {
  const stride = (ids.length - SKIPPED - 8) / count;
  return Uint32Array.from({ length: count }, (_, k) => {
    let word = SKIPPED + Math.floor(k * stride);
    while (ids[word] === end) word++;
    return word;
  });
}

/** Float32 states (N, H) after the words, as they are compared, by state. */
export function readStates(
  model: Model,
  ids: Int32Array,
  words: Uint32Array,
  kernels: Kernels,
): Record<MappedState, Float32Array> {
  const { layout } = model;
  const length = frameLength(layout);
  const { stepBlock } = compileModel(model, kernels);
  const window = new Float32Array(length * (1 + blockSteps));
  const states = {
    hiddenState: new Float32Array(words.length * layout.units),
    cellState: new Float32Array(words.length * layout.units),
  };
  let next = 0;
  writeStart(model, stepBlock, window);
  for (let first = 0; first < ids.length; first += blockSteps) {
    const count = Math.min(blockSteps, ids.length - first);
    stepBlock(window, 1, ids, first, count);
    for (; next < words.length && (words[next] as number) < first + count; next++) {
      const frame = ((words[next] as number) - first + 1) * length;
      for (const name of mappedStates) {
        const from = frame + signalIndex(layout, name) * layout.units;
        states[name].set(shownState(name, window.subarray(from, from + layout.units)), next * layout.units);
      }
    }
    window.copyWithin(0, count * length, (count + 1) * length);
  }
  return states;
}

/** A map of states: principal components, then UMAP (McInnes, Healy & Melville 2018), 0 … 1 on both axes. */
export function mapStates(states: Float32Array, units: number, dimensions: number, rounds: number) {
  const { basis, explained } = principalBasis(states, units, dimensions);
  const count = states.length / units;
  const coordinates = new Float32Array(count * dimensions);
  for (let n = 0; n < count; n++) {
    coordinates.set(projectState(basis, states.subarray(n * units, (n + 1) * units)), n * dimensions);
  }
  const rows = Array.from({ length: count }, (_, n) => Array.from(coordinates.subarray(n * dimensions, (n + 1) * dimensions)));
  const umap = new UMAP(rows, { n_neighbors: 15, min_dist: 0.5, d: 2, seed: SEED });
  const places = umap.transform(rounds) as number[][];
  return {
    basis,
    explained: explained.reduce((sum, share) => sum + share, 0),
    scale: coordinates.reduce((most, value) => Math.max(most, Math.abs(value)), 0),
    placed: { coordinates, x: stretch(places.map(([x = 0]) => x)), y: stretch(places.map(([, y = 0]) => y)) },
  };
}

/** Into 0 … 1, as the file keeps them; three in a thousand at either end stands on the edge. */
function stretch(values: readonly number[]): Float32Array {
  const sorted = [...values].sort((a, b) => a - b);
  const low = sorted[Math.floor(0.003 * sorted.length)] as number;
  const high = sorted[Math.ceil(0.997 * sorted.length) - 1] as number;
  return Float32Array.from(
    values,
    (value) => Math.round(Math.min(1, Math.max(0, (value - low) / (high - low))) * 65_535) / 65_535,
  );
}

/** Writes `memory.json` and `map.bin` beside the dream, and prints what the map is worth. */
export function main(): void {
  const model = openShipped(dreamRecipe.model);
  const { units } = model.layout;
  const ids = readDream();
  const counts = new Float64Array(model.config.vocabulary);
  for (const id of ids) counts[id] = (counts[id] as number) + 1;
  const classes = classifyWords(model, counts, SEED);
  const words = chooseWords(ids, model.start ?? -1, POINTS);
  const states = readStates(model, ids, words, dreamKernels);
  const nextClass = Uint8Array.from(words, (word) => classes.of[ids[word + 1] as number] as number);
  const made = mappedStates.map((name) => {
    const map = mapStates(states[name], units, DIMENSIONS, ROUNDS);
    const neighbours = nearestShare(states[name], units, nextClass, 10);
    const regions: readonly MapRegion[] = nameRegions(map.placed, nextClass, classes.names, SEED);
    process.stdout.write(
      `${name}: ${DIMENSIONS} components explain ${(100 * map.explained).toFixed(1)} %; of the 10 nearest contexts ${(100 * neighbours.share).toFixed(1)} % have the same class of next word, ${(100 * neighbours.chance).toFixed(1)} % by chance; regions ${regions.map((region) => region.name).join(" | ")}\n`,
    );
    return { name, ...map, neighbours, regions };
  });
  const bytes = writeMap(words, made);
  const header: MemoryHeader = {
    format: "gatescope-memory",
    version: 1,
    model: dreamRecipe.model,
    sha256: model.config.provenance?.sha256 ?? "",
    units,
    dream: { words: ids.length, seed: dreamRecipe.seed, options: dreamRecipe.options },
    classes: { names: classes.names, of: [...classes.of] },
    map: {
      points: POINTS,
      dimensions: DIMENSIONS,
      seed: SEED,
      states: Object.fromEntries(
        made.map(({ name, explained, scale, regions, neighbours }) => [name, { explained, scale, regions, neighbours }]),
      ) as MemoryHeader["map"]["states"],
    },
    checks: [],
  };
  const opened = openMemory(JSON.stringify(header), bytes.buffer as ArrayBuffer, header.sha256);
  if (!opened.ok) throw new Error(opened.problem.title);
  const checks = longSentences.slice(0, 3).map((text) => ({ text, places: placesOf(model, text, opened.value) }));
  const folder = `public/memory/${dreamRecipe.model}`;
  writeFileSync(`${folder}/map.bin`, bytes);
  writeFileSync(`${folder}/memory.json`, `${JSON.stringify({ ...header, checks })}\n`);
  process.stdout.write(`map.bin ${bytes.length} bytes, sha256 ${createHash("sha256").update(bytes).digest("hex")}\n`);
}

/** Where the words of a sentence lie, by state, with what the page reads. */
function placesOf(model: Model, text: string, { maps }: MemoryFile): MemoryHeader["checks"][number]["places"] {
  const run = createRun(model, dreamKernels);
  const ids = Int32Array.from(tokenize(text, vocabularyOf(model)), ({ id }) => id);
  run.replace(0, ids);
  run.advance(ids.length);
  const entries = mappedStates.map((name) => {
    const { basis, placed } = maps[name];
    const { values, offset, stepStride, steps, units } = viewSignal(run.trace(), 0, name);
    const places = Array.from({ length: steps }, (_, k) => {
      const from = offset + (k + 1) * stepStride;
      const { x, y } = placeState(placed, basis, shownState(name, values.subarray(from, from + units)));
      return [Number(x.toFixed(5)), Number(y.toFixed(5))];
    });
    return places;
  });
  const [hiddenState = [], cellState = []] = entries;
  return { hiddenState, cellState };
}
