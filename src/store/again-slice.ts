import type { GetState, Room, SetState } from "./room.ts";
import type { RunParts } from "./run-slice.ts";
import type { AgainSlice } from "./state.ts";

/** One press for all that could not be had: each question that the page asks by itself has `attempt` in its key. */
export function createAgainSlice(
  set: SetState,
  get: GetState,
  room: Room,
  { fresh, expectations, settler }: Pick<RunParts, "fresh" | "expectations" | "settler">,
): AgainSlice {
  return {
    attempt: 0,
    askAgain: () => {
      const { status, runProblem, tokens, retryModel } = get();
      if (status.kind !== "ready") retryModel();
      else if (runProblem !== null) {
        const missing = tokens.slice(fresh.steps);
        room.buffer.reserve(tokens.length);
        set({ isBusy: true, runProblem: null });
        settler.request();
        room.engine.run(
          fresh.steps,
          Int32Array.from(missing, ({ id }) => id),
        );
      } else room.engine.wake();
      set((state) => ({ attempt: state.attempt + 1 }));
      expectations.ask();
    },
  };
}
