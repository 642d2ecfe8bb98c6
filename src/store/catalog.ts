import type { ModelEntry } from "./state.ts";

/** The models that ship with the page, in the order of the menu; the first is the default. Sizes come with the files. */
export const shippedModels: readonly ModelEntry[] = [
  { id: "story-lstm", label: "story-lstm", note: "long short-term memory", origin: "shipped", bytes: 0 },
  { id: "story-rnn", label: "story-rnn", note: "the plain RNN twin", origin: "shipped", bytes: 0 },
  { id: "story-stateless", label: "story-stateless", note: "reads one word, remembers nothing", origin: "shipped", bytes: 0 },
];

/** Shipped models whose gradients are compared. */
export const comparedModels: readonly string[] = ["story-lstm", "story-rnn"];
