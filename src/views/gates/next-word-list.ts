/** A word that may follow. */
export interface NextWord {
  readonly id: number;
  /** 0 … 1 at the chosen temperature. */
  readonly probability: number;
  /** 1 = likeliest. */
  readonly rank: number;
}

/** What is printed of a distribution over V words. */
export interface NextWordList {
  /** The likeliest first. */
  readonly top: readonly NextWord[];
  /** The word that does follow, where it is not among those; null otherwise. */
  readonly followed: NextWord | null;
  /** All words that are not listed: how many, and their probability together. */
  readonly other: { readonly words: number; readonly probability: number };
  /** −log2 of the probability of the word that follows, at the same temperature; null after the last word. */
  readonly surpriseBits: number | null;
}

/**
 * The `count` likeliest words of softmax(logits / temperature), and the word that follows in the sentence, by its id. Computed in
 * float64 from the largest logit down, so that nothing overflows.
 */
export function listNextWords(logits: Float32Array, temperature: number, count: number, followedBy: number | null): NextWordList {
  const best = likeliest(logits, count);
  const highest = logits[best[0] as number] as number;
  let total = 0;
  for (const logit of logits) total += Math.exp((logit - highest) / temperature);
  const probabilityOf = (id: number) => Math.exp(((logits[id] as number) - highest) / temperature) / total;
  const top = best.map((id, place) => ({ id, probability: probabilityOf(id), rank: place + 1 }));
  const followed =
    followedBy === null || best.includes(followedBy)
      ? null
      : { id: followedBy, probability: probabilityOf(followedBy), rank: rankOf(logits, followedBy) };
  const listed = followed === null ? top : [...top, followed];
  const listedProbability = listed.reduce((sum, word) => sum + word.probability, 0);
  return {
    top,
    followed,
    other: { words: logits.length - listed.length, probability: Math.max(0, 1 - listedProbability) },
    surpriseBits: followedBy === null ? null : -Math.log2(probabilityOf(followedBy)),
  };
}

/** Ids of the highest logits, highest first; of equal ones the lower id. */
function likeliest(logits: Float32Array, count: number): number[] {
  const best: number[] = [];
  for (let id = 0; id < logits.length; id++) {
    const logit = logits[id] as number;
    if (best.length === count && logit <= (logits[best[count - 1] as number] as number)) continue;
    let place = best.length;
    while (place > 0 && logit > (logits[best[place - 1] as number] as number)) place--;
    best.splice(place, 0, id);
    if (best.length > count) best.pop();
  }
  return best;
}

/** 1 + how many words are likelier. */
function rankOf(logits: Float32Array, id: number): number {
  const logit = logits[id] as number;
  let rank = 1;
  for (const other of logits) if (other > logit) rank++;
  return rank;
}
