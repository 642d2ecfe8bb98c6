import type { Token } from "../engine/tokenizer.ts";
import type { Problem } from "../worker/protocol.ts";
import { firstDifference } from "./edit.ts";
import { describeError, type RunNews } from "./engine-client.ts";
import type { Expectations } from "./expectations.ts";
import type { Room, SetState } from "./room.ts";
import type { Settler } from "./settle.ts";
import type { AppState } from "./state.ts";

/** Which steps in the buffer belong to the words as they stand. Shared by what asks for runs and what receives them. */
export interface Freshness {
  /** 0 … T */
  steps: number;
}

/** What the words are followed with. */
interface Following {
  readonly room: Room;
  readonly fresh: Freshness;
  readonly expectations: Expectations;
  readonly fail: (problem: Problem) => void;
}

/**
 * Asks for the steps that `tokens` change, and no others: from the first changed word, or from the first that has not come yet.
 * Columns to be overwritten stay until the new ones come; those behind the end of a shorter sentence go at once. Returns the
 * change of state, and the request to make after it (none where no id changed, unless the run before failed).
 */
export function followTokens(
  state: AppState,
  tokens: readonly Token[],
  { room, fresh, expectations, fail }: Following,
): { readonly change: Partial<AppState>; readonly send: () => void } {
  const nothing = { change: {}, send: () => {} };
  if (state.model === null) return nothing;
  const changed = firstDifference(state.tokens, tokens, (a, b) => a.id === b.id);
  const rewritten = firstDifference(state.tokens, tokens, (a, b) => a.text === b.text && a.id === b.id);
  const isSame = changed === tokens.length && changed === state.tokens.length;
  // Words that the model reads alike have equal numbers, and are other words none the less.
  const rewrites = rewritten < Math.min(changed, state.steps) ? { version: state.version + 1, changedFrom: rewritten + 1 } : {};
  if (isSame && state.runProblem === null) return { ...nothing, change: rewrites };
  const from = Math.min(changed, fresh.steps);
  fresh.steps = from;
  const isShorter = tokens.length < state.steps;
  room.buffer.truncate(tokens.length);
  const ids = Int32Array.from(tokens.slice(from), (token) => token.id);
  return {
    change: {
      ...expectations.keepOnly(from),
      isBusy: true,
      runProblem: null,
      computedSteps: 0,
      ...(isShorter ? { steps: tokens.length, version: state.version + 1, changedFrom: tokens.length + 1 } : {}),
      ...rewrites,
    },
    send: () => {
      try {
        room.buffer.reserve(tokens.length);
        room.engine.run(from, ids);
      } catch (error) {
        fail(describeError(error));
      }
    },
  };
}

/** Takes a chunk in: first the buffer, then the counters, in one change of state. */
export function createReceive(
  set: SetState,
  room: Pick<Room, "buffer">,
  parts: Omit<Following, "room"> & { readonly settler: Settler },
): (news: RunNews) => void {
  const { fresh, expectations, settler, fail } = parts;
  return ({ chunk, isLast, computed }) => {
    try {
      room.buffer.append(chunk);
    } catch (error) {
      return fail(describeError(error));
    }
    const steps = room.buffer.trace()?.steps ?? 0;
    const frames = chunk.values.length / frameOf(room);
    fresh.steps = Math.max(0, chunk.first + frames - 1);
    set((state) => ({
      steps,
      ...(frames > 0 ? { version: state.version + 1, changedFrom: Math.max(1, chunk.first) } : {}),
      computedSteps: computed,
      isBusy: !isLast,
      ...(isLast ? settler.atRest() : {}),
    }));
    expectations.ask();
  };
}

function frameOf({ buffer }: Pick<Room, "buffer">): number {
  const layout = buffer.trace()?.layout;
  return layout === undefined ? 1 : layout.layers * layout.signals.length * layout.units;
}
