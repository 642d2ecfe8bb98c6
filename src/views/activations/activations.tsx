import { lazily } from "../shared/lazily.tsx";
import { WithModel } from "../shared/with-model.tsx";
import type { View } from "../view.ts";

const ActivationsPanel = lazily(() => import("./activations-panel.tsx").then((module) => module.ActivationsPanel));

const ActivationsStatement = lazily(() => import("./activations-panel.tsx").then((module) => module.ActivationsStatement));

function Activations() {
  return (
    <WithModel>
      <ActivationsPanel />
    </WithModel>
  );
}

/** The functions that gates and states go through, with this sentence's own inputs on them. */
export const activationsView: View = {
  id: "activations",
  title: "Activations",
  caption: "Sigmoid, tanh, ReLU, leaky ReLU and softmax with the inputs that this sentence really gives them.",
  Panel: Activations,
  Statement: ActivationsStatement,
  isByWord: true,
};
