import { lazily } from "../shared/lazily.tsx";
import { WithModel } from "../shared/with-model.tsx";
import type { View } from "../view.ts";

/* Under way while the page paints the sentence and the model loads: there is nothing to draw before that. */
const GatesPanel = lazily(() => import("./gates-panel.tsx").then((module) => module.GatesPanel), { isEager: true });

const GatesStatement = lazily(() => import("./gates-statement.tsx").then((module) => module.GatesStatement));

function Gates() {
  return (
    <WithModel>
      <GatesPanel />
    </WithModel>
  );
}

/** The first view: the gates of a trained cell over a sentence. */
export const gatesView: View = {
  id: "gates",
  title: "Gates",
  caption: "Every gate and state of the network at every word of the sentence, with the equations that compute them.",
  Panel: Gates,
  Statement: GatesStatement,
};
