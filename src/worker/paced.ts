import type { Slowly } from "../engine/gradients/progress.ts";
import type { StudyModel } from "./protocol.ts";

/** How long the thread computes before it looks for messages. */
const PATIENCE_MS = 12;

/** Asked and told between two pieces of a long computation. */
export interface Watch {
  readonly isStale: () => boolean;
  readonly report: (done: number) => void;
}

/** A watch, and what lets messages in: resolves when those that waited have been received. */
export type Paced = Watch & { readonly rest: () => Promise<void> };

/** One long measure a model, one after the other; null in the place of a model that has none, null for all when stale. */
export async function measureInTurn<Value>(
  models: readonly StudyModel[],
  watch: Paced,
  begin: (wanted: StudyModel) => Promise<Slowly<Value> | null>,
): Promise<readonly (Value | null)[] | null> {
  const values: (Value | null)[] = [];
  for (const [place, wanted] of models.entries()) {
    const work = await begin(wanted);
    if (watch.isStale()) return null;
    const report = (done: number) => watch.report((place + done) / models.length);
    const value = work === null ? null : await finish(work, { ...watch, report });
    if (work !== null && value === null) return null;
    values.push(value);
  }
  return values;
}

/** Runs a long computation to its end, looking for messages now and then; null where it became stale. */
export async function finish<Value>(work: Slowly<Value>, watch: Paced): Promise<Value | null> {
  let since = performance.now();
  for (let next = work.next(); ; next = work.next()) {
    if (next.done) return next.value;
    if (performance.now() - since < PATIENCE_MS) continue;
    watch.report(next.value);
    await watch.rest();
    if (watch.isStale()) return null;
    since = performance.now();
  }
}
