import { createStore, type StoreApi } from "zustand/vanilla";
import type { Problem } from "../worker/protocol.ts";
import { createActivations } from "./activation-slice.ts";
import { createAgainSlice } from "./again-slice.ts";
import type { RunNews } from "./engine-client.ts";
import { createExpectations } from "./expectations.ts";
import { createGradients } from "./gradient-slice.ts";
import { createMemory } from "./memory-slice.ts";
import { createModels } from "./model-slice.ts";
import { createNoticeSlice } from "./notice-slice.ts";
import { createPlaybackSlice } from "./playback-slice.ts";
import { createPredict } from "./predict-slice.ts";
import { createReceive, type Freshness } from "./receive.ts";
import type { Room } from "./room.ts";
import { createRunFailure } from "./run-failure.ts";
import { createRunSlice, type Writing } from "./run-slice.ts";
import { createSelectionSlice } from "./selection-slice.ts";
import { createSettingsSlice } from "./settings-slice.ts";
import { createSettler } from "./settle.ts";
import type { AppState } from "./state.ts";

/** The state, and what the engine's messages and the address do with it. */
export interface AppStore {
  readonly store: StoreApi<AppState>;
  readonly receive: (news: RunNews) => void;
  /** The run under way failed. */
  readonly fail: (problem: Problem) => void;
  /** Loads a model without a decision of the reader behind it. */
  readonly load: (id: string) => void;
  /** Finds order and automatic unit anew, when the numbers are at rest. */
  readonly settle: () => void;
}

/** All slices in one store. Nothing is asked of the engine until a model is chosen. */
export function createAppStore(room: Room): AppStore {
  const fresh: Freshness = { steps: 0 };
  const writing: Writing = { history: null, ghostIsDismissed: false, isInside: false };
  const store = createStore<AppState>()(() => ({}) as AppState);
  const set = store.setState;
  const get = store.getState;
  const mayPropose = () => {
    const { lastIsProvisional, tokens } = get();
    const isReadable = !lastIsProvisional || tokens.at(-1)?.known === true;
    return isReadable && !writing.ghostIsDismissed && !writing.isInside;
  };
  const fail = (problem: Problem): void => failRun(problem);
  const expectations = createExpectations(set, get, room, { computed: () => fresh.steps, mayPropose, fail });
  const settler = createSettler(set, get, room);
  const forget = () => Object.assign({}, ...wings.map((wing) => wing.forget()));
  const failRun = createRunFailure(set, room, { fresh, expectations, forget });
  const parts = { fresh, writing, expectations, settler, fail: failRun };
  const models = createModels(set, get, room, parts);
  const gradients = createGradients(set, get, room);
  const predictions = createPredict(set, get, room);
  const activations = createActivations(set, get, room);
  const memory = createMemory(store, room);
  const wings = [gradients.wing, predictions.wing, activations.wing, memory.wing];
  store.setState(
    {
      ...models.slice,
      ...createRunSlice(set, get, room, parts),
      ...createSelectionSlice(set, get, room, settler, expectations),
      ...createPlaybackSlice(set),
      ...createSettingsSlice(set, get, room, settler),
      ...createNoticeSlice(set, get),
      ...createAgainSlice(set, get, room, parts),
      ...gradients.slice,
      ...predictions.slice,
      ...activations.slice,
      ...memory.slice,
    },
    true,
  );
  for (const { watch } of wings) store.subscribe(watch);
  return {
    store,
    load: models.load,
    settle: settler.request,
    receive: createReceive(set, room, parts),
    fail,
  };
}
