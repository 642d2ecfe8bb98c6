import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { placeState, projectState } from "../../../src/engine/analysis/projection.ts";
import { shownState } from "../../../src/engine/analysis/shown-state.ts";
import { type MemoryHeader, mapBytes, mappedStates, openMemory, writeMap } from "../../../src/engine/corpus/memory-file.ts";
import { openPassports } from "../../../src/engine/corpus/passports.ts";
import { createRandom } from "../../../src/engine/random.ts";
import { createRun } from "../../../src/engine/run.ts";
import { tokenize, vocabularyOf } from "../../../src/engine/tokenizer.ts";
import { viewSignal } from "../../../src/engine/trace.ts";
import { dream, dreamKernels, dreamRecipe } from "../../../training/dream.ts";
import { chooseWords, mapStates, readDream, readStates } from "../../../training/memory-map.ts";
import { openShipped } from "../../../training/open-model.ts";

const folder = `public/memory/${dreamRecipe.model}`;
const model = openShipped(dreamRecipe.model);
const sha256 = model.config.provenance?.sha256;
const json = readFileSync(`${folder}/memory.json`, "utf8");
const bytesOf = (name: string) => Uint8Array.from(readFileSync(`${folder}/${name}`)).buffer;
const opened = openMemory(json, bytesOf("map.bin"), sha256);
if (!opened.ok) throw new Error(opened.problem.title);
const file = opened.value;

describe("the dream", () => {
  test("is what the model writes by itself with the stated seed, word for word", () => {
    const ids = readDream();
    expect(ids).toHaveLength(dreamRecipe.words);
    expect(file.header.dream).toMatchObject({ words: dreamRecipe.words, seed: dreamRecipe.seed });
    const again = dream(model, dreamKernels, { ...dreamRecipe, words: 150 });
    expect([...again]).toEqual([...ids.subarray(0, 150)]);
    expect(ids).not.toContain(vocabularyOf(model).unknown);
    const other = dream(model, dreamKernels, { ...dreamRecipe, words: 150, seed: 8 });
    expect([...other]).not.toEqual([...again]);
  });
});

describe("the map", () => {
  test("was made from the weights that ship", () => {
    const weights = readFileSync(`public/models/${dreamRecipe.model}/model.safetensors`);
    expect(file.header.sha256).toBe(createHash("sha256").update(weights).digest("hex"));
  });

  test("holds states of contexts that can be found again: each point's coordinates are those of its word's state", () => {
    const ids = readDream();
    expect(file.words).toEqual(chooseWords(ids, model.start ?? -1, file.words.length));
    const few = file.words.subarray(0, 60);
    const states = readStates(model, ids.subarray(0, (few.at(-1) as number) + 1), few, dreamKernels);
    const { units } = model.layout;
    for (const name of mappedStates) {
      const { basis, placed, scale } = file.maps[name];
      few.forEach((_, point) => {
        const own = projectState(basis, states[name].subarray(point * units, (point + 1) * units));
        own.forEach((value, p) => {
          const kept = placed.coordinates[point * own.length + p] as number;
          expect(Math.abs(kept - value)).toBeLessThan(scale / 32_000);
        });
      });
    }
  });

  test("places a sentence where its script has put it", () => {
    expect(file.header.checks.length).toBeGreaterThan(2);
    for (const { text, places } of file.header.checks) {
      const run = createRun(model, dreamKernels);
      const ids = tokenize(text, vocabularyOf(model)).map(({ id }) => id);
      run.replace(0, ids);
      run.advance(ids.length);
      for (const name of mappedStates) {
        const { values, offset, stepStride, units } = viewSignal(run.trace(), 0, name);
        expect(places[name]).toHaveLength(ids.length);
        places[name].forEach((place, k) => {
          const from = offset + (k + 1) * stepStride;
          const { x, y } = placeState(
            file.maps[name].placed,
            file.maps[name].basis,
            shownState(name, values.subarray(from, from + units)),
          );
          expect(x).toBeCloseTo(place[0] as number, 4);
          expect(y).toBeCloseTo(place[1] as number, 4);
        });
      }
    }
  });

  test("is the same for the same seed, and lays its points out between 0 and 1", () => {
    const random = createRandom(4);
    const states = Float32Array.from({ length: 120 * 8 }, (_, at) => random() + (Math.floor(at / 8) % 3) * (at % 8 < 3 ? 2 : 0));
    const [one, two] = [mapStates(states, 8, 4, 40), mapStates(states, 8, 4, 40)];
    expect(one.placed.x).toEqual(two.placed.x);
    expect(one.placed.y).toEqual(two.placed.y);
    expect(Math.min(...one.placed.x)).toBe(0);
    expect(Math.max(...one.placed.y)).toBe(1);
    const { components } = one.basis;
    for (let a = 0; a < 4; a++) {
      for (let b = 0; b < 4; b++) {
        let sum = 0;
        for (let u = 0; u < 8; u++) sum += (components[a * 8 + u] as number) * (components[b * 8 + u] as number);
        expect(sum).toBeCloseTo(a === b ? 1 : 0, 5);
      }
    }
  });

  test("is read back as it was written", () => {
    const places = Float32Array.from([0, 0.25, 1]);
    const basis = { mean: Float32Array.from([1, 2]), components: Float32Array.from([0, 1]) };
    const placed = { x: places, y: places.toReversed(), coordinates: Float32Array.from([-2, 0.5, 2]) };
    const map = { basis, placed, scale: 2 };
    const bytes = writeMap(Uint32Array.of(7, 8, 9), [map, map]);
    expect(bytes.length).toBe(mapBytes(3, 1, 2));
    const state = { explained: 1, scale: 2, regions: [], neighbours: { share: 1, chance: 0 } };
    const header: MemoryHeader = {
      ...(JSON.parse(json) as MemoryHeader),
      units: 2,
      map: { points: 3, dimensions: 1, seed: 1, states: { hiddenState: state, cellState: state } },
    };
    const read = openMemory(JSON.stringify(header), bytes.buffer as ArrayBuffer, header.sha256);
    if (!read.ok) throw new Error(read.problem.title);
    expect([...read.value.words]).toEqual([7, 8, 9]);
    const { cellState } = read.value.maps;
    expect([...cellState.basis.mean, ...cellState.basis.components]).toEqual([1, 2, 0, 1]);
    expect(cellState.placed.x[1]).toBeCloseTo(0.25, 4);
    expect(cellState.placed.coordinates[1]).toBeCloseTo(0.5, 3);
  });

  test("is refused where it does not belong to the weights, is cut off or no map at all", () => {
    const titleOf = (text: string, bytes: ArrayBuffer, weights: string | undefined) => {
      const read = openMemory(text, bytes, weights);
      return read.ok ? "read" : read.problem.title;
    };
    const map = bytesOf("map.bin");
    expect(titleOf(json, map, "0".repeat(64))).toBe("The map was made from other weights");
    expect(titleOf(json, map.slice(8), sha256)).toBe(`The map has ${map.byteLength - 8} bytes, ${map.byteLength} were needed`);
    expect(titleOf("{}", map, sha256)).toBe("The map could not be read");
    expect(titleOf(json.replace('"version":1', '"version":2'), map, sha256)).toBe("The map is of version 2, 1 was needed");
  });
});

describe("a state on the map", () => {
  const basis = { mean: Float32Array.of(0, 0), components: Float32Array.of(1, 0, 0, 1) };
  const random = createRandom(3);
  const coordinates = Float32Array.from({ length: 60 }, () => random());
  const placed = {
    coordinates,
    x: Float32Array.from({ length: 30 }, () => random()),
    y: Float32Array.from({ length: 30 }, () => random()),
  };

  test("that has a place lies there", () => {
    for (let n = 0; n < 30; n++) {
      expect(placeState(placed, basis, coordinates.subarray(2 * n, 2 * n + 2))).toEqual({ x: placed.x[n], y: placed.y[n] });
    }
  });

  test("lies at the mean of its fifteen nearest, weighted by 1 / distance²", () => {
    const own = [0.41, 0.63];
    const near = Array.from({ length: 30 }, (_, n) => {
      const squared = ((coordinates[2 * n] as number) - 0.41) ** 2 + ((coordinates[2 * n + 1] as number) - 0.63) ** 2;
      return { squared, x: placed.x[n] as number };
    })
      .sort((a, b) => a.squared - b.squared)
      .slice(0, 15);
    const weights = near.reduce((sum, { squared }) => sum + 1 / squared, 0);
    const x = near.reduce((sum, each) => sum + each.x / each.squared, 0) / weights;
    expect(placeState(placed, basis, own).x).toBeCloseTo(x, 5);
  });
});

describe("the passports", () => {
  const text = readFileSync(`${folder}/passports.json`, "utf8");

  test("speak of every unit of the weights that ship; others are refused", () => {
    const read = openPassports(text, sha256);
    if (!read.ok) throw new Error(read.problem.title);
    expect(read.value.units).toHaveLength(model.layout.units);
    for (const { scores } of read.value.units) {
      expect(scores).toHaveLength(read.value.features.length);
      for (const { score } of scores) expect(score).toBeLessThanOrEqual(1);
    }
    expect(openPassports(text, "x").ok).toBe(false);
    expect(openPassports("[]", sha256).ok).toBe(false);
  });

  test("agree with PyTorch for ten units: scores and worth", () => {
    const check = JSON.parse(readFileSync("training/results/passports.json", "utf8")) as Record<string, number>;
    expect(check["units"]).toHaveLength(10);
    expect(check["largestScoreDifference"]).toBeLessThan(1e-5);
    expect(check["largestWorthDifference"]).toBeLessThan(2e-6);
  });
});
