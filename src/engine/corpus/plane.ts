import { principalBasis } from "../analysis/principal.ts";
import { type Basis, type PlacedStates, projectState } from "../analysis/projection.ts";
import type { Shown } from "../analysis/shown-state.ts";
import { type CodedSignal, codedValue } from "./corpus-trace.ts";

/** States of a corpus on the plane of their two principal components: a map of any model over any text, made in a moment. */
export interface CorpusPlane {
  /** Word of the corpus (0-based) of every point (N). */
  readonly words: Uint32Array;
  readonly basis: Basis;
  /** Share of the variance along either axis, 0 … 1. */
  readonly explained: readonly number[];
  /** Lowest and highest coordinate along either axis: 0 and 1 on the map. */
  readonly ends: readonly (readonly [low: number, high: number])[];
  readonly placed: PlacedStates;
}

/** Points at most: more would hide each other. */
export const PLANE_POINTS = 2000;

/**
 * Places the states after words of a corpus of N words, evenly spread from `first` (0-based) on; of a shorter text, after every word.
 * `shown` is what is compared of a value.
 */
export function planeOf(coded: CodedSignal, first: number, shown: Shown): CorpusPlane {
  const units = coded.scales.length;
  const length = coded.codes.length / units;
  const from = first < length ? first : 0;
  const count = Math.min(PLANE_POINTS, length - from);
  const words = Uint32Array.from({ length: count }, (_, k) => from + Math.floor((k * (length - from)) / count));
  const states = new Float32Array(count * units);
  words.forEach((word, n) => {
    for (let u = 0; u < units; u++) states[n * units + u] = shown(codedValue(coded, u, word));
  });
  const { basis, explained } = principalBasis(states, units, Math.min(2, units));
  const axes = explained.length;
  const coordinates = new Float32Array(count * axes);
  for (let n = 0; n < count; n++) coordinates.set(projectState(basis, states.subarray(n * units, (n + 1) * units)), n * axes);
  const ends = explained.map((_, axis) => {
    const along = coordinates.filter((_, at) => at % axes === axis);
    return [
      along.reduce((least, value) => Math.min(least, value), Infinity),
      along.reduce((most, value) => Math.max(most, value), -Infinity),
    ] as const;
  });
  const places = Array.from({ length: count }, (_, n) => placeAt(ends, coordinates.subarray(n * axes, (n + 1) * axes)));
  return {
    words,
    basis,
    explained,
    ends,
    placed: { coordinates, x: Float32Array.from(places, ({ x }) => x), y: Float32Array.from(places, ({ y }) => y) },
  };
}

/** Where a state (H), as it is shown, lies on the plane, exactly: 0 … 1, beyond the furthest points of the corpus on the edge. */
export function placeOnPlane({ basis, ends }: CorpusPlane, state: ArrayLike<number>): { readonly x: number; readonly y: number } {
  return placeAt(ends, projectState(basis, state));
}

/** A single unit has one axis: its points stand in a row. */
function placeAt(ends: CorpusPlane["ends"], coordinates: Float32Array): { readonly x: number; readonly y: number } {
  const [x = 0.5, y = 0.5] = ends.map(([low, high], axis) =>
    high > low ? Math.min(1, Math.max(0, ((coordinates[axis] as number) - low) / (high - low))) : 0.5,
  );
  return { x, y };
}
