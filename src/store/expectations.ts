import type { Problem } from "../worker/protocol.ts";
import { describeError } from "./engine-client.ts";
import { likeliestWord } from "./ghost.ts";
import type { GetState, Room, SetState } from "./room.ts";
import type { AppState } from "./state.ts";

/** Logits that are kept, beside those that are wanted now. */
const KEPT = 32;

/** Asks for the next-word logits that the page needs, and keeps them by step as long as their words stand. */
export interface Expectations {
  /** Asks for what is wanted and computed but not there: after the pinned word, before it, and after the last word. */
  readonly ask: () => void;
  /** Part of a change of words: forgets what came after `steps` words that still stand (−1: everything), and the ghost. */
  readonly keepOnly: (steps: number) => Partial<AppState>;
}

export interface ExpectationsOptions {
  /** Steps whose numbers belong to the words as they stand. */
  readonly computed: () => number;
  /** Whether a ghost may be shown now. */
  readonly mayPropose: () => boolean;
  /** The words as they stand have no logits to be had. */
  readonly fail: (problem: Problem) => void;
}

export function createExpectations(
  set: SetState,
  get: GetState,
  room: Room,
  { computed, mayPropose, fail }: ExpectationsOptions,
): Expectations {
  const asked = new Set<number>();
  let generation = 0;

  const wanted = (): number[] => {
    const { step, tokens } = get();
    return [tokens.length, step, step - 1].filter((at) => at >= 0 && at <= computed());
  };

  const keep = (step: number, logits: Float32Array): void => {
    const needed = wanted();
    const older = [...get().logits].filter(([at]) => at !== step);
    const surplus = older.length + 1 - KEPT;
    const kept = surplus > 0 ? older.filter(([at], index) => index >= surplus || needed.includes(at)) : older;
    set((state) => {
      const next = new Map([...kept, [step, logits] as const]);
      return { logits: next, ghost: propose({ ...state, logits: next }) };
    });
  };

  const propose = (state: AppState): string | null => {
    const last = state.logits.get(state.tokens.length);
    if (last === undefined || state.tokens.length === 0 || state.model === null || !mayPropose()) return null;
    return likeliestWord(last, state.model.words);
  };

  return {
    ask: () => {
      const { model, runProblem } = get();
      if (model?.hasReadout !== true || runProblem !== null) return;
      const ghost = propose(get());
      if (ghost !== get().ghost) set({ ghost });
      for (const step of wanted()) {
        if (asked.has(step) || get().logits.has(step)) continue;
        asked.add(step);
        const mine = generation;
        room.engine.logits(step).then(
          (logits) => {
            if (mine !== generation) return;
            asked.delete(step);
            if (logits !== null) keep(step, logits);
          },
          // Where the words changed meanwhile, they have asked again.
          (error) => {
            if (mine === generation) fail(describeError(error));
          },
        );
      }
    },
    keepOnly: (steps) => {
      generation++;
      asked.clear();
      return { logits: new Map([...get().logits].filter(([at]) => at <= steps)), ghost: null };
    },
  };
}
