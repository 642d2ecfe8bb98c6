import type { StoreApi } from "zustand/vanilla";
import { loadedOnce } from "../engine/loaded-once.ts";
import { boundTyped } from "./followed-bounds.ts";
import type { MemoryDesk, MemorySlice } from "./memory-state.ts";
import type { Room } from "./room.ts";
import type { AppState } from "./state.ts";

/** What Memory shows, and the way to its desk: code and data come when the view is opened. */
export function createMemory(store: StoreApi<AppState>, room: Room): MemorySlice {
  const openMemory = loadedOnce(
    (): Promise<MemoryDesk> => import("./memory-desk.ts").then(({ createMemoryDesk }) => createMemoryDesk(store, room)),
  );
  return {
    memoryPart: "map",
    contextState: "hiddenState",
    colouredBy: null,
    unitNames: new Map(),
    linkedNames: null,
    pattern: null,
    keptPatterns: new Map(),
    remember: (change, { isCommit = true } = {}) => {
      if (!isCommit) room.draft();
      store.setState(boundTyped(change, store.getState()));
      if (isCommit) room.commit();
    },
    openMemory,
  };
}
