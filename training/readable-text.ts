import { readFileSync } from "node:fs";
import { allFeatures } from "../src/engine/analysis/features/all-features.ts";
import type { Half } from "../src/engine/analysis/features/describe-unit.ts";
import { type ReadSignals, readHalf, readSignalsOf } from "../src/engine/analysis/features/read-half.ts";
import { finish } from "../src/engine/gradients/progress.ts";
import type { Model } from "../src/engine/model.ts";
import { dreamKernels, dreamRecipe } from "./dream.ts";
import { readDocuments } from "./measure.ts";

/** Words of each half of the text. */
const HALF = 20_480;

/** Two halves of a text, the state and the gates of the model's first layer at every word of them, and what can be read off the words. */
export interface ReadHalves {
  /** What the text is. */
  readonly name: string;
  readonly signals: ReadSignals;
  readonly first: Half;
  readonly second: Half;
}

/** @param corpus folder of held-out text; null: the dream of the model, or of its sister with the same words. @throws Error for a model without a state */
export function readHalves(model: Model, corpus: string | null): ReadHalves {
  const signals = readSignalsOf(model);
  if (signals === null) throw new Error(`${model.config.id} has no state`);
  const { name, halves } = openText(model, corpus);
  const reading = { ...signals, layer: 0, features: remembering };
  const [first, second] = halves.map((ids) => finish(readHalf(model, ids, reading, dreamKernels))) as [Half, Half];
  return { name, signals, first, second };
}

/** What only says which word stands there is nothing to remember. */
const momentary = new Set(["capital", "digit", "length", "vowel"]);
const remembering = allFeatures.filter(({ id }) => !momentary.has(id));

/** Two halves of a text, as ids. */
function openText(
  model: Model,
  corpus: string | null,
): { readonly name: string; readonly halves: readonly [Int32Array, Int32Array] } {
  if (corpus !== null) {
    const ids = Int32Array.from(readDocuments(corpus, "tinystories", model).flat());
    return { name: "held-out stories", halves: [ids.subarray(0, HALF), ids.subarray(HALF, 2 * HALF)] };
  }
  const bytes = readFileSync(`public/memory/${dreamRecipe.model}/dream.bin`);
  const ids = Int32Array.from({ length: bytes.length >> 1 }, (_, k) => bytes.readUInt16LE(2 * k));
  const middle = ids.length >> 1;
  const name = `what ${dreamRecipe.model} wrote by itself`;
  return { name, halves: [ids.subarray(0, HALF), ids.subarray(middle, middle + HALF)] };
}
