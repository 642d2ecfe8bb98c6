import { assertNever } from "../assert-never.ts";
import type { Model } from "../model.ts";
import type { Run } from "../run.ts";
import { softmax, surpriseNats } from "../softmax.ts";

/** One number whose derivatives are followed (FORMATS.md section 1): at step `at`, 1 … T, for the word `target` (id). */
export type Objective =
  /** −ln p(target), at the model's own temperature. */
  | { readonly kind: "loss"; readonly at: number; readonly target: number }
  /** The target's logit. */
  | { readonly kind: "logit"; readonly at: number; readonly target: number }
  /** The target's logit minus that of `other`. */
  | { readonly kind: "difference"; readonly at: number; readonly target: number; readonly other: number };

/** A run, as far as gradients need it: whatever trace it has is what is differentiated. */
export type Traced = Pick<Run, "model" | "idAt" | "trace" | "logits">;

/** The objective's value, and ∂L/∂ the logits (V) of its step. @throws RangeError where it names no step or word of the run. */
export function readObjective(run: Traced, objective: Objective): ObjectiveReading<Float64Array> {
  return readObjectiveWith(run, objective, softmax);
}

interface ObjectiveReading<Numbers> {
  readonly value: number;
  readonly gradient: Numbers;
}

/** The same with another softmax, whose answer becomes the gradient. */
export function readObjectiveWith<Numbers extends Float32Array | Float64Array>(
  run: Traced,
  objective: Objective,
  shares: (logits: Float32Array) => Numbers,
): ObjectiveReading<Numbers> {
  check(run, objective);
  const logits = run.logits(objective.at);
  const gradient = shares(logits);
  const { kind, target } = objective;
  if (kind !== "loss") {
    gradient.fill(0);
    gradient[target] = 1;
    if (kind === "difference") gradient[objective.other] = (gradient[objective.other] as number) - 1;
    return { value: objectiveOf(logits, objective), gradient };
  }
  const p = gradient[target] as number;
  let others = 0;
  for (let id = 0; id < gradient.length; id++) if (id !== target) others += gradient[id] as number;
  // ∂(−ln p)/∂ logits = p − 1[target]; p − 1 cancels where the word is nearly certain, and so does the logarithm.
  gradient[target] = -others;
  const value = p > 0.5 ? -Math.log1p(-others) : p > 1e-30 ? -Math.log(p) : objectiveOf(logits, objective);
  return { value, gradient };
}

/** The objective's value from the logits (V) of its step. */
export function objectiveOf(logits: Float32Array | Float64Array, objective: Objective): number {
  const target = logits[objective.target] as number;
  switch (objective.kind) {
    case "loss":
      return surpriseNats(logits, objective.target);
    case "logit":
      return target;
    case "difference":
      return target - (logits[objective.other] as number);
    default:
      return assertNever(objective);
  }
}

/** @throws RangeError for a model without a readout: nothing follows from its states. */
export function readoutOf(model: Model): NonNullable<Model["readout"]> {
  if (model.readout === null) throw new RangeError("this model has no readout");
  return model.readout;
}

function check(run: Traced, objective: Objective): void {
  const { steps } = run.trace();
  const words = readoutOf(run.model).bias.length;
  const { at } = objective;
  if (!(Number.isInteger(at) && at >= 1 && at <= steps)) throw new RangeError(`step ${at} of ${steps}`);
  for (const id of objective.kind === "difference" ? [objective.target, objective.other] : [objective.target]) {
    if (!(Number.isInteger(id) && id >= 0 && id < words)) throw new RangeError(`word ${id} of ${words}`);
  }
}
