import { logOf, type ScaledView } from "../../engine/analysis/symmetric-log.ts";
import type { SignalSpec } from "../../engine/cell.ts";
import type { GradientFrames } from "../../worker/protocol.ts";
import { MINUS } from "../shared/format.ts";
import { formatNorm } from "../shared/powers.ts";

/** The window on one signal of one layer. @param signals in the order of the frames */
export function viewOf(
  { values, exponents, steps, layers, units }: GradientFrames,
  signals: readonly Pick<SignalSpec, "name">[],
  signal: Pick<SignalSpec, "name">,
  layer: number,
): ScaledView {
  const place = signals.findIndex(({ name }) => name === signal.name);
  return {
    view: {
      values,
      offset: (layer * signals.length + place) * units,
      stepStride: layers * signals.length * units,
      steps,
      units,
    },
    exponentOf: (step) => exponents[step * layers + layer] as number,
  };
}

/** A derivative: its sign, the logarithm of its size, and how it is printed: `−2.8·10⁻⁵`. */
export interface Derivative {
  readonly sign: number;
  readonly log10: number;
  readonly text: string;
}

/** Null where the text has no such step, or the cell no such unit. */
export function readDerivative(scaled: ScaledView, step: number, unit: number): Derivative | null {
  const { view } = scaled;
  if (step < 1 || step > view.steps || unit < 0 || unit >= view.units) return null;
  const sign = Math.sign(view.values[view.offset + step * view.stepStride + unit] as number);
  const log10 = logOf(scaled, step, unit);
  return { sign, log10, text: `${sign < 0 ? MINUS : sign > 0 ? "+" : ""}${formatNorm(log10)}` };
}
