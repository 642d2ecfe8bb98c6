import { lazyView } from "../shared/lazily.tsx";
import { WithModel } from "../shared/with-model.tsx";
import type { View } from "../view.ts";

const parts = lazyView(() => import("./gradients-panel.tsx"));

function Gradients() {
  return (
    <WithModel>
      <parts.Panel />
    </WithModel>
  );
}

/** How far back a loss reaches: true gradients of the sentence, through the LSTM and through the RNN. */
export const gradientsView: View = {
  id: "gradients",
  title: "Gradients",
  caption: "How much of the loss at one word reaches every word before it, through the LSTM and through the plain RNN.",
  Panel: Gradients,
  Statement: parts.Statement,
  isByWord: true,
};
