import type { Problem } from "../worker/protocol.ts";
import type { Expectations } from "./expectations.ts";
import type { Freshness } from "./receive.ts";
import type { Room, SetState } from "./room.ts";
import type { AppState } from "./state.ts";

/** What a failure needs to know of the run, and of what hangs on it. */
export interface FailureParts {
  readonly fresh: Freshness;
  readonly expectations: Expectations;
  /** Part of the change that ends a run without its numbers: what views have found for the words before. */
  readonly forget: () => Partial<AppState>;
}

/**
 * Ends a run that failed. Numbers of words that still stand stay, whatever belongs to other words goes in the same change of state:
 * no number ever stands under a word that it is not of.
 */
export function createRunFailure(
  set: SetState,
  { buffer }: Pick<Room, "buffer">,
  { fresh, expectations, forget }: FailureParts,
): (problem: Problem) => void {
  return (problem) => {
    buffer.truncate(fresh.steps);
    const gone = { ...expectations.keepOnly(fresh.steps), ...forget() };
    set((state) => ({
      ...gone,
      steps: Math.min(state.steps, fresh.steps),
      version: state.version + 1,
      changedFrom: fresh.steps + 1,
      isBusy: false,
      isPlaying: false,
      runProblem: problem,
    }));
  };
}
