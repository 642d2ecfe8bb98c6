/** A principal-component basis of states. */
export interface Basis {
  /** (H) */
  readonly mean: Float32Array;
  /** (P, H), orthonormal rows, the direction of most variance first. */
  readonly components: Float32Array;
}

/** States that have a place on a map. */
export interface PlacedStates {
  /** (N, P) in the basis. */
  readonly coordinates: Float32Array;
  /** (N), 0 … 1. */
  readonly x: Float32Array;
  readonly y: Float32Array;
}

/** Places whose mean a new state gets. */
export const NEIGHBOURS = 15;

/** Coordinates of a state (H) in the basis: components · (state − mean) (P). */
export function projectState({ mean, components }: Basis, state: ArrayLike<number>): Float32Array {
  const units = mean.length;
  return Float32Array.from({ length: components.length / units }, (_, p) => {
    let sum = 0;
    for (let u = 0; u < units; u++) sum += (components[p * units + u] as number) * ((state[u] as number) - (mean[u] as number));
    return sum;
  });
}

/**
 * Where a state lies on the map: the mean of the places of the `NEIGHBOURS` placed states nearest to it in the basis, weighted by
 * 1 / distance². A state that has a place lies there. The map's script and the page both place states so.
 */
export function placeState(
  { coordinates, x, y }: PlacedStates,
  basis: Basis,
  state: ArrayLike<number>,
): { readonly x: number; readonly y: number } {
  const own = projectState(basis, state);
  const near = nearestPlaced(coordinates, own);
  const [first] = near;
  if (first !== undefined && first.squared === 0) return { x: x[first.at] as number, y: y[first.at] as number };
  let [weights, sumX, sumY] = [0, 0, 0];
  for (const { at, squared } of near) {
    const weight = 1 / squared;
    weights += weight;
    sumX += weight * (x[at] as number);
    sumY += weight * (y[at] as number);
  }
  return { x: sumX / weights, y: sumY / weights };
}

/** The `NEIGHBOURS` placed states nearest to a state (H) in the basis: their entries, the nearest first. */
export function neighboursOf({ coordinates }: PlacedStates, basis: Basis, state: ArrayLike<number>): readonly number[] {
  return nearestPlaced(coordinates, projectState(basis, state)).map(({ at }) => at);
}

/** The nearest placed states with their squared distances, the nearest first. */
function nearestPlaced(coordinates: Float32Array, own: Float32Array): { at: number; squared: number }[] {
  const dimensions = own.length;
  const near: { at: number; squared: number }[] = [];
  let worst = Infinity;
  for (let at = 0, from = 0; from < coordinates.length; at++, from += dimensions) {
    let squared = 0;
    for (let p = 0; p < dimensions && squared < worst; p++)
      squared += ((coordinates[from + p] as number) - (own[p] as number)) ** 2;
    if (squared >= worst) continue;
    let place = near.length;
    while (place > 0 && (near[place - 1] as { squared: number }).squared > squared) place--;
    near.splice(place, 0, { at, squared });
    if (near.length > NEIGHBOURS) near.pop();
    if (near.length === NEIGHBOURS) worst = (near.at(-1) as { squared: number }).squared;
  }
  return near;
}
