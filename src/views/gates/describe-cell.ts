import type { CellType } from "../../engine/cell.ts";
import { equationsOf } from "../../engine/cells/equations.ts";
import type { UnitReader } from "../../engine/equation.ts";
import { printWork } from "../shared/printed-work.ts";

/** What the drawing shows, in words: every stage that has run, with its result and the parts it is made of. */
export function describeCell(cell: CellType, active: number, read: UnitReader): string {
  const sentences = equationsOf(cell)
    .slice(0, active + 1)
    .flatMap((stage) => {
      const worked = stage.work?.(read);
      const signal = cell.signals.find(({ name }) => name === stage.signal);
      if (worked === undefined || signal === undefined) return [];
      const printed = printWork(worked);
      const parts = (worked.captions ?? []).map(({ id, label }) => `${label} ${printed.captions.get(id)}`);
      return [[`${signal.label} ${printed.result}`, ...parts].join(", ")];
    });
  return sentences.length === 0 ? "" : `${sentences.join(". ")}.`;
}
