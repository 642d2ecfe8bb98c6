import type { CellType } from "../../engine/cell.ts";
import { findCell } from "../../engine/cells/registry.ts";
import type { AppState } from "../../store/state.ts";
import { useApp } from "./use-app.ts";

/** The cell of the model that is shown; null before one is there. */
export function cellOf(state: Pick<AppState, "model">): CellType | null {
  return (state.model === null ? undefined : findCell(state.model.config.cell)) ?? null;
}

/** The same as part of a component's state. */
export function useCell(): CellType | null {
  return useApp(cellOf);
}
