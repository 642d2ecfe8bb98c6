import { lazyView } from "../shared/lazily.tsx";
import { WithModel } from "../shared/with-model.tsx";
import type { View } from "../view.ts";

const parts = lazyView(() => import("./activations-panel.tsx"));

function Activations() {
  return (
    <WithModel>
      <parts.Panel />
    </WithModel>
  );
}

/** The functions that gates and states go through, with this sentence's own inputs on them. */
export const activationsView: View = {
  id: "activations",
  title: "Activations",
  caption: "Sigmoid, tanh, ReLU, leaky ReLU and softmax with the inputs that this sentence really gives them.",
  Panel: Activations,
  Statement: parts.Statement,
  isByWord: true,
};
