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

/** An engine that dies so often without having finished a run in between is not started again by itself. */
const DEATHS_IN_A_ROW = 3;

/** Starts the engine in a thread of its own. */
export function spawnEngine(
  start: () => Thread = () => new Worker(new URL("./engine.worker.ts", import.meta.url), { type: "module" }),
): EngineLine {
  const receivers = new Set<(reply: Reply) => void>();
  const mourners = new Set<(isBack: boolean) => void>();
  let deathsInARow = 0;
  let thread: Thread | null = null;

  const begin = (): Thread => {
    const mine = start();
    thread = mine;
    endpointOf<Request, Reply>(mine).listen((reply) => {
      if (mine !== thread) return;
      if (reply.kind === "chunk" && reply.isLast) deathsInARow = 0;
      for (const receive of [...receivers]) receive(reply);
    });
    const die = (event: Event) => {
      // The page says it in words; the browser need not log it as uncaught.
      event.preventDefault();
      if (mine !== thread) return;
      mine.terminate();
      thread = null;
      deathsInARow++;
      const isBack = deathsInARow < DEATHS_IN_A_ROW;
      if (isBack) begin();
      for (const died of [...mourners]) died(isBack);
    };
    mine.onerror = die;
    mine.onmessageerror = die;
    return mine;
  };
  begin();

  return {
    endpoint: {
      // Asking again is how a reader tries again: an engine that was given up is then started once more.
      send: (message, transfer = []) => (thread ?? begin()).postMessage(message, [...transfer]),
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
      thread?.terminate();
      thread = null;
    },
  };
}
