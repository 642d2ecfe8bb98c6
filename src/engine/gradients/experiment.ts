type Bounds = readonly [low: number, high: number];

/** H of a random cell. */
export const UNITS: Bounds = [1, 512];
/** Factors on recurrent blocks and on inputs. */
export const FACTOR: Bounds = [0, 4];
/** T of a longer (or shorter) text. */
export const LENGTH: Bounds = [1, 500];
/** Mean of the forget gate's bias. */
export const FORGET_BIAS: Bounds = [-2, 5];

/** What a reader changes about a network to see its gradients change. */
export interface Experiment {
  /** The model's own weights, or a fresh cell under PyTorch's default initialisation. */
  readonly weights: "trained" | "random";
  /** H of a random cell, 1 … 512; null: the model's. */
  readonly units: number | null;
  /** Factor on every recurrent block (H, H), 0 … 4. */
  readonly recurrent: number;
  /** Factor on the inputs x_t of the first layer, 0 … 4. */
  readonly input: number;
  /** The mean over units of the forget gate's bias, −2 … 5: all are shifted alike. Null: as it is. */
  readonly forgetBias: number | null;
  /** Words that are run, 1 … 500; null: the sentence as it is. */
  readonly length: number | null;
  /** What they are where a length is set: the sentence, cut or over and over; or words drawn from the vocabulary. */
  readonly words: "repeated" | "random";
  /** Of random weights and of random words. */
  readonly seed: number;
}

/** The model as it is, on the sentence as it is. */
export const plainExperiment: Experiment = {
  weights: "trained",
  units: null,
  recurrent: 1,
  input: 1,
  forgetBias: null,
  length: null,
  words: "repeated",
  seed: 1,
};

/** Whether nothing is changed. */
export function isPlain(experiment: Experiment): boolean {
  return (Object.keys(plainExperiment) as (keyof Experiment)[]).every((key) => experiment[key] === plainExperiment[key]);
}
