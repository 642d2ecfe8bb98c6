import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import type { Objective } from "../../../src/engine/gradients/objective.ts";
import { typescriptKernels } from "../../../src/engine/kernels/typescript.ts";
import type { Model } from "../../../src/engine/model.ts";
import { createRun, type Run } from "../../../src/engine/run.ts";
import { readBytes } from "../files.ts";
import { openGolden, readGolden } from "../golden.ts";

interface About {
  readonly source: string;
  /** Path of the weights under tests/golden, without its ending. */
  readonly weights: string;
  readonly sha256: string;
  readonly cases: readonly {
    readonly objective: Objective;
    readonly ids: readonly number[];
    readonly value?: number;
    readonly arrays: Readonly<Record<string, readonly number[]>>;
  }[];
}

/** One text with the derivatives that PyTorch computes for it. */
export interface GradientCase {
  /** `lstm-1, 12 words` */
  readonly name: string;
  readonly model: Model;
  readonly ids: readonly number[];
  readonly objective: Objective;
  readonly value: number;
  /** A float64 array of the fixture, row-major. @throws RangeError where it has none of that name. */
  readonly array: (name: string) => Float64Array;
  readonly has: (name: string) => boolean;
}

const folder = "tests/golden/gradients";

const names: readonly string[] = readdirSync(new URL(`../../../${folder}`, import.meta.url))
  .filter((name) => name.endsWith(".json"))
  .map((name) => name.slice(0, -".json".length));

/** The cases of the fixtures at default initialisation. */
export function readGradientCases(): readonly GradientCase[] {
  return names.filter((name) => !["rnn-long", "rnn-chaos"].includes(name)).flatMap(readCases);
}

/** The cases of one fixture. @throws Error where its weights are not those that the values came from. */
export function readCases(name: string): GradientCase[] {
  const about = JSON.parse(readBytes(`${folder}/${name}.json`).toString()) as About;
  const model = openModel(name, about);
  const values = new Float64Array(Uint8Array.from(readBytes(`${folder}/${name}.f64`)).buffer);
  let start = 0;
  return about.cases.map(({ objective, ids, value, arrays }) => {
    const found = new Map<string, Float64Array>();
    for (const [key, shape] of Object.entries(arrays)) {
      const length = shape.reduce((product, size) => product * size, 1);
      found.set(key, values.subarray(start, start + length));
      start += length;
    }
    const array = (key: string) => {
      const numbers = found.get(key);
      if (numbers === undefined) throw new RangeError(`no array ${key} in ${name}`);
      return numbers;
    };
    const has = (key: string) => found.has(key);
    return { name: `${name}, ${ids.length} words`, model, ids, objective, value: value ?? Number.NaN, array, has };
  });
}

function openModel(name: string, about: About): Model {
  const weights = readBytes(`tests/golden/${about.weights}.safetensors`);
  if (createHash("sha256").update(weights).digest("hex") !== about.sha256) {
    throw new Error(`${name}: values and weights are not of one run of make_gradients.py`);
  }
  if (about.weights.startsWith("cells/")) return openGolden(readGolden(about.weights.slice("cells/".length)));
  const shape = { cell: "rnn", layers: 1, vocabulary: 10, inputs: 6, units: 24, signals: [], start: null, tied: false, ids: [] };
  return openGolden({
    name,
    about: { source: about.source, sha256: about.sha256, ...shape },
    weights,
    frames: new Float64Array(),
    logits: new Float64Array(),
  });
}

/** A run of these words, computed to its end. */
export function runOf(model: Model, ids: readonly number[]): Run {
  const run = createRun(model, typescriptKernels);
  run.replace(0, ids);
  run.advance(ids.length);
  return run;
}
