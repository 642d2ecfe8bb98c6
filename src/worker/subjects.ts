import { applyExperiment, experimentIds } from "../engine/gradients/apply-experiment.ts";
import { type Experiment, LENGTH } from "../engine/gradients/experiment.ts";
import type { Kernels } from "../engine/kernels/kernels.ts";
import { typescriptKernels } from "../engine/kernels/typescript.ts";
import type { Model } from "../engine/model.ts";
import { type Result, refuse, succeed } from "../engine/problem.ts";
import { carryIn } from "../engine/reach/carried-in.ts";
import { tokenize, vocabularyOf } from "../engine/tokenizer.ts";
import type { StudyQuestion } from "./protocol.ts";

/** Words that a study goes back through. */
const [, LONGEST] = LENGTH;

/** A model under the experiment, the words as it reads them, and the step of the loss. */
export interface Subject {
  /** The model as it is, and under the experiment. */
  readonly base: Model;
  readonly model: Model;
  readonly ids: Int32Array;
  readonly at: number;
  /** Ids that were read before the text; none where it begins from nothing. */
  readonly carried: Int32Array;
}

/** The ids of a text, as a model reads it. */
export function readIds(text: string, model: Model): Int32Array {
  return Int32Array.from(tokenize(text, vocabularyOf(model)), ({ id }) => id);
}

/** What a question asks of one model; refuses a text that is empty or too long, and a model that has no probabilities. */
export function prepareSubject(
  base: Model,
  { experiment, text, at }: StudyQuestion,
  carried: Int32Array,
  kernels: Kernels,
): Result<Subject> {
  const ids = experimentIds(readIds(text, base), experiment, base.config.vocabulary);
  if (ids.length === 0) return refuse("There are no words", "Type a sentence; its gradients are computed as you type.");
  if (ids.length > LONGEST) {
    return refuse(
      `${ids.length} words are more than ${LONGEST}`,
      `Gradients go back through ${LONGEST} words at most. The sentence and its gates are as they were.`,
    );
  }
  if (base.readout === null) {
    return refuse(
      `${base.config.label} has no readout`,
      "A loss needs probabilities of words. Its gates are drawn all the same.",
    );
  }
  const model = carriedModel(base, experiment, carried, kernels);
  return succeed({ base, model, ids, at: Math.min(at ?? ids.length, ids.length), carried });
}

/** What every base was asked for last: the parts of one answer, and a slider's next one, begin in the same state. */
const carriedLast = new WeakMap<Model, { readonly key: string; readonly model: Model }>();

function carriedModel(base: Model, experiment: Experiment, carried: Int32Array, kernels: Kernels): Model {
  const changed = applyExperiment(base, experiment);
  if (carried.length === 0) return changed;
  const key = JSON.stringify([experiment, Array.from(carried)]);
  const last = carriedLast.get(base);
  if (last?.key === key) return last.model;
  // A changed model is laid out for the kernels for this alone: the reference reads its weights where they are.
  const model = carryIn(changed, carried, changed === base ? kernels : typescriptKernels);
  carriedLast.set(base, { key, model });
  return model;
}
