import { type Trace, type TraceLayout, viewSignal } from "../trace.ts";

/** Name of the signal that carries the memory from step to step: the first with the role `state`; null where a cell has none. */
export function stateSignal(layout: TraceLayout): string | null {
  return layout.signals.find((signal) => signal.role === "state")?.name ?? null;
}

/**
 * How active each unit of a layer was: the mean over the words of |state|, where the state is `stateSignal` (the cell state of an
 * LSTM, the hidden state elsewhere). (H), ≥ 0; all 0 before the first word.
 */
export function measureActivity(trace: Trace, layer: number): Float64Array {
  const activity = new Float64Array(trace.layout.units);
  const name = stateSignal(trace.layout);
  if (name === null || trace.steps === 0) return activity;
  const { values, offset, stepStride, steps, units } = viewSignal(trace, layer, name);
  for (let t = 1; t <= steps; t++) {
    const start = offset + t * stepStride;
    for (let u = 0; u < units; u++) activity[u] = (activity[u] as number) + Math.abs(values[start + u] as number);
  }
  return activity.map((sum) => sum / steps);
}

/** The most active unit; the lowest index among equals. 0 before the first word. */
export function mostActiveUnit(trace: Trace, layer: number): number {
  const activity = measureActivity(trace, layer);
  let best = 0;
  for (let u = 1; u < activity.length; u++) if ((activity[u] as number) > (activity[best] as number)) best = u;
  return best;
}
