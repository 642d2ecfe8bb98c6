import { createHash } from "node:crypto";
import type { NamedBytes } from "../../src/engine/formats/format.ts";
import { endpointOf, type Postable } from "../../src/worker/endpoints.ts";
import type { Reply, Request } from "../../src/worker/protocol.ts";
import { serve } from "../../src/worker/serve.ts";
import type { Digest, Fetch } from "../../src/worker/shipped-file.ts";
import { readSmallModel } from "../../src/worker/small-models.ts";
import { type EngineLine, spawnEngine, type Thread } from "../../src/worker/spawn.ts";
import type { After } from "../../src/worker/timers.ts";

/** An engine in this thread, behind a real MessageChannel, that can be killed and that keeps count of what it said. */
export interface TestEngine {
  readonly spawn: () => EngineLine;
  /** Breaks the thread that runs now, as an uncaught error in a worker does. */
  readonly kill: () => void;
  /** Ends the thread that runs now without a word, as a thread does that closes itself. */
  readonly close: () => void;
  /** Everything that was asked and answered, over all threads. */
  readonly requests: Request[];
  readonly replies: Reply[];
  readonly threads: () => number;
  /** Tasks that the engine put off so that messages were seen. */
  readonly deferred: () => number;
}

export const modelsBase = "https://example.test/some/path/models/";

/** What goes wrong, asked of every message and every file in the order in which they come. */
export interface Faults {
  /** A message of the page: it cannot be posted, it gets lost, it cannot be read at the other end, or the engine breaks over it, aloud or silently. */
  readonly toEngine?: (request: Request) => "refused" | "lost" | "unreadable" | "breaks" | "ends" | null;
  /** A message of the engine that was posted, in the same way. */
  readonly toPage?: (reply: Reply) => "lost" | "unreadable" | null;
  /** A file that the engine fetches. */
  readonly fetch?: (address: string) => boolean;
  /** Starting a thread. */
  readonly start?: () => boolean;
}

interface TestEngineOptions {
  /** Makes every new thread die at its first message. */
  readonly breaks?: boolean;
  readonly after?: After;
  /** What the network takes. */
  readonly delayMs?: number;
  /** Until when the network answers nothing. */
  readonly until?: Promise<void>;
  /** Replies whose posting throws, as that of what cannot be cloned does. */
  readonly cannotSend?: (reply: Reply) => boolean;
  readonly faults?: Faults;
}

/** `models`: files by model id; a model that is not there answers 404. */
export function createTestEngine(
  models: ReadonlyMap<string, readonly NamedBytes[]>,
  {
    breaks = false,
    after,
    delayMs = 2,
    until = Promise.resolve(),
    cannotSend = () => false,
    faults = {},
  }: TestEngineOptions = {},
): TestEngine {
  const requests: Request[] = [];
  const replies: Reply[] = [];
  const threads: { kill: () => void; close: () => void }[] = [];
  let deferred = 0;
  const defer = (task: () => void) => {
    deferred++;
    setTimeout(task, 0);
  };
  const network = fetchFrom(models, delayMs);

  const start = (): Thread => {
    if (faults.start?.() === true) throw new DOMException("workers are forbidden here", "SecurityError");
    const { port1, port2 } = new MessageChannel();
    const inner = endpointOf<Reply, Request>(port1 as unknown as Postable);
    const listeners = new Map<string, (event: Event) => void>();
    const raise = (type: "error" | "messageerror") => listeners.get(type)?.(new Event(type));
    let isOver = false;
    /** What becomes of the messages that are on their way. */
    const fates: ReturnType<NonNullable<Faults["toEngine"]>>[] = [];
    const stop = serve(
      {
        send: (reply, transfer) => {
          if (isOver) return;
          if (cannotSend(reply)) throw new DOMException("it could not be cloned", "DataCloneError");
          const fault = faults.toPage?.(reply);
          replies.push(structuredClone(reply));
          if (fault === "unreadable") setTimeout(raise, 0, "messageerror");
          else if (fault !== "lost") inner.send(reply, transfer);
        },
        listen: (receive) =>
          inner.listen((request) => {
            requests.push(request);
            const fate = breaks ? "breaks" : fates.shift();
            if (fate === "ends") close();
            else if (fate === "breaks" || fate === "unreadable") raise("error");
            else if (fate !== "lost") receive(request);
          }),
      },
      {
        fetch: (address) =>
          faults.fetch?.(address) === true
            ? Promise.reject(new TypeError("Failed to fetch"))
            : until.then(() => network(address)),
        digests: { get: (path) => digestOf(fileAt(models, path)) },
        small: readSmallModel,
        defer,
      },
    );
    port1.start();
    port2.start();
    const close = () => {
      isOver = true;
      stop();
    };
    const thread: Thread = {
      postMessage: (message, transfer) => {
        const fate = faults.toEngine?.(message as Request) ?? null;
        if (fate === "refused") throw new DOMException("the message could not be cloned", "DataCloneError");
        fates.push(fate);
        port2.postMessage(message, transfer);
      },
      addEventListener: (type: string, listener: (event: never) => void) => {
        if (type === "message") port2.addEventListener(type, listener as (event: Event) => void);
        else listeners.set(type, listener as (event: Event) => void);
      },
      removeEventListener: (type, listener) => port2.removeEventListener(type, listener),
      terminate: () => {
        close();
        port1.close();
        port2.close();
      },
    };
    threads.push({ kill: () => raise("error"), close });
    return thread;
  };

  return {
    spawn: () => spawnEngine(start, after),
    close: () => threads.at(-1)?.close(),
    kill: () => threads.at(-1)?.kill(),
    requests,
    replies,
    threads: () => threads.length,
    deferred: () => deferred,
  };
}

/** A network that holds nothing but these models. */
function fetchFrom(models: ReadonlyMap<string, readonly NamedBytes[]>, delayMs: number): Fetch {
  return async (address) => {
    // A network takes its time; messages are received meanwhile.
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    const bytes = fileAt(models, address.replace(modelsBase, "models/"));
    return bytes === undefined ? new Response("not found", { status: 404 }) : new Response(bytes.slice(0));
  };
}

/** By path below the page. */
function fileAt(models: ReadonlyMap<string, readonly NamedBytes[]>, path: string): ArrayBuffer | undefined {
  const [, id, name] = path.split("/");
  return models.get(id ?? "")?.find((candidate) => candidate.name === name)?.bytes;
}

/** What a page knows that was built with this file. */
export function digestOf(bytes: ArrayBuffer | undefined): Digest | undefined {
  if (bytes === undefined) return undefined;
  return { bytes: bytes.byteLength, sha256: createHash("sha256").update(new Uint8Array(bytes)).digest("hex") };
}

/** Turns of the event loop, a millisecond each or longer, that a wait lasts: a slow machine's turns are slower too. */
const MOST_TURNS = 60_000;

/** Waits until it holds. @throws Error after `MOST_TURNS` turns of the event loop. */
export async function until(holds: () => boolean, what = String(holds)): Promise<void> {
  for (let turn = 0; !holds(); turn++) {
    if (turn === MOST_TURNS) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
