/** What a model expects after a step: its likeliest words, how undecided it is, and how surprised by what followed. */
export interface StepDistribution {
  /** 1 … T: the distribution after this word. */
  readonly step: number;
  /** Likeliest first. */
  readonly top: readonly { readonly id: number; readonly probability: number }[];
  /** 0 … log2 V. */
  readonly entropyBits: number;
  /** −log2 p of the word that follows; null after the last. */
  readonly surpriseBits: number | null;
}
