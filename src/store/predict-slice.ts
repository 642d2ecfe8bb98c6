import { noPredictions, nothingPredicted, type PredictSlice } from "./predict-state.ts";
import type { GetState, Room, SetState } from "./room.ts";
import { createWing } from "./wing.ts";

/** What the view Predict follows and has found; what asks for it comes when the view is opened. */
export function createPredict(set: SetState, get: GetState, room: Room) {
  const wing = createWing(set, get, {
    view: "predict",
    load: () => import("./predict-asking.ts").then(({ createPredictAsking }) => createPredictAsking(set, get, room)),
    nothingFound: noPredictions,
  });
  const slice: PredictSlice = {
    ...nothingPredicted,
    predict: (change, options) => wing.use(({ actions }) => actions.predict(change, options)),
    sampleWords: (count, from) => wing.use(({ actions }) => actions.sampleWords(count, from)),
    dropBranch: (number) => wing.use(({ actions }) => actions.dropBranch(number)),
    openBranch: (number) => wing.use(({ actions }) => actions.openBranch(number)),
  };
  return { slice, wing };
}
