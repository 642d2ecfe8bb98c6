import { attributeByGradient } from "../engine/gradients/attribution.ts";
import { part, type Slowly } from "../engine/gradients/progress.ts";
import { chooseKernels } from "../engine/kernels/choose.ts";
import type { Kernels } from "../engine/kernels/kernels.ts";
import { loadedOnce } from "../engine/loaded-once.ts";
import type { Model } from "../engine/model.ts";
import { compareRuns, expectAfter, runSlowly } from "../engine/prediction.ts";
import { type Result, refuse, succeed } from "../engine/problem.ts";
import { createRandom } from "../engine/random.ts";
import type { Run } from "../engine/run.ts";
import { createRun } from "../engine/run.ts";
import { filterProbabilities, sampleToken } from "../engine/sampling.ts";
import { softmax } from "../engine/softmax.ts";
import { type SwapStudy, studySwap } from "../engine/swap.ts";
import { SWAP_WORDS, type Swap } from "../engine/swap-text.ts";
import { idOfWord, vocabularyOf, wordOf } from "../engine/tokenizer.ts";
import type { DrawnWord, PredictAnswer, Prediction, PredictQuestion, SampleDraw, StudyModel } from "./protocol.ts";
import { readIds } from "./subjects.ts";

/** Words that are read at most: every word's surprise is a product with the whole vocabulary. */
const LONGEST = 500;
/** Runs that are kept: a branch goes on from its own. */
const KEPT = 24;

/** What predictions need of the thread that they run in. */
export interface PredictionRoom {
  readonly find: (wanted: StudyModel) => Promise<Result<Model>>;
  readonly openModel: () => Model | null;
  /** Runs to the end, looking for messages now and then; null where it became stale. */
  readonly finish: <Value>(work: Slowly<Value>, isStale: () => boolean) => Promise<Value | null>;
}

export interface Predictions {
  readonly predict: (question: PredictQuestion, isStale: () => boolean) => Promise<readonly PredictAnswer[] | null>;
  readonly sample: (draw: SampleDraw) => Promise<DrawnWord | null>;
  readonly swap: (text: string, swap: Swap, isStale: () => boolean) => Promise<SwapStudy | null>;
}

export function createPredictions({ find, openModel, finish }: PredictionRoom): Predictions {
  const choosing = loadedOnce(chooseKernels);
  /** Runs of branches, the newest last: each carries its own state. */
  const branches: Run[] = [];

  return {
    predict: async (question, isStale) => {
      const answers: PredictAnswer[] = [];
      for (const wanted of question.models) {
        const found = await find(wanted);
        const prepared = found.ok ? prepare(found.value, question) : found;
        if (isStale()) return null;
        if (!prepared.ok) {
          answers.push({ kind: "problem", id: wanted.id, problem: prepared.problem });
          continue;
        }
        const prediction = await finish(predictSlowly(prepared.value, question, openModel(), await choosing()), isStale);
        if (prediction === null) return null;
        answers.push({ kind: "prediction", prediction });
      }
      return answers;
    },
    swap: async (text, swap, isStale) => {
      const model = openModel();
      const ids = model === null ? new Int32Array(0) : readIds(text, model);
      if (model === null || ids.length === 0 || ids.length > SWAP_WORDS) return null;
      return finish(studySwap(model, ids, swap), isStale);
    },
    sample: async ({ model: wanted, ids, options, seed }) => {
      const found = await find(wanted);
      if (!found.ok || found.value.readout === null) return null;
      const run = resume(branches, found.value, ids, await choosing());
      const logits = run.logits(ids.length);
      const id = sampleToken(logits, createRandom(seed), options);
      return {
        id,
        word: wordOf(found.value, id),
        probability: softmax(logits)[id] as number,
        drawn: filterProbabilities(logits, options)[id] as number,
      };
    },
  };
}

/** A model, and the ids of the words that it is asked about. */
interface Subject {
  readonly model: Model;
  readonly ids: Int32Array;
  readonly second: Int32Array | null;
}

function prepare(model: Model, { text, second }: PredictQuestion): Result<Subject> {
  const ids = readIds(text, model);
  const other = second === null ? null : readIds(second, model);
  const longest = Math.max(ids.length, other?.length ?? 0);
  if (ids.length === 0) return refuse("There are no words", "Type a sentence; what follows is computed as you type.");
  if (longest > LONGEST) {
    return refuse(
      `${longest} words are more than ${LONGEST}`,
      `Expectations are computed for ${LONGEST} words at most. The sentence and its gates are as they were.`,
    );
  }
  if (model.readout === null) {
    return refuse(
      `${model.config.label} has no readout`,
      "It expects no words: its file holds no layer from the hidden state to words.",
    );
  }
  return succeed({ model, ids, second: other !== null && other.length > 0 ? other : null });
}

function* predictSlowly(
  { model, ids, second }: Subject,
  question: PredictQuestion,
  open: Model | null,
  kernels: Kernels,
): Slowly<Prediction> {
  const { config, cell } = model;
  const vocabulary = vocabularyOf(model);
  const step = Math.min(question.step, ids.length);
  const known = question.word === null ? null : idOfWord(question.word, vocabulary);
  const run = yield* part(runSlowly(model, ids, kernels), 0, 0.2);
  const expected = yield* part(expectAfter(run, step, known), 0.2, 0.5);
  const votes = question.word !== null && known === null ? null : expected.votes;
  const followed = votes === null ? null : ({ kind: "logit", at: step, target: votes.word } as const);
  return {
    id: config.id,
    label: config.label,
    cell: config.cell,
    hasMemory: cell.hasMemory,
    words: isSameWords(open, model) ? null : vocabulary.words,
    unknown: vocabulary.hasUnknown ? vocabulary.unknown : null,
    step,
    surprises: expected.surprises,
    logits: expected.logits,
    votes,
    listening: followed === null ? null : yield* part(attributeByGradient(run, followed), 0.5, 0.6),
    second: second === null ? null : yield* part(compareSlowly(run, second), 0.6, 1),
  };
}

function* compareSlowly(run: Run, ids: Int32Array): Slowly<NonNullable<Prediction["second"]>> {
  const other = yield* part(runSlowly(run.model, ids, run.kernels), 0, 0.4);
  const { surprises, logits } = yield* part(expectAfter(other, ids.length, null), 0.4, 1);
  return { surprises, logits, spread: compareRuns(run, other) };
}

function isSameWords(open: Model | null, { words }: Model): boolean {
  const [a, b] = [open?.words ?? null, words];
  if (a === b) return true;
  return a !== null && b !== null && a.length === b.length && a.every((word, id) => word === b[id]);
}

/** The run of these ids: a branch that goes on from where it was, or a new one. */
function resume(branches: Run[], model: Model, ids: Int32Array, kernels: Kernels): Run {
  const before = ids.length - 1;
  const place = branches.findIndex(
    (run) => run.model === model && run.length() === before && ids.subarray(0, before).every((id, k) => run.idAt(k + 1) === id),
  );
  const run = branches.splice(place, place < 0 ? 0 : 1)[0] ?? createRun(model, kernels);
  const from = place < 0 ? 0 : before;
  run.replace(from, ids.subarray(from));
  run.advance(ids.length);
  branches.push(run);
  if (branches.length > KEPT) branches.shift();
  return run;
}
