import type { StoreApi } from "zustand/vanilla";
import type { MemoryDesk } from "./memory-state.ts";
import type { Room } from "./room.ts";
import type { AppState } from "./state.ts";

export function createMemoryDesk(_store: StoreApi<AppState>, _room: Room): MemoryDesk {
  return { stop: () => {} };
}
