import { keepingGate } from "../analysis/half-life.ts";
import { type Trace, viewSignal } from "../trace.ts";
import type { Norms } from "./gradient-trace.ts";
import { scaledLength } from "./scaled.ts";

/** Largest and mean entry of the diagonal of the direct path, entries t = 1 … at. */
export interface DirectPath {
  readonly max: Norms;
  readonly mean: Norms;
}

/**
 * The path of C alone, without what C does through h: the diagonal Π f_k, k = t + 1 … at, of one layer. 1 at t = at. Null for a
 * cell without a gate that keeps.
 * @throws RangeError where the trace has no such layer or step.
 */
export function measureDirectPath(trace: Trace, layer: number, at: number): DirectPath | null {
  const gate = keepingGate(trace.layout);
  if (gate === null) return null;
  if (!(at >= 1 && at <= trace.steps)) throw new RangeError(`step ${at} of ${trace.steps}`);
  const { values, offset, stepStride, units } = viewSignal(trace, layer, gate);
  const path: DirectPath = { max: createNorms(at), mean: createNorms(at) };
  const products = new Float64Array(units).fill(1);
  let exponent = 0;
  for (let step = at; step >= 1; step--) {
    let max = 0;
    let sum = 0;
    for (const product of products) {
      max = Math.max(max, product);
      sum += product;
    }
    keep(path.max, step, max, exponent);
    keep(path.mean, step, sum / units, exponent);
    // Gates are at most 1: products only shrink, and are put back by a power of two long before they underflow.
    const lift = max > 0 && max < 2 ** -500 ? 2 ** 500 : 1;
    if (lift > 1) exponent -= 500;
    for (let u = 0; u < units; u++) {
      products[u] = (products[u] as number) * lift * (values[offset + step * stepStride + u] as number);
    }
  }
  return path;
}

function createNorms(length: number): Norms {
  return { plain: new Float64Array(length), log10: new Float64Array(length) };
}

function keep(norms: Norms, step: number, value: number, exponent: number): void {
  const { plain, log10 } = scaledLength(value, exponent);
  norms.plain[step - 1] = plain;
  norms.log10[step - 1] = log10;
}
