import { type GradientSlice, noGradients, nothingStudied } from "./gradient-state.ts";
import type { GetState, Room, SetState } from "./room.ts";
import { createWing } from "./wing.ts";

/** What the view Gradients follows and has found; what asks for it comes when the view is opened. */
export function createGradients(set: SetState, get: GetState, room: Room) {
  const wing = createWing(set, get, {
    view: "gradients",
    load: () => import("./gradient-studies.ts").then(({ createGradientStudies }) => createGradientStudies(set, get, room)),
    nothingFound: noGradients,
    expecting: (areStudiesStale) => ({ areStudiesStale }),
  });
  const slice: GradientSlice = {
    ...nothingStudied,
    exportGradients: async () => (await wing.open()).actions.exportGradients(),
    checkGradients: () => wing.use(({ actions }) => actions.checkGradients()),
    choosePreset: (kind) => wing.use(({ actions }) => actions.choosePreset(kind)),
    cancelPreset: () => wing.use(({ actions }) => actions.cancelPreset()),
    retryStudies: () => wing.use(({ actions }) => actions.retryStudies()),
    follow: (change, options) => wing.use(({ actions }) => actions.follow(change, options)),
  };
  return { slice, wing };
}
