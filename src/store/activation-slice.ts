import { type ActivationSlice, notSwapped } from "./activation-state.ts";
import type { GetState, Room, SetState } from "./room.ts";
import { createWing } from "./wing.ts";

/** What the view Activations tries out; what runs it comes when the view is opened. */
export function createActivations(set: SetState, get: GetState, room: Room) {
  const wing = createWing(set, get, {
    view: "activations",
    load: () => import("./swap-run.ts").then(({ createSwapRun }) => createSwapRun(set, get, room)),
    nothingFound: notSwapped,
    expecting: (isExpected) => ({ isSwapping: isExpected && get().swap !== null }),
  });
  const slice: ActivationSlice = {
    swap: null,
    ...notSwapped,
    swapFunction: (swap) => wing.use((run) => run.swapFunction(swap)),
  };
  return { slice, wing };
}
