import type { KernelRoom } from "../kernels/kernels.ts";
import { frameLength, signalIndex } from "../trace.ts";
import { type Gradients, keepNorm } from "./gradient-trace.ts";
import type { Traced } from "./objective.ts";
import type { Layer, Places } from "./open-backward.ts";
import { binaryExponent, powerOfTwo } from "./scaled.ts";

/** Powers of two that the states' derivatives may drift from 1 before they are brought back. */
const DRIFT = 8;

/** Rows of numbers values · 2^exponent, an exponent a row. */
export interface Rows {
  readonly values: Float32Array;
  readonly exponents: Int32Array;
  /** The one row that is not 0, where there is but one; `values` are its own. */
  readonly only?: number;
}

interface Task {
  readonly run: Traced;
  readonly gradients: Pick<Gradients, "trace" | "norms">;
  readonly layer: number;
  /** What reaches the layer's output from above (at + 1, H). */
  readonly above: Rows;
}

/** A layer on its way back, from the last step down, some steps at a time. */
export interface LayerWalk {
  /** Carries through the steps low … high, which are as many as a block has at most. */
  readonly carry: (low: number, high: number) => void;
  /** Keeps ∂L/∂ the state before the first word. */
  readonly finish: () => void;
}

/**
 * Carries ∂L/∂ the states of one layer back in float32. Powers of two go into the exponents step by step, so that nothing underflows.
 * Leaves ∂L/∂z of a block at `places.deltas`.
 */
export function createLayerWalk(room: KernelRoom, places: Places, { steps, toHidden }: Layer, task: Task): LayerWalk {
  const { run, gradients, layer, above } = task;
  const { layout, cell } = run.model;
  const { units, signals } = layout;
  const length = signals.length * units;
  const rows = cell.blocks.length * units;
  const hiddenAt = signalIndex(layout, cell.output) * units;
  const statesAt = signals.flatMap(({ role }, signal) => (role === "state" ? [signal * units] : []));
  const { values } = room;
  const traced = run.trace().values;
  const whole = frameLength(layout);
  const keep = createKeep(room, places, gradients, layer);
  /** Frame of the step in hand, between blocks: the room is everyone's. Its states are times 2^exponent. */
  const frame = new Float32Array(length);
  let exponent = 0;

  const largestState = (frame: number) => {
    let largest = 0;
    for (const at of statesAt) largest = Math.max(largest, room.largest(frame + at, units));
    return largest;
  };
  const scaleStates = (frame: number, power: number) => {
    for (const at of statesAt) scaleBy(room, frame + at, power, units);
  };

  /** Adds the row of `step` that comes from above, whose numbers are at `row`. */
  const addAbove = (frame: number, step: number, row: number) => {
    const shift = (above.exponents[step] as number) - exponent;
    if (shift > 100 || largestState(frame) === 0) {
      // What is there is nothing, or smaller than float32 could tell beside it.
      scaleStates(frame, -Math.max(shift, 0));
      exponent += shift;
    } else scaleBy(room, row, shift, units);
    room.add(frame + hiddenAt, row, frame + hiddenAt, units);
  };

  /** Brings the states' derivatives near 1. */
  const settle = (frame: number) => {
    const drift = binaryExponent(largestState(frame));
    if (drift === -Infinity) exponent = 0;
    else if (Math.abs(drift) > DRIFT) {
      scaleStates(frame, -drift);
      exponent += drift;
    }
  };

  const copyTrace = (low: number, high: number) => {
    // The start token was stepped from zeros.
    if (low < 0) values.fill(0, places.frames, places.frames + length);
    const first = Math.max(0, low);
    if (layout.layers === 1) {
      values.set(traced.subarray(first * length, (high + 1) * length), places.frames + (first - low) * length);
      return;
    }
    for (let step = first; step <= high; step++) {
      const from = step * whole + layer * length;
      values.set(traced.subarray(from, from + length), places.frames + (step - low) * length);
    }
  };

  const carry = (low: number, high: number) => {
    const count = high - low + 1;
    copyTrace(low - 1, high);
    if (above.only === undefined) values.set(above.values.subarray(low * units, (high + 1) * units), places.above);
    else if (above.only >= low && above.only <= high) values.set(above.values, places.above + (above.only - low) * units);
    values.set(frame, places.back + count * length);
    steps.linearize(places.frames, count);
    for (let k = count - 1; k >= 0; k--) {
      const before = places.back + k * length;
      const now = before + length;
      const deltas = places.deltas + k * rows;
      if (above.only === undefined || above.only === low + k) addAbove(now, low + k, places.above + k * units);
      settle(now);
      steps.carry(k, now, before, deltas);
      if (toHidden === null) values.fill(0, before + hiddenAt, before + hiddenAt + units);
      else room.matrixVector(toHidden, deltas, before + hiddenAt); // ∂L/∂h_{t−1} = W_hᵀ·∂L/∂z
      gradients.trace.exponents[(low + k) * layout.layers + layer] = exponent;
    }
    keep(low, count, places.back + length);
    frame.set(values.subarray(places.back, places.back + length));
  };

  const finish = () => {
    values.set(frame, places.back);
    settle(places.back);
    signals.forEach(({ role }, signal) => {
      const at = places.back + signal * units;
      if (role !== "state") values.fill(0, at, at + units);
    });
    gradients.trace.exponents[layer] = exponent;
    keep(0, 1, places.back);
  };
  return { carry, finish };
}

/** Copies frames of derivatives, whose exponents are kept already, to where they are read, and measures them. */
function createKeep(room: KernelRoom, places: Places, { trace, norms }: Task["gradients"], layer: number) {
  const { layers, signals, units } = trace.layout;
  const length = signals.length * units;
  const whole = frameLength(trace.layout);
  // The parts of a pre-activation have one derivative.
  const alike = signals.map(({ part }) => signals.findIndex((other) => part !== undefined && other.part?.block === part.block));
  return (low: number, count: number, frames: number) => {
    room.norms(frames, places.norms, count * signals.length, units);
    if (layers === 1) trace.values.set(room.values.subarray(frames, frames + count * length), low * whole);
    for (let k = 0; k < count; k++) {
      const from = frames + k * length;
      if (layers > 1) trace.values.set(room.values.subarray(from, from + length), (low + k) * whole + layer * length);
      const row = (low + k) * layers + layer;
      const exponent = trace.exponents[row] as number;
      const power = powerOfTwo(exponent);
      for (let signal = 0; signal < signals.length; signal++) {
        const at = row * signals.length + signal;
        const same = alike[signal] as number;
        if (same >= 0 && same < signal) {
          norms.plain[at] = norms.plain[at - signal + same] as number;
          norms.log10[at] = norms.log10[at - signal + same] as number;
        } else keepNorm(norms, at, room.values[places.norms + k * signals.length + signal] as number, exponent, power);
      }
    }
  };
}

/** x · 2^power, in factors that float32 has; what is 2^300 times smaller is nothing. */
export function scaleBy(room: KernelRoom, x: number, power: number, length: number): void {
  for (let left = Math.max(-300, Math.min(300, power)); left !== 0; ) {
    const some = Math.max(-100, Math.min(100, left));
    room.scale(x, 2 ** some, x, length);
    left -= some;
  }
}
