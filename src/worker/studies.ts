import { applyExperiment } from "../engine/gradients/experiment.ts";
import { measureJacobian } from "../engine/gradients/jacobian.ts";
import { measureSpectrum, runWords, studyModel } from "../engine/gradients/study.ts";
import { readTarget } from "../engine/gradients/target.ts";
import type { Model } from "../engine/model.ts";
import { openFiles } from "../engine/open-files.ts";
import { type Result, refuse, succeed } from "../engine/problem.ts";
import { tokenize } from "../engine/tokenizer.ts";
import { type Fetch, fetchModel } from "./fetch-model.ts";
import type { Norms, Spectrum, StudyAnswer, StudyModel, StudyQuestion } from "./protocol.ts";

/** How long the thread computes before it looks for messages. */
const PATIENCE_MS = 12;

/** Words that a study goes back through. */
const LONGEST = 500;

/** What studies need of the thread that they run in. */
export interface StudyRoom {
  readonly fetch: Fetch;
  /** Resolves when messages that waited have been received. */
  readonly rest: () => Promise<void>;
  /** The model that is open. */
  readonly openModel: () => Model | null;
}

/** Studies of gradients in one or several models. Each resolves to null as soon as it is stale. */
export interface Studies {
  readonly study: (question: StudyQuestion, isStale: () => boolean) => Promise<readonly StudyAnswer[] | null>;
  readonly spectra: (
    question: StudyQuestion,
    layer: number,
    isStale: () => boolean,
  ) => Promise<readonly (Spectrum | null)[] | null>;
  readonly jacobians: (
    question: StudyQuestion,
    layer: number,
    watch: { readonly isStale: () => boolean; readonly report: (done: number) => void },
  ) => Promise<readonly (Norms | null)[] | null>;
}

/** A model under the experiment, the words as it reads them, and the step of the loss. */
interface Subject {
  readonly model: Model;
  readonly ids: Int32Array;
  readonly at: number;
}

export function createStudies(room: StudyRoom): Studies {
  /** Shipped models by the address of their folder, as far as they were asked for. */
  const shipped = new Map<string, Promise<Result<Model>>>();

  const find = async ({ base }: StudyModel): Promise<Result<Model>> => {
    if (base === null) {
      const model = room.openModel();
      return model === null ? refuse("No model is open", "Open one, then its gradients are computed.") : succeed(model);
    }
    const loading = shipped.get(base) ?? load(base, room.fetch);
    shipped.set(base, loading);
    const loaded = await loading;
    // One that failed is fetched again when it is asked for again.
    if (!loaded.ok) shipped.delete(base);
    return loaded;
  };

  const prepare = async (question: StudyQuestion, wanted: StudyModel): Promise<Result<Subject>> => {
    const found = await find(wanted);
    if (!found.ok) return found;
    const { experiment, text, at } = question;
    const words = tokenize(text, found.value.vocabulary);
    const ids = Int32Array.from(words, ({ id }) => id);
    if (ids.length === 0) return refuse("There are no words", "Type a sentence; its gradients are computed as you type.");
    if (ids.length > LONGEST) {
      return refuse(
        `${ids.length} words are more than ${LONGEST}`,
        `Gradients go back through ${LONGEST} words at most. The sentence and its gates are as they were.`,
      );
    }
    if (found.value.readout === null) {
      return refuse(`${wanted.id} has no readout`, "A loss needs probabilities of words. Its gates are drawn all the same.");
    }
    return succeed({ model: applyExperiment(found.value, experiment), ids, at: Math.min(at ?? ids.length, ids.length) });
  };

  return {
    study: async (question, isStale) => {
      const answers: StudyAnswer[] = [];
      const wish = readTarget(question.target);
      for (const wanted of question.models) {
        const subject = await prepare(question, wanted);
        await room.rest();
        if (isStale()) return null;
        const result = subject.ok ? studyModel(subject.value.model, subject.value.ids, subject.value.at, wish) : subject;
        answers.push(
          result.ok ? { kind: "study", study: result.value } : { kind: "problem", id: wanted.id, problem: result.problem },
        );
      }
      return answers;
    },
    spectra: async (question, layer, isStale) => {
      const spectra: (Spectrum | null)[] = [];
      for (const wanted of question.models) {
        const subject = await prepare(question, wanted);
        await room.rest();
        if (isStale()) return null;
        spectra.push(subject.ok ? measureSpectrum(subject.value.model, layer) : null);
      }
      return spectra;
    },
    jacobians: async (question, layer, { isStale, report }) => {
      const norms: (Norms | null)[] = [];
      for (const [place, wanted] of question.models.entries()) {
        const subject = await prepare(question, wanted);
        if (isStale()) return null;
        if (!subject.ok || !subject.value.model.cell.hasMemory || layer >= subject.value.model.layout.layers) {
          norms.push(null);
          continue;
        }
        const { model, ids, at } = subject.value;
        const found = await finish(measureJacobian(runWords(model, ids, at), layer, at), {
          rest: room.rest,
          isStale,
          report: (done) => report((place + done) / question.models.length),
        });
        if (found === null) return null;
        norms.push(found);
      }
      return norms;
    },
  };
}

async function load(base: string, fetch: Fetch): Promise<Result<Model>> {
  const files = await fetchModel(base, fetch, () => {});
  if (!files.ok) return files;
  const opened = openFiles(files.value);
  return opened.ok ? succeed(opened.value.model) : opened;
}

/** Runs a long computation to its end, looking for messages now and then; null where it became stale. */
async function finish<Value>(
  work: Generator<number, Value>,
  watch: { readonly rest: () => Promise<void>; readonly isStale: () => boolean; readonly report: (done: number) => void },
): Promise<Value | null> {
  let since = performance.now();
  for (let next = work.next(); ; next = work.next()) {
    if (next.done) return next.value;
    if (performance.now() - since < PATIENCE_MS) continue;
    watch.report(next.value);
    await watch.rest();
    if (watch.isStale()) return null;
    since = performance.now();
  }
}
