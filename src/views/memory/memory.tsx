import { lazily } from "../shared/lazily.tsx";
import { WithModel } from "../shared/with-model.tsx";
import type { View } from "../view.ts";

const MemoryPanel = lazily(() => import("./memory-panel.tsx").then((module) => module.MemoryPanel));

const MemoryStatement = lazily(() => import("./memory-panel.tsx").then((module) => module.MemoryStatement));

function Memory() {
  return (
    <WithModel>
      <MemoryPanel />
    </WithModel>
  );
}

/** What the state after a word stands for: where it lies among the states of a whole corpus, who wrote it, what each unit follows. */
export const memoryView: View = {
  id: "memory",
  title: "Memory",
  caption: "What the hidden state means, which words the cell still holds, and what each unit is for.",
  Panel: Memory,
  Statement: MemoryStatement,
  isByWord: true,
};
