/** The parts of the view Memory. */
export const memoryParts = ["map", "ledger", "match"] as const;
export type MemoryPart = (typeof memoryParts)[number];

/** The state that a context is known by. */
export const contextStates = ["hiddenState", "cellState"] as const;
export type ContextState = (typeof contextStates)[number];

/** What Memory has found, and what can be asked of it. Loaded with the view. */
export interface MemoryDesk {
  readonly stop: () => void;
}

/** What the view Memory shows. What it has found stands in its desk, which is loaded with it. */
export interface MemorySlice {
  readonly memoryPart: MemoryPart;
  /** The state on the map, and the one that contexts are near by. */
  readonly contextState: ContextState;
  /** Property that colours the points of the map; null: none. */
  readonly colouredBy: string | null;
  /** Names that the reader gave to units. */
  readonly unitNames: ReadonlyMap<number, string>;
  /** The pattern that is looked for, as the address writes it; null: none. */
  readonly pattern: string | null;
  /** `isCommit: false` while dragging or typing (no history entry). */
  readonly remember: (
    change: Partial<Pick<MemorySlice, "memoryPart" | "contextState" | "colouredBy" | "unitNames" | "pattern">>,
    options?: { readonly isCommit?: boolean },
  ) => void;
  /** Loads the desk; the same one every time. */
  readonly openMemory: () => Promise<MemoryDesk>;
}
