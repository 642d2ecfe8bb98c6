import { readFileSync } from "node:fs";
import { stateSignal } from "../src/engine/analysis/activity.ts";
import type { Half } from "../src/engine/analysis/features/describe-unit.ts";
import { readColumns } from "../src/engine/analysis/features/feature.ts";
import { storyFeatures } from "../src/engine/analysis/features/story-features.ts";
import { textFeatures } from "../src/engine/analysis/features/text-features.ts";
import { traceValues, type UnitValues } from "../src/engine/analysis/features/unit-values.ts";
import { keepingGate } from "../src/engine/analysis/half-life.ts";
import { finish } from "../src/engine/gradients/progress.ts";
import type { Model } from "../src/engine/model.ts";
import { vocabularyOf } from "../src/engine/tokenizer.ts";
import { dreamKernels, dreamRecipe } from "./dream.ts";
import { readDocuments } from "./measure.ts";

/** Words of each half of the text. */
const HALF = 20_480;

/** Names of the signals that are read: the state, the gate that keeps it, the gate that lets in. */
export interface ReadSignals {
  readonly signal: string;
  readonly keeps: string | null;
  readonly admits: string | null;
}

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
  const signal = stateSignal(model.layout);
  if (signal === null) throw new Error(`${model.config.id} has no state`);
  const admits = model.layout.signals.find(({ role, hue }) => role === "gate" && hue === "i")?.name ?? null;
  const signals = { signal, keeps: keepingGate(model.layout), admits };
  const { name, halves } = openText(model, corpus);
  const [first, second] = halves.map((ids) => readHalf(model, ids, signals)) as [Half, Half];
  return { name, signals, first, second };
}

export const allFeatures = [...textFeatures, ...storyFeatures];

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

function readHalf(model: Model, ids: Int32Array, { signal, keeps, admits }: ReadSignals): Half {
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
