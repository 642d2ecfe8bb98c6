import type { Slowly } from "../engine/gradients/progress.ts";
import type { Kernels } from "../engine/kernels/kernels.ts";
import type { Model } from "../engine/model.ts";

/** What the desk needs of its thread. */
export interface CorpusRoom {
  readonly openModel: () => Model | null;
  readonly kernels: () => Promise<Kernels>;
  /** Resolves when messages that waited have been received. */
  readonly rest: () => Promise<void>;
}

/** How long the thread computes before it looks for messages. */
const PATIENCE_MS = 12;

/** Who waits for a long computation. */
interface Watch extends Pick<CorpusRoom, "rest"> {
  readonly report: (done: number) => void;
  readonly isStale: () => boolean;
}

/** Runs it to its end, with looks at what else came; null where it became stale. */
export async function pace<Value>(work: Slowly<Value>, { report, rest, isStale }: Watch): Promise<Value | null> {
  let until = performance.now() + PATIENCE_MS;
  for (let next = work.next(); ; next = work.next()) {
    if (next.done) return next.value;
    if (performance.now() < until) continue;
    report(next.value);
    await rest();
    if (isStale()) return null;
    until = performance.now() + PATIENCE_MS;
  }
}
