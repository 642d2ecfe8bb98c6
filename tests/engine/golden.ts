import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import type { Model } from "../../src/engine/model.ts";
import { named, openOrThrow, readBytes } from "./files.ts";

interface About {
  readonly source: string;
  readonly sha256: string;
  readonly cell: string;
  readonly layers: number;
  readonly vocabulary: number;
  readonly inputs: number;
  readonly units: number;
  readonly signals: readonly string[];
  readonly start: number | null;
  readonly tied: boolean;
  readonly ids: readonly number[];
}

/** A model with random weights and what PyTorch computes with them in float64. */
export interface Golden {
  readonly name: string;
  readonly about: About;
  /** The weights' file. */
  readonly weights: Uint8Array;
  /** (T + 1, L, S, H) in the order of `about.signals`. */
  readonly frames: Float64Array;
  /** (T + 1, V) */
  readonly logits: Float64Array;
}

const folder = "tests/golden/cells";

/** Names of all fixtures: `lstm-1` … */
export const goldenNames: readonly string[] = readdirSync(new URL(`../../${folder}`, import.meta.url))
  .filter((name) => name.endsWith(".json"))
  .map((name) => name.slice(0, -".json".length));

/** Reads a fixture. @throws Error where its weights are not those that the values came from. */
export function readGolden(name: string): Golden {
  const about = JSON.parse(readBytes(`${folder}/${name}.json`).toString()) as About;
  const weights = readBytes(`${folder}/${name}.safetensors`);
  if (createHash("sha256").update(weights).digest("hex") !== about.sha256) {
    throw new Error(`${name}: values and weights are not of one run of make_golden.py`);
  }
  const values = new Float64Array(Uint8Array.from(readBytes(`${folder}/${name}.f64`)).buffer);
  const split = (about.ids.length + 1) * about.layers * about.signals.length * about.units;
  return { name, about, weights, frames: values.subarray(0, split), logits: values.subarray(split) };
}

/** Opens the fixture's weights through the same door as everybody's; `weights` replaces them. */
export function openGolden({ name, about, weights }: Golden, otherWeights: Uint8Array = weights): Model {
  const config = {
    id: name,
    cell: about.cell,
    tied: about.tied,
    tokenizer: "ids",
    ...(about.start === null ? {} : { start: `#${about.start}` }),
  };
  return openOrThrow([named(`${name}.safetensors`, otherWeights), named("config.json", JSON.stringify(config))]).model;
}
