import type { Swap, SwapStudy } from "../worker/protocol.ts";

/** What the view Activations tries out. Nothing is asked while another view is shown. */
export interface ActivationSlice {
  /** Another function in one block of the shown model; null: as it is. */
  readonly swap: Swap | null;
  /** The sentence with and without it; null until it is computed. */
  readonly swapped: SwapStudy | null;
  /** True until what is there belongs to the words and the model as they stand. */
  readonly isSwapping: boolean;
  readonly swapFunction: (swap: Swap | null) => void;
}

/** Nothing was run for the words as they stand. */
export const notSwapped = { swapped: null, isSwapping: false } satisfies Partial<ActivationSlice>;
