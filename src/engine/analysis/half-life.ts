import { type Trace, type TraceLayout, viewSignal } from "../trace.ts";

/** Name of the gate that says how much of the old memory is kept (hue `f` in every cell that has one), or null. */
export function keepingGate(layout: TraceLayout): string | null {
  return layout.signals.find((signal) => signal.role === "gate" && signal.hue === "f")?.name ?? null;
}

/**
 * Half-life of each unit of a layer over this sentence, in words: ln 0.5 / mean ln f, f being `keepingGate`. (H), 0 … ∞: a gate
 * that never closes keeps for ever, one that was shut once forgets at once. Null for a cell without such a gate or before the
 * first word.
 */
export function measureHalfLives(trace: Trace, layer: number): Float64Array | null {
  const name = keepingGate(trace.layout);
  if (name === null || trace.steps === 0) return null;
  const { values, offset, stepStride, steps, units } = viewSignal(trace, layer, name);
  // ln of products instead of a sum of logarithms: one logarithm for many words, taken before the product can underflow.
  const products = new Float64Array(units).fill(1);
  const logarithms = new Float64Array(units);
  for (let t = 1; t <= steps; t++) {
    const start = offset + t * stepStride;
    for (let u = 0; u < units; u++) {
      const product = (products[u] as number) * (values[start + u] as number);
      if (product > 1e-100) {
        products[u] = product;
      } else {
        logarithms[u] = (logarithms[u] as number) + Math.log(product);
        products[u] = 1;
      }
    }
  }
  // Math.abs turns the −0 of a gate that was shut (mean ln f = −∞) into 0, and ln 0.5 / 0 into ∞.
  return logarithms.map((sum, u) => Math.abs((steps * Math.log(0.5)) / (sum + Math.log(products[u] as number))));
}
