import { type Trace, viewSignal } from "../trace.ts";
import { measureActivity, stateSignal } from "./activity.ts";
import { longHolds } from "./hold-lengths.ts";

/** How the rows of a heatmap are ordered. */
export type RowOrder = "active" | "half-life" | "index" | "similar";

/** Words that `similar` looks at: in a longer text this many, evenly spread, so that ordering never takes noticeable time. */
const SAMPLED_STEPS = 128;

/**
 * All H units of a layer in the drawn order, first row first: a permutation of 0 … H − 1, the same for the same trace. `active`:
 * most active first. `half-life`, its old name: what holds longest first (90th percentile of its holds); a cell without a gate that
 * keeps falls back to `active`. `similar`: begins with the most active unit and goes on with the unit, among those left, whose state
 * correlates most with the one before. Ties go to the lower index; before the first word everything is by index.
 */
export function orderUnits(trace: Trace, layer: number, order: RowOrder): number[] {
  const byIndex = Array.from({ length: trace.layout.units }, (_, u) => u);
  if (order === "index" || trace.steps === 0) return byIndex;
  if (order === "similar") return chainSimilar(trace, layer);
  const score = (order === "half-life" ? longHolds(trace, layer) : null) ?? measureActivity(trace, layer);
  return byIndex.sort((a, b) => (score[b] as number) - (score[a] as number) || a - b);
}

function chainSimilar(trace: Trace, layer: number): number[] {
  const { units } = trace.layout;
  const profiles = standardise(trace, layer);
  const length = profiles.length / units;
  const left = orderUnits(trace, layer, "active");
  const chain = left.splice(0, 1);
  while (left.length > 0) {
    const last = (chain.at(-1) as number) * length;
    let best = 0;
    let bestCorrelation = -Infinity;
    for (let candidate = 0; candidate < left.length; candidate++) {
      const start = (left[candidate] as number) * length;
      let correlation = 0;
      for (let k = 0; k < length; k++) correlation += (profiles[last + k] as number) * (profiles[start + k] as number);
      const isTieBelow = correlation === bestCorrelation && (left[candidate] as number) < (left[best] as number);
      if (correlation > bestCorrelation || isTieBelow) {
        best = candidate;
        bestCorrelation = correlation;
      }
    }
    chain.push(...left.splice(best, 1));
  }
  return chain;
}

/** The state of every unit over the sampled words, mean 0 and length 1, (H, samples); a unit that never moves is all 0. */
function standardise(trace: Trace, layer: number): Float64Array {
  const name = stateSignal(trace.layout);
  if (name === null) return new Float64Array(trace.layout.units);
  const { values, offset, stepStride, steps, units } = viewSignal(trace, layer, name);
  const samples = Math.min(steps, SAMPLED_STEPS);
  const profiles = new Float64Array(units * samples);
  for (let u = 0; u < units; u++) {
    let mean = 0;
    for (let k = 0; k < samples; k++) {
      const step = 1 + Math.floor((k * steps) / samples);
      const value = values[offset + step * stepStride + u] as number;
      profiles[u * samples + k] = value;
      mean += value / samples;
    }
    let square = 0;
    for (let k = 0; k < samples; k++) {
      const centred = (profiles[u * samples + k] as number) - mean;
      profiles[u * samples + k] = centred;
      square += centred * centred;
    }
    const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
    for (let k = 0; k < samples; k++) profiles[u * samples + k] = (profiles[u * samples + k] as number) * scale;
  }
  return profiles;
}
