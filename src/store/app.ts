import type { StoreApi } from "zustand/vanilla";
import type { Problem } from "../worker/protocol.ts";
import { createAddressDoor } from "./address-door.ts";
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
  /** Resolves once the state is the address's: a page that is drawn before shows another sentence first. */
  readonly arrived: Promise<void>;
  /** Ends the engine and everything that listens. */
  readonly stop: () => void;
}

const restarted: Problem = {
  title: "The engine stopped and was started again",
  detail: "Nothing is lost: what it was computing is computed anew.",
};

/** One line tells how the engine is. */
const ENGINE = "engine";

/** Joins engine, state and address. The model of the address begins to load at once. */
export function createApp(edges: Edges): RunningApp {
  const line = edges.spawn();
  const buffer = createTraceBuffer();
  const engine = createEngineClient(line.endpoint, {
    onChunk: (news) => app.receive(news),
    onRunFailed: (problem) => app.fail(problem),
  });
  const address = createAddressDoor(() => app, edges);
  const missed = (problem: Problem, again = () => store.getState().askAgain()) =>
    store.getState().notify("problem", problem, { about: ENGINE, ways: [{ label: "Try again", go: again }] });
  const app = createAppStore({ edges, engine, buffer, missed, commit: address.commit, draft: address.draft });
  const { store } = app;
  const silence = line.onHealth((health) => {
    const { model, runProblem, notices, notify, withdraw } = store.getState();
    const isProblem = notices.some(({ about, kind }) => about === ENGINE && kind === "problem");
    if (health.kind === "restarted") notify("info", restarted, { about: ENGINE });
    else if (health.kind === "gone" && model !== null && runProblem === null) missed(health.problem);
    // Where there are no numbers to be seen, what stands in their place says it.
    else if (health.kind === "gone" || isProblem) withdraw(ENGINE);
  });
  const { arrived, stop: leaveAddress } = address.start();
  return {
    store,
    buffer,
    hover: createHoverStore(),
    arrived,
    stop: () => {
      leaveAddress();
      silence();
      engine.stop();
      line.stop();
    },
  };
}
