import { part, type Slowly } from "../../gradients/progress.ts";
import type { Kernels } from "../../kernels/kernels.ts";
import type { Model } from "../../model.ts";
import { vocabularyOf, wordOf } from "../../tokenizer.ts";
import { stateSignal } from "../activity.ts";
import { keepingGate } from "../half-life.ts";
import type { Half } from "./describe-unit.ts";
import { type Feature, type ReadText, readColumns } from "./feature.ts";
import { traceValues, type UnitValues } from "./unit-values.ts";

/** Names of the signals that are read: the state, the gate that keeps it, the gate that lets in. */
export interface ReadSignals {
  readonly signal: string;
  readonly keeps: string | null;
  readonly admits: string | null;
}

/** Null for a cell without a state. */
export function readSignalsOf({ layout }: Pick<Model, "layout">): ReadSignals | null {
  const signal = stateSignal(layout);
  const admits = layout.signals.find(({ role, hue }) => role === "gate" && hue === "i")?.name ?? null;
  return signal === null ? null : { signal, keeps: keepingGate(layout), admits };
}

/** Ids as words or characters, for what is told of them; the start token ends a document. */
export function piecesOf(model: Model, ids: Int32Array): ReadText {
  const vocabulary = vocabularyOf(model);
  return {
    pieces: Array.from(ids, (id) => wordOf(vocabulary, id)),
    by: vocabulary.reading === "characters" ? "characters" : "words",
    end: model.start === null ? null : wordOf(vocabulary, model.start),
  };
}

/**
 * Runs a model over a part of a text (ids, N) as one stream: state and gates of a layer at every word, and the features' columns.
 * Yields how much is done, 0 … 1.
 */
export function* readHalf(
  model: Model,
  ids: Int32Array,
  { signal, keeps, admits, layer, features }: ReadSignals & { readonly layer: number; readonly features: readonly Feature[] },
  kernels: Kernels,
): Slowly<Half> {
  const signals = [signal, ...[keeps, admits].filter((name) => name !== null)];
  const traced = yield* part(traceValues(model, ids, { layer, signals }, kernels), 0, 1);
  const take = (name: string | null) => (name === null ? null : (traced.get(name) ?? null));
  return {
    ids,
    state: take(signal) as UnitValues,
    keeps: take(keeps),
    admits: take(admits),
    columns: readColumns(features, piecesOf(model, ids)),
  };
}
