import { closedClasses, closedClassOf, OPEN } from "../src/engine/corpus/word-features.ts";
import type { Model } from "../src/engine/model.ts";
import { createRandom } from "../src/engine/random.ts";

/** Classes of all words of a vocabulary. */
export interface WordClasses {
  readonly names: readonly string[];
  /** (V), index into `names`. */
  readonly of: Uint8Array;
}

const CLUSTERS = 14;
const ROUNDS = 40;

/**
 * Closed classes by list; the other words in clusters of their embeddings' directions (k-means on unit vectors, seeded), each named by
 * its three most frequent words. @param counts how often each word stands in the corpus (V)
 */
export function classifyWords(model: Model, counts: Float64Array, seed: number): WordClasses {
  const texts = model.words ?? [];
  const closed = texts.map(closedClassOf);
  const open = texts.flatMap((_, id) => (closed[id] === OPEN && (counts[id] as number) > 0 ? [id] : []));
  const directions = new Map(open.map((id) => [id, directionOf(model, id)]));
  const centres = cluster(
    [...directions.values()],
    open.map((id) => counts[id] as number),
    seed,
  );
  const clusterOf = (direction: Float64Array) => nearest(centres, direction);
  const of = Uint8Array.from(texts, (_, id) => {
    const place = closedClasses.indexOf(closed[id] as string);
    return place >= 0 ? place : closedClasses.length + clusterOf(directions.get(id) ?? directionOf(model, id));
  });
  const named = centres.map((_, c) => {
    const own = open
      .filter((id) => of[id] === closedClasses.length + c)
      .sort((a, b) => (counts[b] as number) - (counts[a] as number));
    return own
      .slice(0, 3)
      .map((id) => texts[id])
      .join(", ");
  });
  return { names: [...closedClasses, ...named], of };
}

function directionOf({ embedding, config }: Model, id: number): Float64Array {
  const row = Float64Array.from(embedding.subarray(id * config.inputs, (id + 1) * config.inputs));
  const length = Math.hypot(...row) || 1;
  return row.map((value) => value / length);
}

/** Spherical k-means with weights; starts from weighted random words far apart (k-means++). */
function cluster(points: readonly Float64Array[], weights: readonly number[], seed: number): Float64Array[] {
  const random = createRandom(seed);
  const roots = weights.map(Math.sqrt);
  const centres: Float64Array[] = [pick(points, roots, random())];
  while (centres.length < CLUSTERS) {
    const far = points.map(
      (point, k) => (roots[k] as number) * (1 - similarity(centres[nearest(centres, point)] as Float64Array, point)),
    );
    centres.push(pick(points, far, random()));
  }
  for (let round = 0; round < ROUNDS; round++) {
    const sums = centres.map((centre) => new Float64Array(centre.length));
    points.forEach((point, k) => {
      const sum = sums[nearest(centres, point)] as Float64Array;
      for (let d = 0; d < point.length; d++) sum[d] = (sum[d] as number) + (roots[k] as number) * (point[d] as number);
    });
    sums.forEach((sum, c) => {
      const length = Math.hypot(...sum);
      if (length > 0) centres[c] = sum.map((value) => value / length);
    });
  }
  return centres;
}

function pick(points: readonly Float64Array[], weights: readonly number[], share: number): Float64Array {
  let left = share * weights.reduce((sum, weight) => sum + weight, 0);
  const at = weights.findIndex((weight) => {
    left -= weight;
    return left < 0;
  });
  return points[Math.max(0, at)] as Float64Array;
}

function nearest(centres: readonly Float64Array[], point: Float64Array): number {
  let best = 0;
  let most = -Infinity;
  centres.forEach((centre, c) => {
    const own = similarity(centre, point);
    if (own > most) [best, most] = [c, own];
  });
  return best;
}

function similarity(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let d = 0; d < a.length; d++) sum += (a[d] as number) * (b[d] as number);
  return sum;
}
