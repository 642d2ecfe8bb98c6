import { createStore } from "zustand/vanilla";
import type { PreActivationPart } from "../../engine/cell.ts";
import type { UnitPlace } from "./unit-reader.ts";

/** A number that says where it comes from. */
export type Origin =
  /** A signal of one unit at one word; step 0 is the state before the first word. */
  | ({ readonly kind: "signal"; readonly signal: string } & UnitPlace)
  /** What the activation of a block is applied to: memory + word + bias. */
  | ({ readonly kind: "sum"; readonly block: number } & UnitPlace)
  | ({ readonly kind: "part"; readonly block: number; readonly part: PreActivationPart } & UnitPlace)
  /** The logit of a word of the vocabulary after a step. */
  | { readonly kind: "logit"; readonly step: number; readonly token: number }
  /** A number of the model's file. `tensor` is its name in PyTorch, with the indices: `weight_hh_l0[303, 12]`. */
  | { readonly kind: "weight"; readonly tensor: string; readonly value: number; readonly joins: string }
  /** A component of the embedding of the word at `step`. */
  | { readonly kind: "embedding"; readonly step: number; readonly component: number; readonly value: number };

export interface ExplainerState {
  /** From the number that was clicked to the one that is shown; empty while closed. */
  readonly trail: readonly Origin[];
  /** Gets the focus back. */
  readonly opener: HTMLElement | null;
}

const closed: ExplainerState = { trail: [], opener: null };

/** What is being explained. Not part of the address: it is a look at what is pinned. */
export const explainerStore = createStore<ExplainerState>()(() => closed);

/** Opens the explainer at a number. `opener` is the element that was clicked. */
export function openExplainer(origin: Origin, opener: HTMLElement | null = null): void {
  explainerStore.setState({ trail: [origin], opener });
}

/** Goes on to a number that the shown one is made of. */
export function followOrigin(origin: Origin): void {
  explainerStore.setState(({ trail }) => ({ trail: [...trail, origin] }));
}

/** Back to entry `index` of the trail; −1 closes. */
export function returnTo(index: number): void {
  if (index < 0) closeExplainer();
  else explainerStore.setState(({ trail }) => ({ trail: trail.slice(0, index + 1) }));
}

/** Closes and gives the focus back. */
export function closeExplainer(): void {
  const { opener } = explainerStore.getState();
  explainerStore.setState(closed);
  opener?.focus();
}
