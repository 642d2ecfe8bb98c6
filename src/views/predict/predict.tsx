import { lazyView } from "../shared/lazily.tsx";
import { WithModel } from "../shared/with-model.tsx";
import type { View } from "../view.ts";

const parts = lazyView(() => import("./predict-panel.tsx"));

function Predict() {
  return (
    <WithModel>
      <parts.Panel />
    </WithModel>
  );
}

/** What the same words make three models expect: one that sees the last word alone, one that carries h, one that carries C. */
export const predictView: View = {
  id: "predict",
  title: "Predict",
  caption:
    "The next word after the pinned one, as a stateless model, the plain RNN and the LSTM expect it, and what each listens to.",
  Panel: Predict,
  Statement: parts.Statement,
  isByWord: true,
};
