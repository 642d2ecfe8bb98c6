import { lazyView } from "../shared/lazily.tsx";
import { WithModel } from "../shared/with-model.tsx";
import type { View } from "../view.ts";

const parts = lazyView(() => import("./memory-panel.tsx"));

function Memory() {
  return (
    <WithModel>
      <parts.Panel />
    </WithModel>
  );
}

/** What the state after a word stands for: where it lies among the states of a whole corpus, who wrote it, what each unit follows. */
export const memoryView: View = {
  id: "memory",
  title: "Memory",
  caption: "What the hidden state means, which words the cell still holds, and what each unit is for.",
  Panel: Memory,
  Statement: parts.Statement,
  isByWord: true,
};
