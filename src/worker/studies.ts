import { keepingGate } from "../engine/analysis/half-life.ts";
import { type Attributed, attribute, attributeByGradient } from "../engine/gradients/attribution.ts";
import { differentiate } from "../engine/gradients/backward.ts";
import { checkGradients } from "../engine/gradients/check-gradients.ts";
import { applyExperiment } from "../engine/gradients/experiment.ts";
import { measureJacobian } from "../engine/gradients/jacobian.ts";
import { findPreset } from "../engine/gradients/presets.ts";
import type { Slowly } from "../engine/gradients/progress.ts";
import { runWords, studyModelSlowly } from "../engine/gradients/study.ts";
import { type Survey, surveySentences } from "../engine/gradients/survey.ts";
import { readTarget, resolveTarget, type TargetWish } from "../engine/gradients/target.ts";
import { chooseKernels } from "../engine/kernels/choose.ts";
import type { Kernels } from "../engine/kernels/kernels.ts";
import { loadedOnce } from "../engine/loaded-once.ts";
import type { Model } from "../engine/model.ts";
import type { Result } from "../engine/problem.ts";
import type { Run } from "../engine/run.ts";
import { type CorpusDesk, createCorpusDesk } from "./corpus-desk.ts";
import { createPredictions, type Predictions } from "./predictions.ts";
import type {
  Attribution,
  FoundPreset,
  GradientAttribution,
  GradientCheck,
  GradientFrames,
  Norms,
  Preset,
  Spectrum,
  StudyAnswer,
  StudyModel,
  StudyQuestion,
} from "./protocol.ts";
import { createShelf } from "./shelf.ts";
import type { Host } from "./shipped-file.ts";
import { spectrumOf } from "./spectra.ts";
import { prepareSubject, readIds, type Subject } from "./subjects.ts";

/** How long the thread computes before it looks for messages. */
const PATIENCE_MS = 12;

/** What studies need of the thread that they run in. */
export interface StudyRoom extends Host {
  /** Resolves when messages that waited have been received. */
  readonly rest: () => Promise<void>;
  /** The model that is open. */
  readonly openModel: () => Model | null;
}

/** Studies of gradients in one or several models. Each resolves to null as soon as it is stale. */
export interface Studies {
  readonly study: (question: StudyQuestion, watch: Watch) => Promise<readonly StudyAnswer[] | null>;
  readonly spectra: (
    question: StudyQuestion,
    layer: number,
    isStale: () => boolean,
  ) => Promise<readonly (Spectrum | null)[] | null>;
  readonly jacobians: (question: StudyQuestion, layer: number, watch: Watch) => Promise<readonly (Norms | null)[] | null>;
  readonly check: (question: StudyQuestion, watch: Watch) => Promise<readonly (GradientCheck | null)[] | null>;
  readonly preset: (question: StudyQuestion, preset: Preset, watch: Watch) => Promise<FoundPreset | null>;
  readonly attribute: (question: StudyQuestion, watch: Watch) => Promise<readonly (Attribution | null)[] | null>;
  /** The part of it that one way back gives. */
  readonly wordGradients: (
    question: StudyQuestion,
    isStale: () => boolean,
  ) => Promise<readonly (GradientAttribution | null)[] | null>;
  readonly survey: (
    question: StudyQuestion,
    texts: readonly string[],
    watch: Watch,
  ) => Promise<readonly (Survey | null)[] | null>;
  /** ∂L/∂ every signal, in the first model. */
  readonly frames: (question: StudyQuestion, isStale: () => boolean) => Promise<GradientFrames | null>;
  readonly predictions: Predictions;
  readonly corpus: CorpusDesk;
}

/** Asked and told between two pieces of a long computation. */
interface Watch {
  readonly isStale: () => boolean;
  readonly report: (done: number) => void;
}

export function createStudies(room: StudyRoom): Studies {
  const find = createShelf(room);
  const choosing = loadedOnce(chooseKernels);

  const prepare = async (question: StudyQuestion, wanted: StudyModel): Promise<Result<Subject>> => {
    const found = await find(wanted);
    return found.ok ? prepareSubject(found.value, question) : found;
  };

  const measureEach = <Value>(question: StudyQuestion, watch: Watch, begin: (subject: Subject) => Slowly<Value> | null) =>
    measureInTurn(question.models, { ...watch, rest: room.rest }, async (wanted) => {
      const subject = await prepare(question, wanted);
      return subject.ok ? begin(subject.value) : null;
    });

  return {
    corpus: createCorpusDesk({ openModel: room.openModel, kernels: choosing, rest: room.rest }),
    predictions: createPredictions({
      find,
      openModel: room.openModel,
      finish: (work, isStale) => finish(work, { isStale, rest: room.rest, report: () => {} }),
    }),
    study: async (question, watch) => {
      const answers: StudyAnswer[] = [];
      const wish = readTarget(question.target);
      const kernels = await choosing();
      for (const [place, wanted] of question.models.entries()) {
        const subject = await prepare(question, wanted);
        await room.rest();
        if (watch.isStale()) return null;
        const report = (done: number) => watch.report((place + done) / question.models.length);
        const paced = { isStale: watch.isStale, rest: room.rest, report };
        const result = subject.ok ? await finish(studySubject(subject.value, wish, kernels), paced) : subject;
        if (result === null) return null;
        answers.push(
          result.ok ? { kind: "study", study: result.value } : { kind: "problem", id: wanted.id, problem: result.problem },
        );
      }
      return answers;
    },
    survey: (question, texts, watch) =>
      measureInTurn(question.models, { ...watch, rest: room.rest }, async (wanted) => {
        const found = await find(wanted);
        if (!found.ok || found.value.readout === null) return null;
        const sentences = texts.map((text) => readIds(text, found.value));
        return surveySentences(applyExperiment(found.value, question.experiment), sentences, readTarget(question.target));
      }),
    frames: async (question, isStale) => {
      const [wanted] = question.models;
      if (wanted === undefined) return null;
      const subject = await prepare(question, wanted);
      await room.rest();
      return isStale() || !subject.ok ? null : findFrames(subject.value, readTarget(question.target));
    },
    spectra: async (question, layer, isStale) => {
      const spectra: (Spectrum | null)[] = [];
      for (const wanted of question.models) {
        const found = await find(wanted);
        await room.rest();
        if (isStale()) return null;
        spectra.push(found.ok ? spectrumOf(found.value, question.experiment, layer) : null);
      }
      return spectra;
    },
    jacobians: async (question, layer, watch) => {
      const kernels = await choosing();
      return measureEach(question, watch, ({ model, ids, at }) =>
        model.cell.hasMemory && layer < model.layout.layers
          ? measureJacobian(runWords(model, ids, at), layer, at, kernels)
          : null,
      );
    },
    preset: async (question, preset, watch) => {
      const { experiment, target } = question;
      const found = await measureEach(question, watch, ({ base, ids, at }) =>
        base.cell.hasMemory && keepingGate(base.layout) === null
          ? findPreset(preset, base, ids, { at, wish: readTarget(target), experiment })
          : null,
      );
      return found?.find((each) => each !== null) ?? null;
    },
    ...createAttributing(measureEach),
    check: (question, watch) => {
      const wish = readTarget(question.target);
      return measureEach(question, watch, ({ model, ids, at }) => {
        const run = runWords(model, ids, at);
        const target = resolveTarget(run, at, ids.length, wish);
        return target.ok ? checkGradients(run, target.value.objective) : null;
      });
    },
  };
}

/** Measures something of every model of a question, one after the other; null in the place of a model that has none. */
type MeasureEach = <Value>(
  question: StudyQuestion,
  watch: Watch,
  begin: (subject: Subject) => Slowly<Value> | null,
) => Promise<readonly (Value | null)[] | null>;

/** Attributes the followed word's logit, or the difference of two, to the words. */
function createAttributing(measureEach: MeasureEach): Pick<Studies, "attribute" | "wordGradients"> {
  const each = <Value>(question: StudyQuestion, watch: Watch, begin: (run: Run, to: Attributed) => Slowly<Value>) => {
    const wish = readTarget(question.target);
    return measureEach(question, watch, ({ model, ids, at }) => {
      const run = runWords(model, ids, at);
      const target = resolveTarget(run, at, ids.length, wish);
      if (!target.ok) return null;
      const { objective } = target.value;
      return begin(run, objective.kind === "loss" ? { kind: "logit", at, target: objective.target } : objective);
    });
  };
  return {
    attribute: (question, watch) => each(question, watch, attribute),
    wordGradients: (question, isStale) => each(question, { isStale, report: () => {} }, attributeByGradient),
  };
}

/** ∂L/∂ every signal; null where the followed word is unknown. */
function findFrames({ model, ids, at }: Subject, wish: TargetWish): GradientFrames | null {
  const run = runWords(model, ids, at);
  const target = resolveTarget(run, at, ids.length, wish);
  if (!target.ok) return null;
  const { values, exponents, steps, layout } = differentiate(run, target.value.objective).trace;
  return { values, exponents, steps, layers: layout.layers, units: layout.units };
}

/** Texts from this length on pay for laying a changed model out for the kernels; shorter ones are computed in float64. */
const LONG = 64;

function studySubject({ model, ids, at }: Subject, wish: TargetWish, kernels: Kernels) {
  return studyModelSlowly(model, ids, at, wish, at >= LONG ? kernels : null);
}

/** One long measure a model, one after the other; null in the place of a model that has none, null for all when stale. */
async function measureInTurn<Value>(
  models: readonly StudyModel[],
  watch: Watch & { readonly rest: () => Promise<void> },
  begin: (wanted: StudyModel) => Promise<Slowly<Value> | null>,
): Promise<readonly (Value | null)[] | null> {
  const values: (Value | null)[] = [];
  for (const [place, wanted] of models.entries()) {
    const work = await begin(wanted);
    if (watch.isStale()) return null;
    const report = (done: number) => watch.report((place + done) / models.length);
    const value = work === null ? null : await finish(work, { ...watch, report });
    if (work !== null && value === null) return null;
    values.push(value);
  }
  return values;
}

/** Runs a long computation to its end, looking for messages now and then; null where it became stale. */
async function finish<Value>(work: Slowly<Value>, watch: Watch & { readonly rest: () => Promise<void> }): Promise<Value | null> {
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
