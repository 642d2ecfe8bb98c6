import { plainExperiment } from "../engine/gradients/experiment.ts";
import type { StudyAnswer, StudyModel, StudyQuestion } from "../worker/protocol.ts";
import { comparedModels } from "./catalog.ts";
import { collectGradients } from "./collect-gradients.ts";
import { ProblemError } from "./engine-client.ts";
import {
  byModel,
  createAttributions,
  createFrames,
  createGradientCheck,
  createPresets,
  createSurveys,
  unmeasured,
} from "./gradient-check.ts";
import type { GradientSlice } from "./gradient-state.ts";
import type { GetState, Room, SetState } from "./room.ts";
import type { AppState } from "./state.ts";

/** The view that gradients are computed for. */
const VIEW = "gradients";

/** The slice, and what watches the rest of the state for it. */
export interface GradientStudies {
  readonly slice: GradientSlice;
  /** Asks for what a change of the state has made necessary. */
  readonly watch: () => void;
  /** Forgets what was found for the words; the change of state that it takes. */
  readonly forget: () => Partial<AppState>;
}

/** Nothing was found for the words as they stand. */
const nothingFound = {
  studies: [],
  studyProblems: new Map(),
  spectra: new Map(),
  jacobians: new Map(),
  jacobianProgress: null,
  ...unmeasured,
} satisfies Partial<GradientSlice>;

/** Before anything was asked. */
const nothingStudied = {
  at: null,
  target: "actual",
  experiment: plainExperiment,
  isRelative: false,
  under: "gains",
  measure: "norm",
  signal: null,
  many: null,
  surveys: [],
  surveyProgress: null,
  longStep: null,
  hiddenLines: [],
  isStudying: false,
  preset: null,
  ...nothingFound,
} satisfies Partial<GradientSlice>;

/** Asks the engine for what the view shows: studies at every change, one at a time; what is slow when the reader rests. */
export function createGradients(set: SetState, get: GetState, room: Room): GradientStudies {
  /** The question that was answered last, or is being asked. */
  let asked = "";
  let isAsking = false;
  /** The question whose slow parts were asked for. */
  let measured = "";
  let isDragging = false;

  const watch = (): void => {
    const question = questionOf(get(), room);
    if (question === null || isAsking) return;
    const key = keyOf(question, get());
    if (key !== asked) {
      void study(question, key);
      return;
    }
    // Slow parts wait for a reader at rest.
    if (isDragging) return;
    if (key !== measured) void measure(question, key);
    const { under, attributions, frames, many } = get();
    if (under === "words" && attributions === null) void attributeWords();
    if (under === "signals" && frames === null) void findFrames();
    if (many !== null) void survey();
  };

  const study = async (question: StudyQuestion, key: string): Promise<void> => {
    asked = key;
    // What was being measured has become stale.
    measured = "";
    isAsking = true;
    set({ isStudying: true });
    try {
      const answers = await room.engine.study(question);
      if (answers !== null && asked === key) {
        set({ ...sortAnswers(answers), ...unmeasured, jacobians: new Map(), jacobianProgress: null });
      }
      const spectra = await room.engine.spectra(question, get().layer);
      if (spectra !== null && asked === key)
        set({ spectra: new Map(question.models.map(({ id }, at) => [id, spectra[at] ?? null])) });
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      set({ ...nothingFound, studyProblems: new Map([[question.models[0]?.id ?? "", error.problem]]) });
    } finally {
      isAsking = false;
      set({ isStudying: false });
      watch();
    }
  };

  const measure = async (question: StudyQuestion, key: string): Promise<void> => {
    measured = key;
    const { layer } = get();
    const isStill = () => measured === key && asked === key;
    try {
      const norms = await room.engine.jacobians(question, layer, (done) => {
        if (isStill()) set({ jacobianProgress: done });
      });
      if (norms === null || !isStill()) return;
      set({ jacobians: byModel(question, norms), jacobianProgress: null });
    } catch (error) {
      // The engine was started anew: the next change asks again.
      if (!(error instanceof ProblemError)) throw error;
      set({ jacobianProgress: null });
    }
  };

  const now = { question: () => questionOf(get(), room), key: () => asked };
  const check = createGradientCheck(set, get, room, now);
  const attributeWords = createAttributions(set, room, now);
  const findFrames = createFrames(set, room, now);
  const survey = createSurveys(set, get, room, now);
  const choosePreset = createPresets(set, get, room, now);

  return {
    watch,
    forget: () => {
      asked = "";
      measured = "";
      return nothingFound;
    },
    slice: {
      ...nothingStudied,
      exportGradients: async () => {
        try {
          return await collectGradients(get(), questionOf(get(), room), room.engine);
        } finally {
          // What the page was measuring became stale by it.
          measured = "";
          watch();
        }
      },
      checkGradients: () => void check(),
      choosePreset: (kind) => void choosePreset(kind),
      follow: ({ experiment, ...change }, { isCommit = true } = {}) => {
        isDragging = !isCommit;
        if (!isCommit) room.draft();
        // A preset stands for what was measured; any other change leaves it behind.
        const isOther = experiment !== undefined || change.at !== undefined || change.target !== undefined;
        set((state) => ({
          ...change,
          experiment: { ...state.experiment, ...experiment },
          ...(isOther ? { preset: null } : {}),
        }));
        watch();
        if (isCommit) room.commit();
      },
    },
  };
}

function sortAnswers(answers: readonly StudyAnswer[]): Pick<GradientSlice, "studies" | "studyProblems"> {
  const problems = answers.flatMap((answer) => (answer.kind === "problem" ? [[answer.id, answer.problem] as const] : []));
  return {
    studies: answers.flatMap((answer) => (answer.kind === "study" ? [answer.study] : [])),
    studyProblems: new Map(problems),
  };
}

/** What is to be asked as things stand; null where there is nothing to ask. */
function questionOf(state: AppState, room: Room): StudyQuestion | null {
  const { view, model, status, isBusy, tokens, text, at, target, experiment, modelId } = state;
  if (view !== VIEW || model === null || status.kind !== "ready" || isBusy || tokens.length === 0) return null;
  const others = comparedModels.filter((id) => id !== modelId);
  const models: readonly StudyModel[] = [
    { id: modelId, base: null },
    ...others.map((id) => ({ id, base: new URL(`${id}/`, room.edges.modelsBase).href })),
  ];
  return { text, at, target, experiment, models };
}

/** Two questions with the same key have the same answer. */
function keyOf(question: StudyQuestion, { layer, model }: AppState): string {
  return JSON.stringify([question, layer, model?.config.provenance?.sha256 ?? model?.bytes]);
}
