import type { ModelEntry } from "./model-state.ts";
import type { AppState } from "./state.ts";

/** The models that ship with the page, in the order of the menu; the first is the default. What the menu says of them comes with it. */
export const shippedModels: readonly ModelEntry[] = [
  { id: "story-lstm", label: "story-lstm", note: "long short-term memory", origin: "shipped", bytes: 0 },
  { id: "story-rnn", label: "story-rnn", note: "the plain RNN twin", origin: "shipped", bytes: 0 },
  { id: "story-stateless", label: "story-stateless", note: "reads one word, remembers nothing", origin: "shipped", bytes: 0 },
];

/** Ids of models that are compared with each other. */
export const stories: readonly string[] = shippedModels.map(({ id }) => id);

/** The shipped models without a state: they have no gradients to compare. */
const stateless: readonly string[] = ["story-stateless"];

/** Ids of the shipped models that the open one is compared with, in the order of the menu, itself among them where it ships. */
export function relativesOf({ entries, modelId }: Pick<AppState, "entries" | "modelId">): readonly string[] {
  return entries.find(({ id }) => id === modelId)?.family ?? stories;
}

/** Those whose gradients are compared. */
export function comparedWith(state: Pick<AppState, "entries" | "modelId">): readonly string[] {
  return relativesOf(state).filter((id) => !stateless.includes(id));
}
