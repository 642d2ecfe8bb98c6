import type { AppState } from "../../store/state.ts";
import type { CellPlace } from "./grid-keys.ts";
import { cellOf } from "./use-cell.ts";

/** What of the state says which number is covered. */
export type CoveringState = Pick<AppState, "answersHidden" | "stage" | "model" | "unit" | "step">;

/** Name of the signal whose number at the pin is to be guessed: what the active stage computes. Null while nothing is covered. */
export function coveredSignal(state: CoveringState): string | null {
  if (!state.answersHidden) return null;
  return cellOf(state)?.stages.find(({ id }) => id === state.stage)?.signal ?? null;
}

/** Whether the number of a cell in the layer that is shown is to be guessed: of the covered signal, at the pinned unit and word. */
export function isCovered(state: CoveringState, signal: string, { unit, step }: CellPlace): boolean {
  return unit === state.unit && step === state.step && signal === coveredSignal(state);
}

/** Whether a cell's number, or what it is the sum of, tells the covered one: it is computed by the active stage or by a later one. */
export function tellsCovered(state: CoveringState, signal: string, { unit, step }: CellPlace): boolean {
  if (!state.answersHidden || unit !== state.unit || step !== state.step) return false;
  const stages = cellOf(state)?.stages ?? [];
  const stageOf = (name: string | null) => stages.findIndex((stage) => stage.signal === name);
  const active = stageOf(coveredSignal(state));
  return active >= 0 && stageOf(signal) >= active;
}
