import type { Kernels } from "../engine/kernels/kernels.ts";
import type { Model } from "../engine/model.ts";

/** What answers about a corpus need of their thread. */
export interface CorpusRoom {
  readonly openModel: () => Model | null;
  readonly kernels: () => Promise<Kernels>;
  /** Resolves when messages that waited have been received. */
  readonly rest: () => Promise<void>;
}
