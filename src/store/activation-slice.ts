import { findCell } from "../engine/cells/registry.ts";
import type { ActivationSlice } from "./activation-state.ts";
import { ProblemError } from "./engine-client.ts";
import type { GetState, Room, SetState } from "./room.ts";

/** The view that swaps are computed for. */
const VIEW = "activations";

/** Runs the sentence with another function while the view is shown: at every change, one run at a time. */
export function createActivations(
  set: SetState,
  get: GetState,
  room: Room,
): { readonly slice: ActivationSlice; readonly watch: () => void } {
  let asked = "";
  let isAsking = false;

  const watch = (): void => {
    const { view, swap, model, status, isBusy, tokens, text } = get();
    if (view !== VIEW || swap === null || isAsking || isBusy) return;
    if (model === null || status.kind !== "ready" || tokens.length === 0) return;
    // Another model was chosen, which has no such block.
    if (findCell(model.config.cell)?.blocks.every(({ signal }) => signal !== swap.signal) !== false) {
      set({ swap: null, swapped: null });
      return;
    }
    const key = JSON.stringify([swap, text, model.config.id, model.config.provenance?.sha256 ?? model.bytes]);
    if (key === asked) return;
    asked = key;
    isAsking = true;
    room.engine
      .swap(text, swap)
      .then((study) => {
        if (get().swap === swap) set({ swapped: study });
      })
      .catch((error: unknown) => {
        // The engine was started anew: the next change asks again.
        if (!(error instanceof ProblemError)) throw error;
      })
      .finally(() => {
        isAsking = false;
        watch();
      });
  };

  return {
    watch,
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
