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
  /** Probability of the word that stands for all unknown ones: never listed, since it is none. Null where the vocabulary has none. */
  readonly unknown: number | null;
  /** All words that are neither listed nor `unknown`: how many, and their probability together. */
  readonly other: { readonly words: number; readonly probability: number };
  /** −log2 of the probability of the word that follows, at the same temperature; null after the last word. */
  readonly surpriseBits: number | null;
}

/** What a distribution is listed by. */
export interface ListedBy {
  readonly temperature: number;
  readonly count: number;
  /** Id of the word that follows in the sentence. */
  readonly followedBy: number | null;
  /** Id of the word that stands for all unknown ones. */
  readonly unknown: number | null;
}

/**
 * The `count` likeliest words of softmax(logits / temperature), and the word that follows in the sentence. Ranks count words alone, not
 * the unknown one. Computed in float64 from the largest logit down, so that nothing overflows.
 */
export function listNextWords(logits: Float32Array, { temperature, count, followedBy, unknown }: ListedBy): NextWordList {
  const best = likeliest(logits, count, unknown);
  const highest = logits.reduce((most, logit) => Math.max(most, logit), -Infinity);
  let total = 0;
  for (const logit of logits) total += Math.exp((logit - highest) / temperature);
  const probabilityOf = (id: number) => Math.exp(((logits[id] as number) - highest) / temperature) / total;
  const top = best.map((id, place) => ({ id, probability: probabilityOf(id), rank: place + 1 }));
  const followed =
    followedBy === null || best.includes(followedBy)
      ? null
      : { id: followedBy, probability: probabilityOf(followedBy), rank: rankOf(logits, followedBy, unknown) };
  const listed = followed === null ? top : [...top, followed];
  const unknownShare = unknown === null || followed?.id === unknown ? 0 : probabilityOf(unknown);
  const listedProbability = listed.reduce((sum, word) => sum + word.probability, unknownShare);
  const left = logits.length - listed.length - (unknown === null || followed?.id === unknown ? 0 : 1);
  return {
    top,
    followed,
    unknown: unknown === null ? null : probabilityOf(unknown),
    other: { words: left, probability: Math.max(0, 1 - listedProbability) },
    surpriseBits: followedBy === null ? null : -Math.log2(probabilityOf(followedBy)),
  };
}

/** Ids of the highest logits, highest first; of equal ones the lower id. `without` is left out. */
function likeliest(logits: Float32Array, count: number, without: number | null): number[] {
  const best: number[] = [];
  for (let id = 0; id < logits.length; id++) {
    if (id === without) continue;
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
function rankOf(logits: Float32Array, id: number, without: number | null): number {
  const logit = logits[id] as number;
  let rank = 1;
  logits.forEach((other, word) => {
    if (other > logit && word !== without) rank++;
  });
  return rank;
}
