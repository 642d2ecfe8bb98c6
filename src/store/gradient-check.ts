import type { StudyQuestion } from "../worker/protocol.ts";
import { ProblemError } from "./engine-client.ts";
import type { GetState, Room, SetState } from "./room.ts";
import type { GradientSlice } from "./state.ts";

/** Nothing was checked yet. */
export const unchecked: Pick<GradientSlice, "gradientChecks" | "checkProgress"> = { gradientChecks: null, checkProgress: null };

/** Compares the gradients of the question as it stands with finite differences, once at a time; what becomes stale is dropped. */
export function createGradientCheck(
  set: SetState,
  get: GetState,
  room: Room,
  now: { readonly question: () => StudyQuestion | null; readonly key: () => string },
): () => Promise<void> {
  return async () => {
    const question = now.question();
    if (question === null || get().checkProgress !== null) return;
    const key = now.key();
    const isStill = () => now.key() === key;
    set({ gradientChecks: null, checkProgress: 0 });
    try {
      const checks = await room.engine.check(question, (done) => {
        if (isStill()) set({ checkProgress: done });
      });
      if (checks === null || !isStill()) return;
      const found = question.models.flatMap(({ id }, at) => {
        const own = checks[at];
        return own === undefined || own === null ? [] : [[id, own] as const];
      });
      set({ gradientChecks: new Map(found) });
    } catch (error) {
      // The engine was started anew: the reader may ask again.
      if (!(error instanceof ProblemError)) throw error;
    } finally {
      if (isStill()) set({ checkProgress: null });
    }
  };
}
