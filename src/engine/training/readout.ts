/** What is made of the states, and how far that is from what was to be answered. Its parameters are (H + 1, O), the bias last. */
export interface Readout<Targets> {
  /** How many numbers the targets are. */
  readonly asked: number;
  /** Takes the weights as they now are. */
  readonly renew: () => void;
  /** Takes the state of a step, (B, H) at `hidden`. */
  readonly take: (step: number, hidden: number) => void;
  /** Answers, after the last step was taken. */
  readonly answer: () => Float32Array;
  /** The loss; writes ∂L/∂ the weights. To be called after `answer`. */
  readonly backward: (targets: Targets) => number;
  /** Adds the loss's own derivative by the state of a step to what is at `hidden`. */
  readonly addTo: (step: number, hidden: number) => void;
}

export interface ReadoutPlaces {
  readonly batch: number;
  readonly steps: number;
  /** Addresses of the readout's parameters and of their derivatives. */
  readonly weights: number;
  readonly gradient: number;
}
