import { type SignalView, type Trace, viewSignal } from "../trace.ts";

/** Share of the values that a bound must hold. */
const HELD = 0.99;

/**
 * For every drawn signal of a layer that the mathematics leaves open (the cell state, a ReLU's hidden state), by its name: the
 * smallest whole number m ≥ 1 for which 99 % of its values, over all units and words of the trace, lie in [−m, m].
 */
export function measureBounds(trace: Trace, layer: number): ReadonlyMap<string, number> {
  const open = trace.layout.signals.filter(({ role, range }) => role !== "preActivation" && !range.every(Number.isFinite));
  return new Map(open.map(({ name }) => [name, wholeBound(viewSignal(trace, layer, name))]));
}

function wholeBound({ values, offset, stepStride, steps, units }: SignalView): number {
  const counts: number[] = [];
  for (let t = 1; t <= steps; t++) {
    const start = offset + t * stepStride;
    for (let u = 0; u < units; u++) {
      const bound = Math.max(1, Math.ceil(Math.abs(values[start + u] as number)));
      if (Number.isFinite(bound)) counts[bound] = (counts[bound] ?? 0) + 1;
    }
  }
  const needed = HELD * counts.reduce((sum, count) => sum + count, 0);
  let held = 0;
  for (let bound = 1; bound < counts.length; bound++) {
    held += counts[bound] ?? 0;
    if (held >= needed) return bound;
  }
  return 1;
}
