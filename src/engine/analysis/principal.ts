import { createRandom } from "../random.ts";
import type { Basis } from "./projection.ts";

/**
 * Directions of most variance of states (N, H), by orthogonal iteration on their covariance in float64; and the share of the variance that
 * each of them explains, 0 … 1. Where the states span fewer dimensions than are wanted, the others are 0 and explain nothing.
 */
export function principalBasis(
  states: Float32Array,
  units: number,
  dimensions: number,
): { readonly basis: Basis; readonly explained: readonly number[] } {
  const count = states.length / units;
  const mean = new Float64Array(units);
  states.forEach((value, at) => {
    mean[at % units] = (mean[at % units] as number) + value / count;
  });
  const covariance = new Float64Array(units * units);
  for (let n = 0; n < count; n++) {
    for (let a = 0; a < units; a++) {
      const left = (states[n * units + a] as number) - (mean[a] as number);
      for (let b = a; b < units; b++) {
        const at = a * units + b;
        covariance[at] = (covariance[at] as number) + (left * ((states[n * units + b] as number) - (mean[b] as number))) / count;
      }
    }
  }
  for (let a = 0; a < units; a++) for (let b = 0; b < a; b++) covariance[a * units + b] = covariance[b * units + a] as number;
  const vectors = iterate(covariance, units, dimensions);
  let total = 0;
  for (let u = 0; u < units; u++) total += covariance[u * units + u] as number;
  const explained = vectors.map((vector) => (total > 0 ? dot(vector, times(covariance, vector)) / total : 0));
  const components = new Float32Array(dimensions * units);
  vectors.forEach((vector, p) => {
    components.set(vector, p * units);
  });
  return { basis: { mean: Float32Array.from(mean), components }, explained };
}

/** Rounds after which the directions stand still to float32. */
const ROUNDS = 300;

function iterate(matrix: Float64Array, units: number, count: number): Float64Array[] {
  const random = createRandom(1);
  let vectors: Float64Array[] = Array.from({ length: count }, () => Float64Array.from({ length: units }, () => random() - 0.5));
  for (let round = 0; round < ROUNDS; round++) vectors = orthonormal(vectors.map((vector) => times(matrix, vector)));
  // A direction has two signs: the larger entries are positive.
  return vectors.map((vector) => {
    const sign = Math.sign(vector.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0)) || 1;
    return vector.map((value) => value * sign);
  });
}

function orthonormal(vectors: readonly Float64Array[]): Float64Array[] {
  const found: Float64Array[] = [];
  for (const vector of vectors) {
    const own = vector.slice();
    for (const other of found) {
      const share = dot(other, own);
      for (let u = 0; u < own.length; u++) own[u] = (own[u] as number) - share * (other[u] as number);
    }
    const length = Math.sqrt(dot(own, own));
    found.push(own.map((value) => (length > 0 ? value / length : 0)));
  }
  return found;
}

function times(matrix: Float64Array, vector: Float64Array): Float64Array {
  const units = vector.length;
  return vector.map((_, row) => {
    let sum = 0;
    for (let u = 0; u < units; u++) sum += (matrix[row * units + u] as number) * (vector[u] as number);
    return sum;
  });
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let u = 0; u < a.length; u++) sum += (a[u] as number) * (b[u] as number);
  return sum;
}
