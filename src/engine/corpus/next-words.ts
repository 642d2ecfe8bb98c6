/** A word that follows more often than elsewhere. */
export interface TypicalWord {
  readonly id: number;
  readonly count: number;
  /** How many times as often as over the whole corpus. */
  readonly lift: number;
}

/**
 * The words that are most typical of given places: by how much they tell them from the rest, count · log2(lift) bits, the most telling
 * first. Words that do not stand out, or come once or twice among many, are left out.
 * @param places 0-based, of the words themselves
 */
export function typicalWords(ids: ArrayLike<number>, places: ArrayLike<number>, count: number): readonly TypicalWord[] {
  const everywhere = new Map<number, number>();
  for (let word = 0; word < ids.length; word++)
    everywhere.set(ids[word] as number, (everywhere.get(ids[word] as number) ?? 0) + 1);
  const here = new Map<number, number>();
  let known = 0;
  for (let k = 0; k < places.length; k++) {
    const id = ids[places[k] as number];
    if (id === undefined) continue;
    known++;
    here.set(id, (here.get(id) ?? 0) + 1);
  }
  const told = ({ count: own, lift }: TypicalWord) => own * Math.log2(lift);
  return [...here]
    .map(([id, own]): TypicalWord => ({ id, count: own, lift: own / known / ((everywhere.get(id) as number) / ids.length) }))
    .filter(({ count: own, lift }) => lift > 1 && (own > 2 || known < 30))
    .sort((a, b) => told(b) - told(a) || a.id - b.id)
    .slice(0, count);
}
