/** How fast a norm falls on its way back from the loss, by a straight line through its logarithms. */
export interface Decay {
  /** Words after which it has halved, > 0. */
  readonly halfLife: number;
  /** Steps of the first and the last point of the line, from 1. */
  readonly from: number;
  readonly to: number;
  /** R² of the line, 0.5 … 1. */
  readonly fit: number;
}

/** With fewer points a line says nothing. */
const fewestPoints = 4;
/** A line that explains less than this of the scatter is none. */
const leastFit = 0.5;

/**
 * Least squares of log10 of a norm over its steps (at), entry t − 1 of step t. Null where the norm does not fall on its way back,
 * where a line does not fit (R² below 0.5), or where fewer than four numbers are finite: no half-life is claimed then.
 */
export function fitDecay(log10: ArrayLike<number>): Decay | null {
  const points: { readonly step: number; readonly value: number }[] = [];
  for (let at = 0; at < log10.length; at++) {
    const value = log10[at] as number;
    if (Number.isFinite(value)) points.push({ step: at + 1, value });
  }
  const [first] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined || points.length < fewestPoints) return null;
  const meanStep = points.reduce((sum, { step }) => sum + step, 0) / points.length;
  const mean = points.reduce((sum, { value }) => sum + value, 0) / points.length;
  let steps = 0;
  let scatter = 0;
  let common = 0;
  for (const { step, value } of points) {
    steps += (step - meanStep) ** 2;
    scatter += (value - mean) ** 2;
    common += (step - meanStep) * (value - mean);
  }
  const slope = common / steps;
  const fit = (slope * common) / scatter;
  if (!(slope > 0 && fit >= leastFit)) return null;
  return { halfLife: Math.log10(2) / slope, from: first.step, to: last.step, fit };
}
