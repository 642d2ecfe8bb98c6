import { findCell } from "../../engine/cells/registry.ts";

/** What a model is told apart by. */
interface Named {
  readonly id: string;
  readonly label: string;
  /** Id of the cell. */
  readonly cell: string;
}

/** What the models are called by id: by their cell where it tells them apart, else by their label. */
export function namesOf(models: readonly Named[]): ReadonlyMap<string, string> {
  return new Map(
    models.map(({ id, cell, label }) => {
      const isAlone = models.filter((other) => other.cell === cell).length === 1;
      return [id, isAlone ? (findCell(cell)?.label ?? label) : label];
    }),
  );
}
