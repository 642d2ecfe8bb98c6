/**
 * Of every state's `count` nearest others (cosine), the share that has the same label; and by chance: the share of all pairs that has.
 * @param states (N, H) @param labels (N)
 */
export function nearestShare(
  states: Float32Array,
  units: number,
  labels: Uint8Array,
  count: number,
): { readonly share: number; readonly chance: number } {
  const total = labels.length;
  const directions = new Float32Array(states.length);
  for (let n = 0; n < total; n++) {
    const own = states.subarray(n * units, (n + 1) * units);
    const length = Math.hypot(...own);
    for (let u = 0; u < units; u++) directions[n * units + u] = (own[u] as number) / length;
  }
  let same = 0;
  for (let n = 0; n < total; n++) {
    const best: { value: number; at: number }[] = [];
    for (let other = 0; other < total; other++) {
      if (other === n) continue;
      let value = 0;
      for (let u = 0; u < units; u++) value += (directions[n * units + u] as number) * (directions[other * units + u] as number);
      if (best.length === count && value <= (best.at(-1) as { value: number }).value) continue;
      let place = best.length;
      while (place > 0 && (best[place - 1] as { value: number }).value < value) place--;
      best.splice(place, 0, { value, at: other });
      if (best.length > count) best.pop();
    }
    same += best.filter(({ at }) => labels[at] === labels[n]).length;
  }
  const sizes = new Map<number, number>();
  for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  const pairs = [...sizes.values()].reduce((sum, size) => sum + size * (size - 1), 0);
  return { share: same / (total * count), chance: pairs / (total * (total - 1)) };
}
