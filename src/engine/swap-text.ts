import { activationNames } from "./activations.ts";
import type { Activation } from "./cell.ts";

/** Another function in one block of a cell, told by the signal that the block writes. */
export interface Swap {
  readonly signal: string;
  readonly activation: Activation;
}

/** Words that are run through a swapped model at most: each one's surprise is a product with the whole vocabulary. */
export const SWAP_WORDS = 500;

/** `forgetGate:relu`. */
export function writeSwap({ signal, activation }: Swap): string {
  return `${signal}:${activation}`;
}

/** Null for what is not of this form. */
export function readSwap(text: string): Swap | null {
  const [, signal = "", name = ""] = /^([a-zA-Z]+):([a-zA-Z]+)$/.exec(text) ?? [];
  const activation = activationNames.find((known) => known === name);
  return activation === undefined ? null : { signal, activation };
}
