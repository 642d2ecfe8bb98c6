import { isObject, parseJson } from "../formats/json.ts";
import { type Result, refuse, succeed } from "../problem.ts";

/** How much of what a unit holds follows a feature of the words. */
export interface FeatureScore {
  /**
   * η², 0 … 1: the share of the variance of the unit's state over the text that lies between the values of the feature (the variance of
   * their means, weighted by how often each value occurs, over the whole variance).
   */
  readonly score: number;
  /** The value of the feature at which the unit's mean lies furthest from its overall mean, in standard deviations of the unit. */
  readonly value: number;
  readonly deviation: number;
}

/** What was measured of a unit on held-out text. */
export interface Passport {
  /** By feature, in the order of the file's `features`. */
  readonly scores: readonly FeatureScore[];
  readonly halfLife: number;
  /** Means of the forget, input and output gates. */
  readonly gates: readonly [forget: number, input: number, output: number];
  /** Ids of the words whose logit it raises most, and lowers most, per unit of h. */
  readonly raises: readonly number[];
  readonly lowers: readonly number[];
  /** Mean loss with the unit silenced (h_u = 0 to recurrence and readout) less the mean loss as it is, nats a word. */
  readonly worth: number;
}

/** `passports.json` */
export interface Passports {
  readonly format: "gatescope-passports";
  readonly version: 1;
  readonly model: string;
  readonly sha256: string;
  /** Signal whose variance is explained. */
  readonly signal: string;
  readonly features: readonly {
    readonly id: string;
    readonly name: string;
    readonly values: readonly string[];
    /** Mean over all units of the score with the feature shifted along the text by random distances. */
    readonly chance: number;
  }[];
  readonly text: { readonly scored: number; readonly silenced: number; readonly loss: number };
  /** Of ten random units: mean and standard deviation of their worth. */
  readonly random: { readonly units: readonly number[]; readonly mean: number; readonly deviation: number };
  readonly units: readonly Passport[];
}

/** Reads the file; refuses one of other weights. */
export function openPassports(json: string, sha256: string | undefined): Result<Passports> {
  const parsed = parseJson(json);
  if (!isObject(parsed) || parsed["format"] !== "gatescope-passports" || parsed["version"] !== 1) {
    return refuse("The passports could not be read", "Everything else of the view works; reload the page to load them again.");
  }
  // Written by our own script beside the model.
  const passports = parsed as unknown as Passports;
  return passports.sha256 === sha256
    ? succeed(passports)
    : refuse(
        "The passports were made from other weights",
        "They belong to another version of this model. Everything else works.",
      );
}
