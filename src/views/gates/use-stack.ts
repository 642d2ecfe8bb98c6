import { useMemo } from "react";
import type { CellType, SignalSpec } from "../../engine/cell.ts";
import type { Domain } from "../shared/ramps.ts";
import { useApp } from "../shared/use-app.ts";
import { useCell } from "../shared/use-cell.ts";
import { domainOf } from "../shared/value-domain.ts";
import { drawnUnits, stackSignals } from "./layout.ts";

/** What the stack shows of a model: changes with it and with the projector, not with a word. */
export interface Stack {
  readonly cell: CellType;
  /** Those that have a heatmap, in the cell's order. */
  readonly signals: readonly SignalSpec[];
  /** H */
  readonly units: number;
}

/** The stack of the model that is shown; null before one is there. */
export function useStack(): Stack | null {
  const cell = useCell();
  const units = useApp((state) => state.model?.config.units ?? 0);
  const isProjector = useApp((state) => state.isProjector);
  const signals = useMemo(() => (cell === null ? [] : stackSignals(cell.signals, cell.stages, isProjector)), [cell, isProjector]);
  return useMemo(() => (cell === null ? null : { cell, signals, units }), [cell, signals, units]);
}

/** The colour domain of every drawn signal by its name, as of the last time the sentence settled. */
export function useDomains({ signals }: Stack): ReadonlyMap<string, Domain> {
  const bounds = useApp((state) => state.bounds);
  return useMemo(() => new Map(signals.map((signal) => [signal.name, domainOf(signal, bounds)])), [signals, bounds]);
}

/** Units of `count` rows in the drawn order; the same array until it changes. */
export function useRows(count: number): readonly number[] {
  const order = useApp((state) => state.unitOrder);
  const first = useMemo(() => order.slice(0, count), [order, count]);
  const outsider = useApp((state) => (first.includes(state.unit) ? null : state.unit));
  return useMemo(() => (outsider === null ? first : drawnUnits(order, count, outsider)), [first, order, count, outsider]);
}
