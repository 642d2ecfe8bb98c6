import type { Reply } from "./protocol.ts";
import { type Question, READING } from "./questions.ts";

type CorpusRequest = Extract<Question, { kind: "corpus" }>;

/** The corpus that the engine has read: another engine has to read it again, as soon as something is asked of it. */
export interface HeldCorpus {
  /** What must be read before this can be answered; null: nothing. */
  readonly neededBy: (question: Question) => CorpusRequest | null;
  /** Takes note of an answer. */
  readonly hear: (request: CorpusRequest, reply: Reply) => void;
  /** The engine has ended. */
  readonly interrupt: () => void;
  /** Another model is shown. */
  readonly forget: () => void;
}

/** None. */
export function createHeldCorpus(): HeldCorpus {
  let read: CorpusRequest | null = null;
  let isThere = false;
  return {
    neededBy: (question) => {
      const isOfIt = question.kind === "corpus" && !["open", "cancel", "states"].includes(question.question.kind);
      return isOfIt && !isThere ? read : null;
    },
    hear: (request, reply) => {
      if (request.question.kind !== "open") return;
      if (reply.kind === "corpus") {
        isThere = reply.answer !== null;
        read = isThere ? { ...request, request: READING } : null;
      } else if (request.request === READING) {
        // Where it cannot be read again, what is asked of it is answered as without one.
        read = null;
      }
    },
    interrupt: () => {
      isThere = false;
    },
    forget: () => {
      read = null;
      isThere = false;
    },
  };
}
