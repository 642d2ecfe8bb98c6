import type { CellType } from "../cell.ts";
import type { Equation } from "../equation.ts";
import { feedForwardEquations } from "./feed-forward-equations.ts";
import { lstmEquations } from "./lstm-equations.ts";
import { reluRnnEquations, rnnEquations } from "./rnn-equations.ts";

/** By cell id. Apart from the cells, so that whatever computes does not carry along what is read. */
const equations: ReadonlyMap<string, readonly Equation[]> = new Map([
  ["lstm", lstmEquations],
  ["rnn", rnnEquations],
  ["rnn-relu", reluRnnEquations],
  ["feed-forward", feedForwardEquations],
]);

/** A cell's stages with their equations. @throws RangeError where a registered cell has none */
export function equationsOf({ id }: CellType): readonly Equation[] {
  const found = equations.get(id);
  if (found === undefined) throw new RangeError(`no equations of the cell ${id}`);
  return found;
}
