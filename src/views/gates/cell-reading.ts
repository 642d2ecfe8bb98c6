import type { SignalSpec } from "../../engine/cell.ts";
import type { Trace } from "../../engine/trace.ts";
import type { AppState } from "../../store/state.ts";
import { type CoveringState, isCovered } from "../shared/covered-number.ts";
import type { CellPlace } from "../shared/grid-keys.ts";
import { typedWord } from "../shared/typed-word.ts";
import { findSignal } from "../shared/value-domain.ts";

/** A number of the trace with the word that it belongs to. */
export interface CellReading {
  readonly value: number;
  readonly word: string;
  /** It is to be guessed: it is neither shown nor said. */
  readonly isCovered: boolean;
}

/** What of the state says where a number stands and whether it may be told. */
export type ReadState = Pick<AppState, "layer" | "text" | "tokens"> & CoveringState;

/** The number of a cell; null before it is computed. */
export function readCell(trace: Trace | null, state: ReadState, signal: SignalSpec, place: CellPlace): CellReading | null {
  const { unit, step } = place;
  const view = findSignal(trace, state.layer, signal.name);
  if (view === null || state.tokens[step - 1] === undefined || step < 1 || step > view.steps || unit >= view.units) return null;
  const value = view.values[view.offset + step * view.stepStride + unit] as number;
  return { value, word: typedWord(state, step), isCovered: isCovered(state, signal.name, place) };
}
