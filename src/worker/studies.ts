import { keepingGate } from "../engine/analysis/half-life.ts";
import { applyExperiment } from "../engine/gradients/apply-experiment.ts";
import { type Attributed, attribute, attributeByGradient } from "../engine/gradients/attribution.ts";
import { differentiate } from "../engine/gradients/backward.ts";
import { checkGradients } from "../engine/gradients/check-gradients.ts";
import { measureJacobian } from "../engine/gradients/jacobian.ts";
import { findPreset } from "../engine/gradients/presets.ts";
import type { Slowly } from "../engine/gradients/progress.ts";
import { runWords } from "../engine/gradients/study.ts";
import { type Survey, surveySentences } from "../engine/gradients/survey.ts";
import { readTarget, resolveTarget, type TargetWish } from "../engine/gradients/target.ts";
import { chooseKernels } from "../engine/kernels/choose.ts";
import { loadedOnce } from "../engine/loaded-once.ts";
import type { Model } from "../engine/model.ts";
import { measureWordsReplaced } from "../engine/reach/replaced-words.ts";
import type { Run } from "../engine/run.ts";
import { type CorpusDesk, createCorpusDesk } from "./corpus-desk.ts";
import { finish, measureInTurn, type Watch } from "./paced.ts";
import { createPredictions, type Predictions } from "./predictions.ts";
import { createPreparation } from "./preparation.ts";
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
  StudyQuestion,
  WordsReplaced,
} from "./protocol.ts";
import { createReachDesk, type ReachDesk } from "./reach-desk.ts";
import { createShelf } from "./shelf.ts";
import type { Host } from "./shipped-file.ts";
import { spectrumOf } from "./spectra.ts";
import { studyEach } from "./study-each.ts";
import { readIds, type Subject } from "./subjects.ts";

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
  /** How far a gradient or a replaced word reaches; null where there is nothing to measure. */
  readonly reach: ReachDesk["reach"];
  /** What of the prediction each word carries, by putting others in its place. */
  readonly replace: (question: StudyQuestion, watch: Watch) => Promise<readonly (WordsReplaced | null)[] | null>;
  /** ∂L/∂ every signal, in the first model. */
  readonly frames: (question: StudyQuestion, isStale: () => boolean) => Promise<GradientFrames | null>;
  readonly predictions: Predictions;
  readonly corpus: CorpusDesk;
}

export function createStudies(room: StudyRoom): Studies {
  const find = createShelf(room);
  const choosing = loadedOnce(chooseKernels);

  const desk = createReachDesk({
    find,
    kernels: choosing,
    finish: (work, watch) => finish(work, { ...watch, rest: room.rest }),
  });

  const { prepare, poolFor } = createPreparation({ find, kernels: choosing, desk });

  const measureEach = <Value>(question: StudyQuestion, watch: Watch, begin: (subject: Subject) => Slowly<Value> | null) =>
    measureInTurn(question.models, { ...watch, rest: room.rest }, async (wanted) => {
      const subject = await prepare(question, wanted, watch.isStale);
      return subject.ok ? begin(subject.value) : null;
    });

  return {
    corpus: createCorpusDesk({ openModel: room.openModel, kernels: choosing, rest: room.rest }),
    predictions: createPredictions({
      find,
      openModel: room.openModel,
      finish: (work, isStale) => finish(work, { isStale, rest: room.rest, report: () => {} }),
    }),
    study: (question, watch) => studyEach(question, { ...watch, rest: room.rest }, choosing, prepare),
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
      const subject = await prepare(question, wanted, isStale);
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
    reach: desk.reach,
    replace: async (question, watch) => {
      const kernels = await choosing();
      const pool = await poolFor(question, watch.isStale);
      if (watch.isStale()) return null;
      return measureEach(question, watch, ({ base, model, ids, at }) => {
        const words = pool(base, ids);
        return words === null ? null : measureWordsReplaced(model, ids, { at, pool: words, seed: 1 }, kernels);
      });
    },
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
