import type { StoreApi } from "zustand/vanilla";
import { loadedOnce } from "../engine/loaded-once.ts";
import type { MemoryDesk, MemorySlice } from "./memory-state.ts";
import type { Room } from "./room.ts";
import type { AppState } from "./state.ts";
import { createWing, type WingPart } from "./wing.ts";

/** Takes what the reader writes down; loaded with the view. */
interface Remembering extends WingPart, Pick<MemorySlice, "remember" | "loadReadable" | "readUnits" | "forgetReadUnits"> {}

/** What Memory shows, and the way to its desk: code and data come when the view is opened. */
export function createMemory(store: StoreApi<AppState>, room: Room) {
  const openMemory = loadedOnce(
    (): Promise<MemoryDesk> => import("./memory-desk.ts").then(({ createMemoryDesk }) => createMemoryDesk(store, room)),
  );
  const load = async (): Promise<Remembering> => {
    const [{ boundTyped }, { createReadableReader }] = await Promise.all([
      import("./followed-bounds.ts"),
      import("./readable-list.ts"),
    ]);
    return {
      ...createReadableReader(store, room),
      watch: () => {},
      forget: () => {},
      remember: (change, { isCommit = true } = {}) => {
        if (!isCommit) room.draft();
        store.setState(boundTyped(change, store.getState()));
        if (isCommit) room.commit();
      },
    };
  };
  const wing = createWing(store.setState, store.getState, { view: "memory", load, nothingFound: {} });
  const slice: MemorySlice = {
    memoryPart: "map",
    contextState: "hiddenState",
    colouredBy: null,
    unitNames: new Map(),
    linkedNames: null,
    pattern: null,
    keptPatterns: new Map(),
    readable: null,
    readingUnits: null,
    loadReadable: () => wing.use(({ loadReadable }) => loadReadable()),
    readUnits: (name, word) => wing.use(({ readUnits }) => readUnits(name, word)),
    forgetReadUnits: () => wing.use(({ forgetReadUnits }) => forgetReadUnits()),
    remember: (change, options) => wing.use(({ remember }) => remember(change, options)),
    openMemory,
  };
  return { slice, wing };
}
