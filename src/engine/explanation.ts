/** A number that can be taken apart into contributions weight · factor. Step 1 … T. */
export type ExplainTarget =
  | {
      readonly kind: "part";
      readonly layer: number;
      readonly step: number;
      readonly unit: number;
      readonly block: number;
      readonly part: "memory" | "word" | "bias";
    }
  | { readonly kind: "logit"; readonly step: number; readonly token: number };

/** One contribution: weight · factor = product. For a bias the factor is 1. */
export interface ExplainTerm {
  /** Index of the factor: unit of h (memory, logit, word above layer 0), component of the embedding (word in layer 0), 0 for a bias (b_ih and b_hh joined). */
  readonly index: number;
  readonly weight: number;
  readonly factor: number;
  readonly product: number;
}

/** Every contribution in index order, and their sum as the trace has it (float32). A readout's bias stands apart. */
export interface Explanation {
  readonly target: ExplainTarget;
  readonly total: number;
  readonly terms: readonly ExplainTerm[];
  /** What stands outside the products: the readout's bias; 0 otherwise. */
  readonly bias: number;
  /** What the factors are. */
  readonly factors: "hiddenBefore" | "hiddenNow" | "hiddenBelow" | "embedding" | "one";
}
