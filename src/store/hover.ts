import { createStore, type StoreApi } from "zustand/vanilla";
import type { Hover } from "./state.ts";

const NOTHING: Hover = { signal: null, unit: null, step: null, isFollowed: false };

/** What the pointer is over, apart from everything else: hovering re-renders nothing. */
export function createHoverStore(): StoreApi<Hover> {
  return createStore<Hover>()(() => NOTHING);
}
