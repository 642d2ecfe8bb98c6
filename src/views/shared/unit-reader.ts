import type { UnitReader } from "../../engine/equation.ts";
import { frameLength, signalIndex, type Trace } from "../../engine/trace.ts";

/** One unit at one word: layer and unit from 0, step 1 … T. */
export interface UnitPlace {
  readonly layer: number;
  readonly step: number;
  readonly unit: number;
}

/**
 * Reads the numbers of one unit at one word from the trace. `biases` is b_ih + b_hh of that layer (G·H), block after block.
 * The trace is read at the call, not copied.
 */
export function createUnitReader(trace: Trace, biases: Float32Array, { layer, step, unit }: UnitPlace): UnitReader {
  const { layout, values } = trace;
  const frame = frameLength(layout);
  return {
    signal: (name, when) => {
      const row = layer * layout.signals.length + signalIndex(layout, name);
      return values[(when === "now" ? step : step - 1) * frame + row * layout.units + unit] as number;
    },
    bias: (block) => biases[block * layout.units + unit] as number,
  };
}
