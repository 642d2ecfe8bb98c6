import { part, type Slowly } from "../../gradients/progress.ts";
import type { Kernels } from "../../kernels/kernels.ts";
import type { Model } from "../../model.ts";
import type { ReadableUnit, ReadableUnits } from "../readable-units.ts";
import type { Feature, FeatureColumn } from "./feature.ts";
import { findReadable } from "./find-readable.ts";
import { piecesOf, readHalf, readSignalsOf } from "./read-half.ts";
import { readSentences, showUnit } from "./show-unit.ts";
import { afterPiece, sincePiece, surplusOf, textFeatures } from "./text-features.ts";
import { valuesOf } from "./unit-values.ts";

/** Words of a text that are read at most: units are chosen on one half of them and measured on the other. */
const READ_WORDS = 8192;
/** Words of a vocabulary so small that each of its words is asked what came behind it last. */
const FEW_WORDS = 12;
/** Pieces of a passage that a unit is shown in, and how many passages are looked through. */
const PASSAGE = { least: 6, most: 40 } as const;
const PASSAGES = 40;

/** What is read, and how. */
interface TextReading {
  readonly layer: number;
  /** What the text is called. */
  readonly name: string;
  /** A word of the reader's choice: how long ago it was, and what came behind it. Null for none. */
  readonly word: string | null;
}

/**
 * Which units of a layer follow something that can be read off a text (ids, hundreds of them; what is longer is cut), each
 * beside chance and beside the best of 200 shuffles, and a passage of the text that shows it. Null for a cell without a state. Yields how
 * much is done, 0 … 1.
 */
export function* readText(
  model: Model,
  text: Int32Array,
  { layer, name, word }: TextReading,
  kernels: Kernels,
): Slowly<ReadableUnits | null> {
  const signals = readSignalsOf(model);
  if (signals === null) return null;
  const ids = text.subarray(0, READ_WORDS);
  const middle = ids.length >> 1;
  const reading = { ...signals, layer, features: featuresFor(model, ids, word) };
  const first = yield* part(readHalf(model, ids.subarray(0, middle), reading, kernels), 0, 0.1);
  const second = yield* part(readHalf(model, ids.subarray(middle), reading, kernels), 0.1, 0.2);
  const found = yield* part(findReadable(model, first, second), 0.2, 0.95);
  const sentences = readSentences(model, passagesOf(model, second.ids), kernels);
  const units = found.units.map((unit): ReadableUnit => {
    const column = second.columns.find(({ feature }) => feature.id === unit.feature) as FeatureColumn;
    const values = valuesOf(second.state, unit.unit);
    return { ...unit, worth: null, example: showUnit(model, sentences, reading.features, { unit: unit.unit, column, values }) };
  });
  return {
    ...{ format: "gatescope-units", version: 1, model: model.config.id, sha256: model.config.provenance?.sha256 ?? "" },
    ...{ layer, ...signals },
    text: { name, chosen: first.ids.length, scored: second.ids.length },
    features: found.features.map((feature) => ({ ...feature, worth: null })),
    units,
  };
}

/** What any text tells, what the chosen word tells, and of a vocabulary of few words what each of them does. */
function featuresFor(model: Model, ids: Int32Array, word: string | null): readonly Feature[] {
  const { pieces, end } = piecesOf(model, ids);
  const own = (model.words ?? []).filter((piece) => piece !== end);
  const chosen = word === null ? [] : [sincePiece(word), afterPiece(word, pieces)];
  const few = own.length > FEW_WORDS || own.length < 3 ? [] : own.map((piece) => afterPiece(piece, pieces));
  const [a, b] = own;
  const counted = own.length === 2 && a !== undefined && b !== undefined ? [surplusOf(a, b)] : [];
  return [...chosen, ...few, ...textFeatures, ...counted];
}

/** Pieces of the text that begin where a document, a line or a sentence does, else anywhere: spelt so that they are read the same again. */
function passagesOf(model: Model, ids: Int32Array): readonly string[] {
  const { pieces, by, end } = piecesOf(model, ids);
  const isEnd = (piece: string) => piece === end || piece === "\n" || (by === "words" && /^[.!?]$/.test(piece));
  const passages: string[] = [];
  let from = 0;
  for (let at = 0; at <= pieces.length && passages.length < PASSAGES; at++) {
    const length = at - from;
    const isOver = at === pieces.length || length >= PASSAGE.most || isEnd(pieces[at] as string);
    if (!isOver) continue;
    const until = pieces[at] === end || pieces[at] === "\n" ? at : at + 1;
    if (length >= PASSAGE.least) passages.push(pieces.slice(from, until).join(by === "characters" ? "" : " "));
    from = at + 1;
  }
  return passages;
}
