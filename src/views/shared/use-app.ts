import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { StoreApi } from "zustand/vanilla";
import type { AppState, Hover } from "../../store/state.ts";
import type { TraceBuffer } from "../../store/trace-buffer.ts";

/** What every view reads: the state, the numbers, and what the pointer is over. */
export interface App {
  readonly store: StoreApi<AppState>;
  readonly buffer: TraceBuffer;
  readonly hover: StoreApi<Hover>;
}

/** Provided once by `app.tsx`. */
export const AppContext = createContext<App | null>(null);

/** The whole app, for transient subscriptions. @throws Error outside `AppContext`. */
export function useAppHandle(): App {
  const app = useContext(AppContext);
  if (app === null) throw new Error("AppContext is missing");
  return app;
}

/** A selected part of the state; re-renders when it changes by `Object.is`. */
export function useApp<T>(select: (state: AppState) => T): T {
  return useStore(useAppHandle().store, select);
}
