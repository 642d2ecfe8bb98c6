import type { CellType } from "../../engine/cell.ts";
import type { AppState } from "../../store/state.ts";
import { cellOf } from "./use-cell.ts";

/** How far a stage has come: `idle` before its turn, `done` after, `active` now. */
export type StageState = "idle" | "active" | "done";

/** Of `stage` in a cell whose active one has index `active`; −1: nothing is computed yet, not even what was there before. */
export function stageState(cell: CellType, stage: string, active: number): StageState {
  if (stage === "start") return active < 0 ? "idle" : "done";
  const index = cell.stages.findIndex(({ id }) => id === stage);
  if (index > active) return "idle";
  return index === active ? "active" : "done";
}

/**
 * True from a keystroke until its word is computed: what is shown stays as it is for those milliseconds, so that typing does not
 * flicker.
 */
export function isUnderWay({ isBusy, step, steps }: Pick<AppState, "isBusy" | "step" | "steps">): boolean {
  return isBusy && steps > 0 && step > steps;
}

/** Index of the active stage, −1 while the pinned word is not computed. */
export function activeStage(state: AppState): number {
  const cell = cellOf(state);
  if (cell === null || state.step < 1 || (state.step > state.steps && !isUnderWay(state))) return -1;
  return cell.stages.findIndex(({ id }) => id === state.stage);
}
