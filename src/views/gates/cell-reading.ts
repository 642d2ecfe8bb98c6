import type { SignalSpec } from "../../engine/cell.ts";
import type { Trace } from "../../engine/trace.ts";
import type { AppState } from "../../store/state.ts";
import type { CellPlace } from "../shared/grid-keys.ts";
import { typedWord } from "../shared/typed-word.ts";
import { findSignal } from "../shared/value-domain.ts";

/** A number of the trace with the word that it belongs to. */
export interface CellReading {
  readonly value: number;
  readonly word: string;
}

/** The number of a cell; null before it is computed. */
export function readCell(
  trace: Trace | null,
  state: Pick<AppState, "layer" | "text" | "tokens">,
  signal: SignalSpec,
  { unit, step }: CellPlace,
): CellReading | null {
  const view = findSignal(trace, state.layer, signal.name);
  if (view === null || state.tokens[step - 1] === undefined || step < 1 || step > view.steps || unit >= view.units) return null;
  return { value: view.values[view.offset + step * view.stepStride + unit] as number, word: typedWord(state, step) };
}
