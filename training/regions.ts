import type { MapRegion } from "../src/engine/corpus/memory-file.ts";
import { createRandom } from "../src/engine/random.ts";

const REGIONS = 14;
const ROUNDS = 60;
/** A class names a region where it is so much more frequent than elsewhere. */
const LEAST_LIFT = 2;

/**
 * Parts the map by k-means on the places and names every part by the class of next word that is most typical of it (its count times the
 * logarithm of its lift); parts without a typical class have no name, and of several with the same name the largest keeps it.
 */
export function nameRegions(
  { x, y }: { readonly x: Float32Array; readonly y: Float32Array },
  nextClass: Uint8Array,
  names: readonly string[],
  seed: number,
): readonly MapRegion[] {
  const random = createRandom(seed);
  let centres = Array.from({ length: REGIONS }, () => {
    const at = Math.floor(random() * x.length);
    return { x: x[at] as number, y: y[at] as number };
  });
  let parts: number[][] = [];
  for (let round = 0; round < ROUNDS; round++) {
    parts = centres.map(() => []);
    for (let n = 0; n < x.length; n++) parts[nearestCentre(centres, x[n] as number, y[n] as number)]?.push(n);
    centres = centres.map((centre, c) => meanOf(parts[c] ?? [], x, y) ?? centre);
  }
  const overall = countClasses(
    nextClass,
    Array.from(nextClass, (_, n) => n),
  );
  const named = parts.flatMap((members, c) => {
    const own = countClasses(nextClass, members);
    const told = [...own]
      .map(([label, count]) => ({
        label,
        count,
        lift: count / members.length / ((overall.get(label) as number) / nextClass.length),
      }))
      .filter(({ lift }) => lift >= LEAST_LIFT)
      .sort((a, b) => b.count * Math.log2(b.lift) - a.count * Math.log2(a.lift));
    const [best] = told;
    return best === undefined
      ? []
      : [{ name: names[best.label] as string, size: members.length, ...(centres[c] as { x: number; y: number }) }];
  });
  return named
    .sort((a, b) => b.size - a.size)
    .filter((region, k) => named.findIndex(({ name }) => name === region.name) === k)
    .map(({ name, x: left, y: top }) => ({ name, x: Number(left.toFixed(4)), y: Number(top.toFixed(4)) }));
}

function nearestCentre(centres: readonly { readonly x: number; readonly y: number }[], x: number, y: number): number {
  let best = 0;
  let least = Infinity;
  centres.forEach((centre, c) => {
    const distance = (centre.x - x) ** 2 + (centre.y - y) ** 2;
    if (distance < least) [best, least] = [c, distance];
  });
  return best;
}

function meanOf(members: readonly number[], x: Float32Array, y: Float32Array) {
  if (members.length === 0) return null;
  const mean = (values: Float32Array) => members.reduce((sum, n) => sum + (values[n] as number), 0) / members.length;
  return { x: mean(x), y: mean(y) };
}

function countClasses(labels: Uint8Array, members: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const n of members) counts.set(labels[n] as number, (counts.get(labels[n] as number) ?? 0) + 1);
  return counts;
}
