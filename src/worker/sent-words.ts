import type { Reply, Request } from "./protocol.ts";

/** The words that are run, from the first on, and how much of their steps has come. */
export interface SentWords {
  readonly take: (request: RunRequest) => void;
  /** The whole run, for an engine that knows none of it; null where there is none. */
  readonly again: () => RunRequest | null;
  /** Another model: its words are others. */
  readonly forget: () => void;
  /** Nobody computes any more. */
  readonly interrupt: () => void;
  /** The run whose end is still to come; null for none. */
  readonly owed: () => number | null;
  /** `isGap`: steps before these have not come. `isNews`: the page waits for it. `isEnd`: no more will come. */
  readonly hear: (reply: RunReply) => { readonly isGap: boolean; readonly isNews: boolean; readonly isEnd: boolean };
}

type RunRequest = Extract<Request, { kind: "run" }>;
type RunReply = Extract<Reply, { kind: "chunk" | "failed" }>;

/** No words yet. */
export function createSentWords(): SentWords {
  let ids = new Int32Array(0);
  let run: number | null = null;
  /** Whether the page has not got them all. */
  let isOwed = false;
  /** Whether the engine is at them for another reason: the page has them, a new engine has not. */
  let isRepeated = false;
  let from = 0;
  let nextFrame = 0;

  const begin = (first: number) => {
    from = first;
    nextFrame = first === 0 ? 0 : first + 1;
  };

  return {
    take: (request) => {
      const next = new Int32Array(request.from + request.ids.length);
      next.set(ids.subarray(0, request.from));
      next.set(request.ids, request.from);
      ids = next;
      run = request.run;
      isOwed = true;
      isRepeated = false;
      begin(request.from);
    },
    again: () => {
      if (run === null) return null;
      isRepeated = !isOwed;
      begin(0);
      return { kind: "run", run, from: 0, ids: ids.slice() };
    },
    forget: () => {
      ids = new Int32Array(0);
      run = null;
      isOwed = false;
      isRepeated = false;
    },
    interrupt: () => {
      isRepeated = false;
    },
    owed: () => (isOwed || isRepeated ? run : null),
    hear: (reply) => {
      if (reply.run !== run) return { isGap: false, isNews: false, isEnd: false };
      const isNews = isOwed;
      const isEnd = reply.kind === "failed" || reply.isLast;
      const isGap = reply.kind === "chunk" && reply.chunk.first > nextFrame;
      if (!isGap && isEnd) isOwed = isRepeated = false;
      if (reply.kind === "chunk") nextFrame = from + reply.computed + 1;
      return { isGap, isNews: isNews && !isGap, isEnd };
    },
  };
}
