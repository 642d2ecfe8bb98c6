import { plainExperiment } from "../engine/gradients/experiment.ts";
import type { PredictQuestion, StudyModel, StudyQuestion } from "../worker/protocol.ts";
import { shippedModels } from "./catalog.ts";
import { ProblemError } from "./engine-client.ts";
import { likeliestWord } from "./ghost.ts";
import { byModel } from "./gradient-check.ts";
import type { PredictSlice } from "./predict-state.ts";
import { defaultProbes } from "./probes.ts";
import type { GetState, Room, SetState } from "./room.ts";
import { createBranches } from "./sample-branches.ts";
import type { AppState } from "./state.ts";

/** The view that expectations are computed for. */
const VIEW = "predict";

/** Nothing was found for the words as they stand. */
const nothingFound = {
  predictions: [],
  predictProblems: new Map(),
  listening: null,
  listenProgress: null,
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

  const watch = (): void => {
    const question = questionOf(get(), room);
    if (question === null || isAsking) return;
    const key = JSON.stringify([question, get().model?.config.provenance?.sha256 ?? get().model?.bytes]);
    if (key !== asked) void ask(question, key);
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
          predictProblems: new Map(problems),
          listening: null,
          listenProgress: null,
        });
        void listen(question, key);
      }
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      set({ ...nothingFound, predictProblems: new Map([[question.models[0]?.id ?? "", error.problem]]) });
    } finally {
      isAsking = false;
      watch();
    }
  };

  /** Slow: what every word had to do with the followed word's logit. */
  const listen = async (question: PredictQuestion, key: string): Promise<void> => {
    const isStill = () => asked === key;
    const { text, step, models, word } = question;
    const target = word ?? "likeliest";
    const study: StudyQuestion = { text, at: step, target, experiment: plainExperiment, models };
    try {
      const found = await room.engine.attribute(study, (done) => {
        if (isStill()) set({ listenProgress: done });
      });
      if (found !== null && isStill()) set({ listening: byModel(study, found), listenProgress: null });
    } catch (error) {
      // The engine was started anew: the next change asks again.
      if (!(error instanceof ProblemError)) throw error;
      if (isStill()) set({ listenProgress: null });
    }
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
        set(change);
        if (isCommit) room.commit();
      },
      ...createBranches(set, get, room),
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
