import type { SignalSpec } from "../cell.ts";
import type { CodedSignal } from "./corpus-trace.ts";

/** How often a unit had which value over the corpus. */
export interface Histogram {
  /** Values at the edges of the bins: bin k goes from `low + k · width`. */
  readonly low: number;
  readonly width: number;
  readonly counts: Int32Array;
}

const BINS = 64;
const CODES = 128;

/** Of a gate its values; of a signed signal its sizes, |value|: a threshold is one for both signs. */
export function histogramOf({ codes, scales }: CodedSignal, spec: Pick<SignalSpec, "role">, units: readonly number[]): Histogram {
  const words = codes.length / scales.length;
  const highest = Math.max(...units.map((unit) => (scales[unit] as number) * (CODES - 1)));
  const width = highest / BINS;
  const counts = new Int32Array(BINS);
  for (const unit of units) {
    const scale = scales[unit] as number;
    for (let at = unit * words; at < (unit + 1) * words; at++) {
      const code = codes[at] as number;
      const size = (spec.role === "gate" ? Math.max(0, code) : Math.abs(code)) * scale;
      const bin = Math.min(BINS - 1, Math.floor(size / width));
      counts[bin] = (counts[bin] as number) + 1;
    }
  }
  return { low: 0, width, counts };
}

/**
 * The value that parts the histogram best in two: the variance between the parts is largest there (Otsu 1979, IEEE Transactions on
 * Systems, Man, and Cybernetics 9). The lowest among equals.
 */
export function suggestThreshold({ low, width, counts }: Histogram): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const moment = counts.reduce((sum, count, bin) => sum + count * bin, 0);
  let below = 0;
  let momentBelow = 0;
  let best = 0;
  let bestAt = 1;
  for (let bin = 0; bin < counts.length - 1; bin++) {
    below += counts[bin] as number;
    momentBelow += (counts[bin] as number) * bin;
    const above = total - below;
    if (below === 0 || above === 0) continue;
    const between = below * above * (momentBelow / below - (moment - momentBelow) / above) ** 2;
    if (between > best * (1 + 1e-12)) {
      best = between;
      bestAt = bin + 1;
    }
  }
  return low + bestAt * width;
}
