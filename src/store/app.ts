import type { StoreApi } from "zustand/vanilla";
import type { Problem } from "../worker/protocol.ts";
import { createAddressSync } from "./address.ts";
import type { Edges } from "./edges.ts";
import { createEngineClient } from "./engine-client.ts";
import { createHoverStore } from "./hover.ts";
import type { AppState, Hover } from "./state.ts";
import { createAppStore } from "./store.ts";
import { createTraceBuffer, type TraceBuffer } from "./trace-buffer.ts";

/** The running page without its views. */
export interface RunningApp {
  readonly store: StoreApi<AppState>;
  readonly buffer: TraceBuffer;
  readonly hover: StoreApi<Hover>;
  /** Ends the engine and everything that listens. */
  readonly stop: () => void;
}

const stopped: Problem = {
  title: "The engine stopped and was started again",
  detail: "The sentence is safe; its numbers are being computed anew.",
};
const gone: Problem = {
  title: "The engine stops as soon as it is started",
  detail: "The sentence is safe. Reload the page, or try another browser.",
};

/** Joins engine, state and address. The model of the address begins to load at once. */
export function createApp(edges: Edges): RunningApp {
  const line = edges.spawn();
  const buffer = createTraceBuffer();
  const engine = createEngineClient(line.endpoint, {
    onChunk: (news) => app.receive(news),
    onRunFailed: (problem) => app.fail(problem),
  });
  const address = createAddressSync(() => app, edges);
  const app = createAppStore({ edges, engine, buffer, commit: address.commit, draft: address.draft });
  const { store } = app;
  const silence = line.onDeath((isBack) => {
    store.getState().notify("problem", isBack ? stopped : gone);
    engine.abandon(isBack ? stopped : gone);
    if (isBack) app.reopen();
    else app.giveUp(gone);
  });
  const leaveAddress = address.start();
  return {
    store,
    buffer,
    hover: createHoverStore(),
    stop: () => {
      leaveAddress();
      silence();
      engine.stop();
      line.stop();
    },
  };
}
