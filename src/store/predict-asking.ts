import { plainExperiment } from "../engine/gradients/experiment.ts";
import type { PredictQuestion, StudyQuestion } from "../worker/protocol.ts";
import { ProblemError } from "./engine-client.ts";
import { boundTyped } from "./followed-bounds.ts";
import { byModel } from "./gradient-check.ts";
import { predictedBy, questionOf } from "./predict-question.ts";
import { noPredictions, type PredictActions } from "./predict-state.ts";
import type { GetState, Room, SetState } from "./room.ts";
import { createBranches } from "./sample-branches.ts";
import type { WingPart } from "./wing.ts";

/** What asks the models what follows; loaded with its view. */
export interface PredictAsking extends WingPart {
  readonly actions: PredictActions;
}

/** Asks several models what follows the pinned word: at every change, one question at a time. */
export function createPredictAsking(set: SetState, get: GetState, room: Room): PredictAsking {
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
        for (const [, problem] of problems) if (problem.mayPass) room.missed(problem);
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
      set({ ...noPredictions, predictProblems: new Map([[question.models[0]?.id ?? "", error.problem]]) });
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
    const study: StudyQuestion = {
      text,
      at: step,
      target: word ?? "likeliest",
      before: "nothing",
      experiment: plainExperiment,
      models,
    };
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
    },
    actions: {
      predict: (change, { isCommit = true } = {}) => {
        if (!isCommit) room.draft();
        set(boundTyped(change, get()));
        if (isCommit) room.commit();
      },
      ...branches.actions,
    },
  };
}
