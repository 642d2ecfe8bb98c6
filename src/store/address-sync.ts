import type { StoreApi } from "zustand/vanilla";
import type { AppState } from "./state.ts";

/** What a notice of the address is about: the next address takes it back. */
export const ABOUT_ADDRESS = "address";

/** What the address asks of the rest of the store, which is made after it. */
export interface AddressDoors {
  readonly store: StoreApi<AppState>;
  /** Loads a model without a decision of the reader behind it. */
  readonly load: (id: string) => void;
  /** The selection was replaced: the automatic unit is to be found anew. */
  readonly settle: () => void;
}

/** Reads and writes the address. */
export interface AddressSync {
  /** Takes the state from the address. */
  readonly take: () => void;
  /** Takes it where the address is another than the last one that was taken or committed. */
  readonly look: () => void;
  /** The address that was taken is behind the state. */
  readonly catchUp: () => void;
  /** The reader decided something, which led to this state: the address gets an entry of its own. */
  readonly commit: (state: AppState) => void;
  /** The reader is in the middle of something: the address follows, and Back will undo the whole of it. */
  readonly draft: () => void;
  /** The state has changed. */
  readonly follow: (state: AppState, before: AppState) => void;
  readonly stop: () => void;
}
