import { collectGradients } from "./collect-gradients.ts";
import { boundTyped } from "./followed-bounds.ts";
import { createAsking } from "./gradient-asking.ts";
import {
  createAttributions,
  createFrames,
  createGradientCheck,
  createPresets,
  createReplacing,
  createSurveys,
  createWordGradients,
} from "./gradient-check.ts";
import { keyOf, questionOf } from "./gradient-question.ts";
import type { GradientActions } from "./gradient-state.ts";
import { createReaching } from "./reaching.ts";
import type { GetState, Room, SetState } from "./room.ts";
import { createStudyFreshness } from "./study-freshness.ts";
import type { WingPart } from "./wing.ts";

/** What asks for gradients; loaded with their view. */
export interface GradientStudies extends WingPart {
  readonly actions: GradientActions;
}

/** Asks the engine for what the view shows: studies at every change, one at a time; what is slow when the reader rests. */
export function createGradientStudies(set: SetState, get: GetState, room: Room): GradientStudies {
  let isDragging = false;
  /** Which engine is asked: one that was started anew, or is given another model, has nothing under way. */
  let engine = 0;
  let isReady = false;
  let wasShown = false;
  const freshness = createStudyFreshness(room.edges.clock, (areStudiesStale) => set({ areStudiesStale }));
  const asking = createAsking(set, get, room, { show: freshness.show, next: () => watch() });

  const watch = (): void => {
    const state = get();
    const wasReady = isReady;
    isReady = state.status.kind === "ready";
    if (wasReady && !isReady) engine++;
    const question = questionOf(state, room);
    if (question === null) {
      wasShown = false;
      return;
    }
    const key = keyOf(question, state, engine);
    const isEntered = !wasShown;
    wasShown = true;
    freshness.want(key, isEntered);
    if (isReady) reachOut(question);
    if (asking.isAsking() || state.isBusy || !isReady) return;
    if (key !== asking.asked()) {
      void asking.study(question, key);
      return;
    }
    // Slow parts wait for a reader at rest, and for studies that could be made.
    if (isDragging || state.studyFailure !== null) return;
    if (key !== asking.measured()) void asking.measure(question, key);
    const { under, measure, wordGradients, attributions, replaced, frames, many } = get();
    if (under === "words" && wordGradients === null) void findWordGradients();
    if (under === "words" && measure === "integrated" && attributions === null) void attributeWords();
    if (under === "words" && measure === "replaced" && replaced === null) void replaceWords();
    if (under === "signals" && frames === null) void findFrames();
    if (many !== null) void survey();
  };

  /** Asks once more for what stands there: the engine leaves whatever is under way. */
  const askAgain = (): void => {
    asking.forget("all");
    watch();
  };

  const answerable = () => {
    const { isBusy, status } = get();
    return isBusy || status.kind !== "ready" ? null : questionOf(get(), room);
  };
  const now = { question: answerable, key: asking.asked, engine: () => engine, fail: asking.fail };
  const check = createGradientCheck(set, get, room, now);
  const attributeWords = createAttributions(set, room, now);
  const replaceWords = createReplacing(set, room, now);
  const findWordGradients = createWordGradients(set, room, now);
  const findFrames = createFrames(set, room, now);
  const survey = createSurveys(set, get, room, now);
  const reachOut = createReaching(set, get, room, now, () => watch());
  const presets = createPresets(set, get, room, now, askAgain);

  return {
    watch,
    forget: () => asking.forget("all"),
    actions: {
      exportGradients: async () => {
        try {
          return await collectGradients(get(), answerable(), room.engine);
        } finally {
          // What the page was measuring became stale by it.
          asking.forget("measured");
          watch();
        }
      },
      checkGradients: () => void check(),
      choosePreset: (kind) => void presets.choose(kind),
      cancelPreset: presets.cancel,
      retryStudies: () => {
        set({ studyFailure: null });
        askAgain();
      },
      follow: ({ experiment, ...change }, { isCommit = true } = {}) => {
        isDragging = !isCommit;
        if (!isCommit) room.draft();
        // A preset stands for what was measured; any other change leaves it behind.
        const isOther = experiment !== undefined || change.at !== undefined || change.target !== undefined;
        set((state) => ({
          ...boundTyped(change, state),
          experiment: { ...state.experiment, ...experiment },
          ...(isOther ? { preset: null } : {}),
        }));
        watch();
        if (isCommit) room.commit();
      },
    },
  };
}
