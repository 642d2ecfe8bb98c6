import { endpointOf, type Postable } from "./endpoints.ts";
import type { Endpoint, Reply, Request } from "./protocol.ts";

/** A line to an engine that is started again when it dies. */
export interface EngineLine {
  readonly endpoint: Endpoint<Request, Reply>;
  /**
   * Called when the engine died. `isBack` tells whether another one was started: it knows nothing yet, neither model nor text.
   * Returns the function that stops listening.
   */
  readonly onDeath: (died: (isBack: boolean) => void) => () => void;
  /** Ends the engine for good. */
  readonly stop: () => void;
}

/** A thread that can be ended and that says when it broke. */
export interface Thread extends Postable {
  readonly terminate: () => void;
  onerror: ((event: ErrorEvent) => unknown) | null;
  onmessageerror: ((event: MessageEvent) => unknown) | null;
}

/** Runs the task once after `delayMs`; returns the function that calls it off. */
export type After = (delayMs: number, task: () => void) => () => void;

/** An engine that dies so often without having finished a run in between is not started again by itself. */
const DEATHS_IN_A_ROW = 3;

/** A thread can end without a word. One that was asked and is silent so long is asked whether it is there … */
const QUIET_MS = 5000;
/** … and is given up where it does not say so in this time: longer than reading a large file keeps it from listening. */
const GONE_MS = 20_000;

const startWorker = (): Thread => new Worker(new URL("./engine.worker.ts", import.meta.url), { type: "module" });

const afterTimeout: After = (delayMs, task) => {
  const timer = setTimeout(task, delayMs);
  return () => clearTimeout(timer);
};

/** Starts the engine in a thread of its own. */
export function spawnEngine(start: () => Thread = startWorker, after: After = afterTimeout): EngineLine {
  const receivers = new Set<(reply: Reply) => void>();
  const mourners = new Set<(isBack: boolean) => void>();
  let deathsInARow = 0;
  let thread: Thread | null = null;
  let stopWaiting: (() => void) | null = null;

  const hear = () => {
    stopWaiting?.();
    stopWaiting = null;
  };

  const bury = (dead: Thread) => {
    if (dead !== thread) return;
    hear();
    dead.terminate();
    thread = null;
    deathsInARow++;
    const isBack = deathsInARow < DEATHS_IN_A_ROW;
    if (isBack) begin();
    for (const died of [...mourners]) died(isBack);
  };

  const begin = (): Thread => {
    const mine = start();
    thread = mine;
    endpointOf<Request, Reply>(mine).listen((reply) => {
      if (mine !== thread) return;
      hear();
      if (reply.kind === "chunk" && reply.isLast) deathsInARow = 0;
      for (const receive of [...receivers]) receive(reply);
    });
    const die = (event: Event) => {
      // The page says it in words; the browser need not log it as uncaught.
      event.preventDefault();
      bury(mine);
    };
    mine.onerror = die;
    mine.onmessageerror = die;
    return mine;
  };

  const send = (message: Request, transfer: readonly ArrayBuffer[] = []) => {
    // Asking again is how a reader tries again: an engine that was given up is then started once more.
    const asked = thread ?? begin();
    asked.postMessage(message, [...transfer]);
    stopWaiting ??= after(QUIET_MS, () => {
      asked.postMessage({ kind: "ping" } satisfies Request, []);
      stopWaiting = after(GONE_MS, () => bury(asked));
    });
  };
  begin();

  return {
    endpoint: {
      send,
      listen: (receive) => {
        receivers.add(receive);
        return () => receivers.delete(receive);
      },
    },
    onDeath: (died) => {
      mourners.add(died);
      return () => mourners.delete(died);
    },
    stop: () => {
      hear();
      thread?.terminate();
      thread = null;
    },
  };
}
