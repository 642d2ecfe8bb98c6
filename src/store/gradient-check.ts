import type { Preset, StudyQuestion } from "../worker/protocol.ts";
import { ProblemError } from "./engine-client.ts";
import type { GradientSlice } from "./gradient-state.ts";
import type { GetState, Room, SetState } from "./room.ts";

/** Nothing was checked or attributed yet. */
export const unmeasured: Pick<
  GradientSlice,
  "gradientChecks" | "checkProgress" | "attributions" | "attributionProgress" | "frames"
> = {
  gradientChecks: null,
  checkProgress: null,
  attributions: null,
  attributionProgress: null,
  frames: null,
};

/** The question as things stand, and the key of what was asked last. */
interface Now {
  readonly question: () => StudyQuestion | null;
  readonly key: () => string;
}

/** Values by model id, of those that have one. */
export function byModel<Value>(question: StudyQuestion, values: readonly (Value | null)[]): ReadonlyMap<string, Value> {
  return new Map(
    question.models.flatMap(({ id }, at) => {
      const own = values[at];
      return own === undefined || own === null ? [] : [[id, own] as const];
    }),
  );
}

/** Compares the gradients of the question as it stands with finite differences, once at a time; what becomes stale is dropped. */
export function createGradientCheck(set: SetState, get: GetState, room: Room, now: Now): () => Promise<void> {
  return async () => {
    const question = now.question();
    if (question === null || get().checkProgress !== null) return;
    const key = now.key();
    const isStill = () => now.key() === key;
    set({ gradientChecks: null, checkProgress: 0 });
    await tolerate(async () => {
      const checks = await room.engine.check(question, (done) => {
        if (isStill()) set({ checkProgress: done });
      });
      if (checks !== null && isStill()) set({ gradientChecks: byModel(question, checks) });
    });
    if (isStill()) set({ checkProgress: null });
  };
}

/** Attributes the followed logit to the words of the question as it stands, once at a time for each key. */
export function createAttributions(set: SetState, room: Room, now: Now): () => Promise<void> {
  let underWay = "";
  return async () => {
    const question = now.question();
    const key = now.key();
    if (question === null || key === underWay) return;
    underWay = key;
    const isStill = () => now.key() === key;
    await tolerate(async () => {
      const attributions = await room.engine.attribute(question, (done) => {
        if (isStill()) set({ attributionProgress: done });
      });
      if (attributions !== null && isStill()) set({ attributions: byModel(question, attributions), attributionProgress: null });
    });
    if (underWay === key) underWay = "";
  };
}

/** Fetches ∂L/∂ every signal of the shown model, once at a time for each key. */
export function createFrames(set: SetState, room: Room, now: Now): () => Promise<void> {
  let underWay = "";
  return async () => {
    const question = now.question();
    const key = now.key();
    if (question === null || key === underWay) return;
    underWay = key;
    await tolerate(async () => {
      const frames = await room.engine.frames(question);
      if (frames !== null && now.key() === key) set({ frames });
    });
    if (underWay === key) underWay = "";
  };
}

/** Lays the curves of many sentences over each other: whatever of the question they depend on, they are measured once. */
export function createSurveys(set: SetState, get: GetState, room: Room, now: Now): () => Promise<void> {
  let measured = "";
  return async () => {
    const question = now.question();
    const { many } = get();
    if (question === null || many === null) return;
    const { experiment, target, models } = question;
    const same = { ...question, at: null, experiment: { ...experiment, length: null } };
    const key = JSON.stringify([many, experiment, target, models]);
    if (key === measured) return;
    measured = key;
    const isStill = () => measured === key;
    await tolerate(async () => {
      const surveys = await room.engine.survey(same, many, (done) => {
        if (isStill()) set({ surveyProgress: done });
      });
      if (!isStill()) return;
      // What became stale is asked for again by the study that made it so.
      if (surveys === null) measured = "";
      else set({ surveys: surveys.flatMap((survey) => survey ?? []), surveyProgress: null });
    });
  };
}

/** Finds what a preset stands for on the question as it stands, and sets it. The newest choice wins. */
export function createPresets(set: SetState, get: GetState, room: Room, now: Now): (kind: Preset) => Promise<void> {
  let choice = 0;
  return async (kind) => {
    const question = now.question();
    if (question === null) return;
    const mine = ++choice;
    set({ preset: { kind, found: null } });
    await tolerate(async () => {
      const found = await room.engine.preset(question, kind);
      if (mine !== choice) return;
      if (found === null) set({ preset: null });
      else {
        get().follow({ experiment: { recurrent: found.recurrent } });
        set({ preset: { kind, found } });
      }
    });
  };
}

/** An engine that was started anew answers nothing of before: the next change asks again. */
async function tolerate(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
  }
}
