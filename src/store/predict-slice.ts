import { plainExperiment } from "../engine/gradients/experiment.ts";
import type { PredictQuestion, StudyModel, StudyQuestion } from "../worker/protocol.ts";
import { shippedModels } from "./catalog.ts";
import { ProblemError } from "./engine-client.ts";
import { boundTyped } from "./followed-bounds.ts";
import { likeliestWord } from "./ghost.ts";
import { byModel } from "./gradient-check.ts";
import type { Predicted, PredictSlice } from "./predict-state.ts";
import { defaultProbes } from "./probes.ts";
import type { GetState, Room, SetState } from "./room.ts";
import { createBranches } from "./sample-branches.ts";
import type { AppState } from "./state.ts";

/** The view that expectations are computed for. */
const VIEW = "predict";

/** Nothing was found for the words as they stand. */
const nothingFound = {
  predictions: [],
  predicted: null,
  predictProblems: new Map(),
  integrals: null,
  integralProgress: null,
  branches: [],
} satisfies Partial<PredictSlice>;

/** Nothing was predicted yet. */
const nothingPredicted = {
  ...nothingFound,
  second: null,
  followed: null,
  probes: defaultProbes,
  topK: null,
  topP: null,
  listenBy: "gradientTimesInput",
  sampleSeed: 1,
  isSampling: false,
} satisfies Partial<PredictSlice>;

/** The slice, and what watches the rest of the state for it. */
export interface PredictWatch {
  readonly slice: PredictSlice;
  readonly watch: () => void;
  /** Forgets what was found for the words; the change of state that it takes. */
  readonly forget: () => Partial<AppState>;
}

/** Asks several models what follows the pinned word: at every change, one question at a time. */
export function createPredict(set: SetState, get: GetState, room: Room): PredictWatch {
  let asked = "";
  let isAsking = false;
  const branches = createBranches(set, get, room);
  /** The question whose integrals were asked for. */
  let integrated = "";

  const watch = (): void => {
    branches.watch();
    const question = questionOf(get(), room);
    if (question === null || isAsking) return;
    const key = JSON.stringify([question, get().model?.config.provenance?.sha256 ?? get().model?.bytes, get().attempt]);
    if (key !== asked) void ask(question, key);
    else if (get().listenBy === "integrated" && key !== integrated) void integrate(question, key);
  };

  const ask = async (question: PredictQuestion, key: string): Promise<void> => {
    asked = key;
    isAsking = true;
    try {
      const answers = await room.engine.predict(question);
      if (answers !== null && asked === key) {
        const problems = answers.flatMap((answer) => (answer.kind === "problem" ? [[answer.id, answer.problem] as const] : []));
        set({
          predictions: answers.flatMap((answer) => (answer.kind === "prediction" ? [answer.prediction] : [])),
          predicted: predictedBy(question),
          predictProblems: new Map(problems),
          integrals: null,
          integralProgress: null,
        });
      }
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      set({ ...nothingFound, predictProblems: new Map([[question.models[0]?.id ?? "", error.problem]]) });
      room.missed(error.problem);
    } finally {
      isAsking = false;
      watch();
    }
  };

  /** Slow: integrated gradients of the followed word's logit, for a reader who has chosen them. */
  const integrate = async (question: PredictQuestion, key: string): Promise<void> => {
    integrated = key;
    const isStill = () => asked === key && integrated === key;
    const { text, step, models, word } = question;
    const study: StudyQuestion = { text, at: step, target: word ?? "likeliest", experiment: plainExperiment, models };
    set({ integrals: null, integralProgress: 0 });
    try {
      const found = await room.engine.attribute(study, (done) => {
        if (isStill()) set({ integralProgress: done });
      });
      if (found !== null && isStill()) set({ integrals: byModel(study, found) });
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      room.missed(error.problem);
    }
    if (isStill()) set({ integralProgress: null });
  };

  return {
    watch,
    forget: () => {
      asked = "";
      return nothingFound;
    },
    slice: {
      ...nothingPredicted,
      predict: (change, { isCommit = true } = {}) => {
        if (!isCommit) room.draft();
        set(boundTyped(change, get()));
        if (isCommit) room.commit();
      },
      ...branches.actions,
    },
  };
}

/**
 * The word that is followed: the reader's, else the one that does follow, else the shown model's likeliest that is a word; null before
 * that is known.
 */
export function followedWord(state: Pick<AppState, "followed" | "tokens" | "step" | "logits" | "model">): string | null {
  const { followed, tokens, step, logits, model } = state;
  if (followed !== null) return followed;
  const next = tokens[step];
  if (next?.known === true) return next.text;
  const expected = logits.get(step);
  if (expected === undefined || model === null) return null;
  return model.words === null ? `#${expected.indexOf(Math.max(...expected))}` : likeliestWord(expected, model.words);
}

/** Whether the predictions are of the sentence, the word and the second sentence that are shown now. */
export function arePredictionsFresh(state: AppState): boolean {
  const { predicted, text, step, second } = state;
  if (predicted === null) return false;
  const now = { text, step, word: followedWord(state), second: second === "" ? null : second };
  return (Object.keys(now) as (keyof Predicted)[]).every((key) => now[key] === predicted[key]);
}

function predictedBy({ text, step, word, second }: PredictQuestion): Predicted {
  return { text, step, word, second };
}

function questionOf(state: AppState, room: Room): PredictQuestion | null {
  const { view, model, status, isBusy, tokens, text, step, modelId, second } = state;
  if (view !== VIEW || model === null || status.kind !== "ready" || isBusy || tokens.length === 0 || step < 1) return null;
  const shipped = [...shippedModels].reverse().map(({ id }): StudyModel => {
    return { id, base: id === modelId ? null : new URL(`${id}/`, room.edges.modelsBase).href };
  });
  const isShipped = shipped.some(({ id }) => id === modelId);
  const models = isShipped ? shipped : [...shipped, { id: modelId, base: null }];
  const word = followedWord(state);
  // What the shown model expects is on its way; one without a readout expects nothing.
  if (word === null && model.hasReadout) return null;
  return { text, second: second === "" ? null : second, step, word, models };
}
