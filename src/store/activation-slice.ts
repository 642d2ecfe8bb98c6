import { findCell } from "../engine/cells/registry.ts";
import type { ActivationSlice } from "./activation-state.ts";
import { ProblemError } from "./engine-client.ts";
import type { GetState, Room, SetState } from "./room.ts";
import type { AppState } from "./state.ts";

/** The view that swaps are computed for. */
const VIEW = "activations";

/** The slice, and what watches the rest of the state for it. */
interface Activations {
  readonly slice: ActivationSlice;
  readonly watch: () => void;
  /** Forgets what was found for the words; the change of state that it takes. */
  readonly forget: () => Partial<AppState>;
}

/** Runs the sentence with another function while the view is shown: at every change, one run at a time. */
export function createActivations(set: SetState, get: GetState, room: Room): Activations {
  let asked = "";
  let isAsking = false;

  const watch = (): void => {
    const { view, swap, model, modelId, status, isBusy, tokens, text, attempt } = get();
    if (view !== VIEW || swap === null || isAsking || isBusy) return;
    if (model === null || status.kind !== "ready" || tokens.length === 0) return;
    // Another model was chosen, which has no such block.
    if (findCell(model.config.cell)?.blocks.every(({ signal }) => signal !== swap.signal) !== false) {
      set({ swap: null, swapped: null });
      return;
    }
    const key = JSON.stringify([swap, text, modelId, attempt]);
    if (key === asked) return;
    asked = key;
    isAsking = true;
    room.engine
      .swap(text, swap)
      .then((study) => {
        if (get().swap === swap && asked === key) set({ swapped: study });
      })
      .catch((error: unknown) => {
        if (!(error instanceof ProblemError)) throw error;
        if (asked === key) set({ swapped: null });
        room.missed(error.problem);
      })
      .finally(() => {
        isAsking = false;
        watch();
      });
  };

  return {
    watch,
    forget: () => {
      asked = "";
      return { swapped: null };
    },
    slice: {
      swap: null,
      swapped: null,
      swapFunction: (swap) => {
        set({ swap, swapped: null });
        asked = "";
        watch();
        room.commit();
      },
    },
  };
}
