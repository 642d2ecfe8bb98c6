import type { CellType } from "../cell.ts";
import { feedForward } from "./feed-forward.ts";
import { lstm } from "./lstm.ts";
import { reluRnn, rnn } from "./rnn.ts";

/** Every kind of cell that can be run and drawn. */
export const cells: readonly CellType[] = [lstm, rnn, reluRnn, feedForward];

/** The cell of a config's `cell`, or undefined. */
export function findCell(id: string): CellType | undefined {
  return cells.find((cell) => cell.id === id);
}
