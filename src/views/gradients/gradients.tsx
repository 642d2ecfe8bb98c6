import { lazily } from "../shared/lazily.tsx";
import { WithModel } from "../shared/with-model.tsx";
import type { View } from "../view.ts";

const GradientsPanel = lazily(() => import("./gradients-panel.tsx").then((module) => module.GradientsPanel));

const GradientsStatement = lazily(() => import("./gradients-panel.tsx").then((module) => module.GradientsStatement));

function Gradients() {
  return (
    <WithModel>
      <GradientsPanel />
    </WithModel>
  );
}

/** How far back a loss reaches: true gradients of the sentence, through the LSTM and through the RNN. */
export const gradientsView: View = {
  id: "gradients",
  title: "Gradients",
  caption: "How much of the loss at one word reaches every word before it, through the LSTM and through the plain RNN.",
  Panel: Gradients,
  Statement: GradientsStatement,
  isByWord: true,
};
