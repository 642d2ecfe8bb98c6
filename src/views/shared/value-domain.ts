import type { SignalSpec } from "../../engine/cell.ts";
import { type SignalView, type Trace, viewSignal } from "../../engine/trace.ts";
import type { Domain } from "./ramps.ts";

/**
 * The domain of a signal's colours: its mathematical range where it has one, 0 … 1 for gates and −1 … 1 for tanh; for an unbounded
 * signal −m … m, m being its bound in `bounds` (by name, as the state has them), or 1 before there are numbers.
 */
export function domainOf({ name, role, range }: SignalSpec, bounds: ReadonlyMap<string, number>): Domain {
  const [low, high] = range;
  if (!Number.isFinite(low) || !Number.isFinite(high)) return symmetric(bounds.get(name) ?? 1);
  return role === "gate" ? { low, high } : symmetric(Math.max(-low, high));
}

/** The window on a signal, or null where the trace does not have it (yet): between two models trace and cell may differ. */
export function findSignal(trace: Trace | null, layer: number, name: string): SignalView | null {
  const isThere = trace !== null && layer < trace.layout.layers && trace.layout.signals.some((signal) => signal.name === name);
  return isThere ? viewSignal(trace, layer, name) : null;
}

function symmetric(high: number): Domain {
  return { low: -high, high };
}
