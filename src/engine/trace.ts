import type { SignalSpec } from "./cell.ts";

/** How a trace is laid out: L layers of the same S signals of H units. */
export interface TraceLayout {
  readonly layers: number;
  readonly signals: readonly SignalSpec[];
  readonly units: number;
}

/**
 * The frames of a run: float32, row-major (step, layer, signal, unit), shape (T + 1, L, S, H). Frame 0 is the state before the
 * first word (after the start token where the model has one, zeros otherwise); frame t is word t, 1 … T. A step reads its state
 * from the frame before and writes all its signals into its own, so a prefix of a trace is a checkpoint.
 */
export interface Trace {
  readonly layout: TraceLayout;
  /** At least (steps + 1) · frameLength numbers; what lies beyond is not part of the trace. */
  readonly values: Float32Array;
  /** T: words computed so far. */
  readonly steps: number;
}

/** Strided window on one signal of one layer, no copy: value of unit u at step t is `values[offset + t · stepStride + u]`. */
export interface SignalView {
  readonly values: Float32Array;
  /** Index of unit 0 at step 0 (the initial frame). */
  readonly offset: number;
  readonly stepStride: number;
  /** T, the initial frame not counted. */
  readonly steps: number;
  readonly units: number;
}

/** Numbers in a frame: L · S · H. */
export function frameLength(layout: TraceLayout): number {
  return layout.layers * layout.signals.length * layout.units;
}

/** Index of a signal in a frame by its name. @throws RangeError where the layout has no such signal. */
export function signalIndex(layout: TraceLayout, name: string): number {
  const index = layout.signals.findIndex((signal) => signal.name === name);
  if (index < 0) throw new RangeError(`no signal ${name} among ${layout.signals.map((signal) => signal.name).join(", ")}`);
  return index;
}

/** The window on `name` in `layer`. @throws RangeError for an unknown signal or layer. */
export function viewSignal(trace: Trace, layer: number, name: string): SignalView {
  const { layout, values, steps } = trace;
  if (layer < 0 || layer >= layout.layers) throw new RangeError(`layer ${layer} of ${layout.layers}`);
  const signal = signalIndex(layout, name);
  return {
    values,
    offset: (layer * layout.signals.length + signal) * layout.units,
    stepStride: frameLength(layout),
    steps,
    units: layout.units,
  };
}

/** Value of one unit at step t (0 = the initial frame). */
export function valueAt(view: SignalView, step: number, unit: number): number {
  return view.values[view.offset + step * view.stepStride + unit] as number;
}
