import { createHash } from "node:crypto";
import type { NamedBytes } from "../../src/engine/formats/format.ts";
import { endpointOf, type Postable } from "../../src/worker/endpoints.ts";
import type { Reply, Request } from "../../src/worker/protocol.ts";
import { serve } from "../../src/worker/serve.ts";
import type { Digest, Fetch } from "../../src/worker/shipped-file.ts";
import { type After, type EngineLine, spawnEngine, type Thread } from "../../src/worker/spawn.ts";

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

interface TestEngineOptions {
  /** Makes every new thread die at its first message. */
  readonly breaks?: boolean;
  readonly after?: After;
  /** What the network takes. */
  readonly delayMs?: number;
  /** Replies whose posting throws, as that of what cannot be cloned does. */
  readonly cannotSend?: (reply: Reply) => boolean;
}

/** `models`: files by model id; a model that is not there answers 404. */
export function createTestEngine(
  models: ReadonlyMap<string, readonly NamedBytes[]>,
  { breaks = false, after, delayMs = 2, cannotSend = () => false }: TestEngineOptions = {},
): TestEngine {
  const requests: Request[] = [];
  const replies: Reply[] = [];
  const threads: { kill: () => void; close: () => void }[] = [];
  let deferred = 0;
  const defer = (task: () => void) => {
    deferred++;
    setTimeout(task, 0);
  };

  const start = (): Thread => {
    const { port1, port2 } = new MessageChannel();
    const inner = endpointOf<Reply, Request>(port1 as unknown as Postable);
    const stop = serve(
      {
        send: (reply, transfer) => {
          if (cannotSend(reply)) throw new DOMException("it could not be cloned", "DataCloneError");
          replies.push(structuredClone(reply));
          inner.send(reply, transfer);
        },
        listen: (receive) =>
          inner.listen((request) => {
            requests.push(request);
            if (breaks) thread.onerror?.(new Event("error") as ErrorEvent);
            else receive(request);
          }),
      },
      { fetch: fetchFrom(models, delayMs), digests: { get: (path) => digestOf(fileAt(models, path)) }, defer },
    );
    port1.start();
    port2.start();
    const thread: Thread = {
      postMessage: (message, transfer) => port2.postMessage(message, transfer),
      addEventListener: (type, listener) => port2.addEventListener(type, listener),
      removeEventListener: (type, listener) => port2.removeEventListener(type, listener),
      terminate: () => {
        stop();
        port1.close();
        port2.close();
      },
      onerror: null,
      onmessageerror: null,
    };
    threads.push({ kill: () => thread.onerror?.(new Event("error") as ErrorEvent), close: stop });
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

/** Waits until it holds. @throws Error after ten seconds. */
export async function until(holds: () => boolean, what = String(holds)): Promise<void> {
  const end = performance.now() + 10_000;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
