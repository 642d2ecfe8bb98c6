import type { NamedBytes } from "./formats/format.ts";
import type { Model } from "./model.ts";
import type { Result } from "./problem.ts";

/** A model that was read from files, and what was found in them. */
export interface OpenedModel {
  readonly model: Model;
  /** In one sentence: `LSTM, 2 layers of 256 units, 6,000 words`. */
  readonly found: string;
  /** Size of the weights' file in bytes. */
  readonly bytes: number;
}

export declare function openFiles(files: readonly NamedBytes[]): Result<OpenedModel>;
