import type { Preset, Problem, StudyQuestion } from "../worker/protocol.ts";
import { ProblemError } from "./engine-client.ts";
import type { GetState, Room, SetState } from "./room.ts";

/** The question as things stand, the key of what was asked last, and which engine is asked: one that was started anew knows nothing. */
interface Now {
  readonly question: () => StudyQuestion | null;
  readonly key: () => string;
  readonly engine: () => number;
  /** Tells what could not be computed; an engine that is being started anew is asked again instead. */
  readonly fail: (problem: Problem) => void;
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
    await tolerate(now, async () => {
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
  return createSlow(now, (question, onAdvance) => room.engine.attribute(question, onAdvance), {
    advance: (attributionProgress) => set({ attributionProgress }),
    keep: (attributions) => set({ attributions }),
  });
}

/** Puts other words in the place of each word of the question as it stands, once at a time for each key. */
export function createReplacing(set: SetState, room: Room, now: Now): () => Promise<void> {
  return createSlow(now, (question, onAdvance) => room.engine.replace(question, onAdvance), {
    advance: (replacedProgress) => set({ replacedProgress }),
    keep: (replaced) => set({ replaced }),
  });
}

/** What takes a while, in every model: measured once at a time for each key, kept where the question still stands. */
function createSlow<Value>(
  now: Now,
  measure: (question: StudyQuestion, onAdvance: (done: number) => void) => Promise<readonly (Value | null)[] | null>,
  {
    advance,
    keep,
  }: {
    readonly advance: (done: number | null) => void;
    readonly keep: (values: ReadonlyMap<string, Value>) => void;
  },
): () => Promise<void> {
  let underWay = "";
  return async () => {
    const question = now.question();
    const key = now.key();
    if (question === null || key === underWay) return;
    underWay = key;
    const isStill = () => now.key() === key;
    await tolerate(now, async () => {
      const values = await measure(question, (done) => {
        if (isStill()) advance(done);
      });
      if (values !== null && isStill()) keep(byModel(question, values));
    });
    if (underWay !== key) return;
    underWay = "";
    if (isStill()) advance(null);
  };
}

/** Fetches ∂L/∂ every signal of the shown model, once at a time for each key. */
export function createFrames(set: SetState, room: Room, now: Now): () => Promise<void> {
  return createFetch(now, async (question) => {
    const frames = await room.engine.frames(question);
    return frames === null ? null : () => set({ frames });
  });
}

/** Fetches what one way back says of every word, once at a time for each key. */
export function createWordGradients(set: SetState, room: Room, now: Now): () => Promise<void> {
  return createFetch(now, async (question) => {
    const gradients = await room.engine.wordGradients(question);
    return gradients === null ? null : () => set({ wordGradients: byModel(question, gradients) });
  });
}

/** What is soon there: fetched once at a time for each key, kept where the question still stands. */
function createFetch(now: Now, fetch: (question: StudyQuestion) => Promise<(() => void) | null>): () => Promise<void> {
  let underWay = "";
  return async () => {
    const question = now.question();
    const key = now.key();
    if (question === null || key === underWay) return;
    underWay = key;
    await tolerate(now, async () => {
      const keep = await fetch(question);
      if (now.key() === key) keep?.();
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
    const key = JSON.stringify([many, experiment, target, models, now.engine()]);
    if (key === measured) return;
    measured = key;
    const isStill = () => measured === key;
    set({ areSurveysStale: true, surveyProgress: 0 });
    const isAnswered = await tolerate(now, async () => {
      const surveys = await room.engine.survey(same, many, (done) => {
        if (isStill()) set({ surveyProgress: done });
      });
      if (!isStill()) return;
      // What became stale is asked for again by the study that made it so.
      if (surveys === null) measured = "";
      else set({ surveys: surveys.flatMap((survey) => survey ?? []), areSurveysStale: false });
    });
    if (!isStill()) return;
    if (!isAnswered) measured = "";
    set({ surveyProgress: null });
  };
}

/** The presets: finding what one stands for on the question as it stands, and setting it; and leaving the search. */
interface Presets {
  readonly choose: (kind: Preset) => Promise<void>;
  readonly cancel: () => void;
}

/** The newest choice wins. @param drop makes the engine leave the search that is under way */
export function createPresets(set: SetState, get: GetState, room: Room, now: Now, drop: () => void): Presets {
  let choice = 0;
  const choose = async (kind: Preset) => {
    const question = now.question();
    if (question === null) return;
    const mine = ++choice;
    const isStill = () => mine === choice && get().preset?.kind === kind;
    set({ preset: { kind, found: null, progress: 0 } });
    await tolerate(now, async () => {
      const found = await room.engine.preset(question, kind, (progress) => {
        if (isStill()) set({ preset: { kind, found: null, progress } });
      });
      if (!isStill()) return;
      if (found === null) set({ preset: null });
      else {
        // It is measured from zeros, so that is what is shown.
        get().follow({ before: "nothing", experiment: { recurrent: found.recurrent } });
        set({ preset: { kind, found, progress: 1 } });
      }
    });
    if (isStill() && get().preset?.found === null) set({ preset: null });
  };
  const cancel = () => {
    if (get().preset === null || get().preset?.found !== null) return;
    choice++;
    set({ preset: null });
    drop();
  };
  return { choose, cancel };
}

/** Whether it was answered. */
async function tolerate(now: Now, act: () => Promise<void>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    now.fail(error.problem);
    return false;
  }
}
