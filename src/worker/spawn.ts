import { createConversation } from "./conversation.ts";
import { endpointOf, type Postable } from "./endpoints.ts";
import type { Endpoint, Problem, Reply, Request } from "./protocol.ts";
import { type After, afterTimeout } from "./timers.ts";

/** How the engine is. */
export type EngineHealth =
  /** It ended; another one was started and is told what it must know, then asked again whatever was pending. */
  | { readonly kind: "restarted" }
  /** No engine answers, and none is started by itself. Asking anything starts one that goes on from where the last one was. */
  | { readonly kind: "gone"; readonly problem: Problem }
  /** It holds again what the one before held. */
  | { readonly kind: "restored" };

/** A line to an engine that is started again when it dies. */
export interface EngineLine {
  readonly endpoint: Endpoint<Request, Reply>;
  /** Returns the function that stops listening. */
  readonly onHealth: (changed: (health: EngineHealth) => void) => () => void;
  /** Ends the engine for good. */
  readonly stop: () => void;
}

/** A thread that can be ended and that says when it broke. */
export interface Thread extends Omit<Postable, "addEventListener"> {
  readonly terminate: () => void;
  addEventListener(type: "message", listener: (event: MessageEvent) => void): void;
  addEventListener(type: "error" | "messageerror", listener: (event: Event) => void): void;
}

/** An engine that ends so often without having come back to where it was is not started again by itself. */
const DEATHS_IN_A_ROW = 3;

/** A thread can end without a word. One that owes an answer and is silent so long is asked whether it is there … */
const QUIET_MS = 5000;
/** … and is given up where it does not say so in this time: longer than reading a large file keeps it from listening. */
const GONE_MS = 20_000;

const endsAtOnce: Problem = {
  title: "The engine stops as soon as it is started",
  detail: "The sentence is safe. Try again, reload the page, or try another browser.",
};

const startWorker = (): Thread => new Worker(new URL("./engine.worker.ts", import.meta.url), { type: "module" });

/** Starts the engine in a thread of its own, at the first question. */
export function spawnEngine(start: () => Thread = startWorker, after: After = afterTimeout): EngineLine {
  const receivers = new Set<(reply: Reply) => void>();
  const listeners = new Set<(health: EngineHealth) => void>();
  let deathsInARow = 0;
  let thread: Thread | null = null;
  let stopWatching: (() => void) | null = null;

  const report = (health: EngineHealth) => {
    for (const changed of [...listeners]) changed(health);
  };

  const conversation = createConversation({
    send: (request) => thread?.postMessage(request, request.kind === "run" ? [request.ids.buffer as ArrayBuffer] : []),
    tell: (reply) => {
      for (const receive of [...receivers]) receive(reply);
    },
    restored: () => {
      deathsInARow = 0;
      report({ kind: "restored" });
    },
    broken: (problem) => (problem === null ? bury() : giveUp(problem)),
  });

  const unwatch = () => {
    stopWatching?.();
    stopWatching = null;
  };

  /** As long as an answer is owed. */
  const watch = () => {
    if (thread === null || stopWatching !== null || !conversation.isWaiting()) return;
    stopWatching = after(QUIET_MS, () => {
      stopWatching = after(GONE_MS, bury);
      conversation.ping();
    });
  };

  const end = () => {
    unwatch();
    const dead = thread;
    thread = null;
    dead?.terminate();
  };

  const giveUp = (problem: Problem) => {
    end();
    conversation.giveUp(problem);
    report({ kind: "gone", problem });
  };

  const bury = () => {
    end();
    deathsInARow++;
    if (deathsInARow >= DEATHS_IN_A_ROW) return giveUp(endsAtOnce);
    conversation.interrupt();
    report({ kind: "restarted" });
    if (begin() !== null) return;
    conversation.resume();
    watch();
  };

  /** Why no thread can be had; null where one was started. */
  const begin = (): Problem | null => {
    try {
      listenTo(start());
      return null;
    } catch (error) {
      const problem = refused(error);
      giveUp(problem);
      return problem;
    }
  };

  const listenTo = (mine: Thread) => {
    thread = mine;
    endpointOf<Request, Reply>(mine).listen((reply) => {
      if (mine !== thread) return;
      unwatch();
      if (reply.kind === "chunk" && reply.isLast) deathsInARow = 0;
      conversation.hear(reply);
      watch();
    });
    const die = (event: Event) => {
      // The page says it in words; the browser need not log it as uncaught.
      event.preventDefault();
      if (mine === thread) bury();
    };
    mine.addEventListener("error", die);
    mine.addEventListener("messageerror", die);
  };

  return {
    endpoint: {
      send: (request) => {
        // Asking again is how a reader tries again: an engine that was given up is then started once more.
        const problem = thread === null ? begin() : null;
        conversation.ask(request);
        if (problem !== null) conversation.giveUp(problem);
        watch();
      },
      listen: (receive) => {
        receivers.add(receive);
        return () => receivers.delete(receive);
      },
    },
    onHealth: (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    stop: end,
  };
}

/** A page may be forbidden to start threads: by the reader, by the browser's settings, by the site that it stands in. */
function refused(error: unknown): Problem {
  const why = error instanceof Error ? error.message : String(error);
  return {
    title: "The engine cannot be started here",
    detail: `Gatescope computes the network in a worker of this page, and this browser has none, or forbids them here (${why}). The sentence is safe: it stands in the address. Try again, or open the same address in a current browser.`,
  };
}
