import { findCell } from "../engine/cells/registry.ts";
import type { ActivationSlice } from "./activation-state.ts";
import { ProblemError } from "./engine-client.ts";
import type { GetState, Room, SetState } from "./room.ts";
import type { WingPart } from "./wing.ts";

/** The view that swaps are computed for. */
const VIEW = "activations";

/** What runs a swap; loaded with its view. */
export interface SwapRun extends WingPart, Pick<ActivationSlice, "swapFunction"> {}

/** Runs the sentence with another function while the view is shown: at every change, one run at a time. */
export function createSwapRun(set: SetState, get: GetState, room: Room): SwapRun {
  let asked = "";
  let isAsking = false;

  const watch = (): void => {
    const { view, swap, model, modelId, status, isBusy, isSwapping, tokens, text, attempt } = get();
    if (view !== VIEW || swap === null || model === null || tokens.length === 0) return;
    // Another model was chosen, which has no such block.
    if (findCell(model.config.cell)?.blocks.every(({ signal }) => signal !== swap.signal) !== false) {
      set({ swap: null, swapped: null, isSwapping: false });
      return;
    }
    const key = JSON.stringify([swap, text, modelId, attempt]);
    if (key === asked) return;
    // Told at once, which brings it here again; asked when the words are there.
    if (!isSwapping) {
      set({ isSwapping: true });
      return;
    }
    if (isAsking || isBusy || status.kind !== "ready") return;
    asked = key;
    isAsking = true;
    room.engine
      .swap(text, swap)
      .then((study) => {
        if (get().swap !== swap || asked !== key) return;
        // What another view made stale is asked again when this one is shown.
        if (study === null) asked = "";
        else set({ swapped: study });
      })
      .catch((error: unknown) => {
        if (!(error instanceof ProblemError)) throw error;
        if (asked === key) set({ swapped: null });
        room.missed(error.problem);
      })
      .finally(() => {
        isAsking = false;
        set({ isSwapping: false });
      });
  };

  return {
    watch,
    forget: () => {
      asked = "";
    },
    swapFunction: (swap) => {
      asked = "";
      set({ swap, swapped: null, isSwapping: swap !== null });
      watch();
      room.commit();
    },
  };
}
