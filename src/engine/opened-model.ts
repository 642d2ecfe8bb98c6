import { countOf } from "./count-of.ts";
import type { Model } from "./model.ts";

/** A model that was read from files, and what was found in them. */
export interface OpenedModel {
  readonly model: Model;
  /** In one sentence: `LSTM, 2 layers of 256 units, 6,000 words`. */
  readonly found: string;
  /** What was taken for granted and may make its numbers wrong: a sentence each. */
  readonly doubts: readonly string[];
  /** What was filled in, left out, or is typed in a way of its own: a sentence each. */
  readonly notes: readonly string[];
  /** Size of the weights' file in bytes. */
  readonly bytes: number;
}

/** `LSTM, 2 layers of 256 units, 6,000 words`. */
export function describeModel({ cell, config, readout }: Model): string {
  return [
    cell.label,
    `${countOf(config.layers, "layer")} of ${countOf(config.units, "unit")}`,
    countOf(config.vocabulary, config.tokenizer === "ids" ? "id" : "word"),
    ...(readout === null ? ["no readout"] : []),
  ].join(", ");
}
