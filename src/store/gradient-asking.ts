import type { Problem, StudyQuestion } from "../worker/protocol.ts";
import { ProblemError } from "./engine-client.ts";
import { byModel } from "./gradient-check.ts";
import { type GradientSlice, noGradients, unmeasured } from "./gradient-state.ts";
import type { GetState, Room, SetState } from "./room.ts";

/** What is asked, and how what comes back gets into the state. */
export interface Asking {
  /** Key of the question that was answered last, or is being asked; empty: none. */
  readonly asked: () => string;
  readonly isAsking: () => boolean;
  /** Key of the question whose slow parts were asked for. */
  readonly measured: () => string;
  readonly study: (question: StudyQuestion, key: string) => Promise<void>;
  readonly measure: (question: StudyQuestion, key: string) => Promise<void>;
  /** What was asked counts no more, or only its slow parts. */
  readonly forget: (what: "all" | "measured") => void;
  /** Tells what could not be computed; an engine that is being started anew is asked again as soon as it is there. */
  readonly fail: (problem: Problem, cleared?: Partial<GradientSlice>) => void;
}

/** @param show called with the key of studies that have come; @param next called when something else may be asked */
export function createAsking(
  set: SetState,
  get: GetState,
  room: Room,
  { show, next }: { readonly show: (key: string) => void; readonly next: () => void },
): Asking {
  let asked = "";
  let isAsking = false;
  let measured = "";

  const fail = (studyFailure: Problem, cleared: Partial<GradientSlice> = {}): void => {
    if (get().status.kind === "ready") set({ ...cleared, studyFailure });
  };

  const study = async (question: StudyQuestion, key: string): Promise<void> => {
    asked = key;
    // What was being measured has become stale.
    measured = "";
    isAsking = true;
    set({ isStudying: true, studyProgress: 0, studyFailure: null });
    try {
      const answers = await room.engine.study(question, (studyProgress) => set({ studyProgress }));
      if (answers !== null && asked === key) {
        const studies = answers.flatMap((answer) => (answer.kind === "study" ? [answer.study] : []));
        const carried = new Map(
          answers.flatMap((answer) => (answer.kind === "study" ? [[answer.study.id, answer.carried]] : [])),
        );
        const problems = answers.flatMap((answer) => (answer.kind === "problem" ? [[answer.id, answer.problem] as const] : []));
        for (const [, problem] of problems) if (problem.mayPass) room.missed(problem);
        show(key);
        set({
          studies,
          carried,
          studyProblems: new Map(problems),
          ...unmeasured,
          jacobians: new Map(),
          jacobianProgress: null,
          studyProgress: null,
        });
      }
      const spectra = await room.engine.spectra(question, get().layer);
      if (spectra !== null && asked === key)
        set({ spectra: new Map(question.models.map(({ id }, at) => [id, spectra[at] ?? null])) });
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      fail(error.problem, noGradients);
    } finally {
      isAsking = false;
      set({ isStudying: false, studyProgress: null });
      next();
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
      if (!(error instanceof ProblemError)) throw error;
      set({ jacobianProgress: null });
      fail(error.problem);
    }
  };

  return {
    asked: () => asked,
    isAsking: () => isAsking,
    measured: () => measured,
    study,
    measure,
    forget: (what) => {
      measured = "";
      if (what === "all") asked = "";
    },
    fail,
  };
}
