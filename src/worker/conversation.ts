import { createHeldCorpus } from "./held-corpus.ts";
import type { Problem, Reply, Request } from "./protocol.ts";
import { createQuestions, type Question, READING } from "./questions.ts";
import { createRestoration } from "./restoration.ts";

const unanswered: Problem = {
  title: "The engine stopped each time that this was asked",
  detail: "The sentence and the rest of the page are safe.",
};

/** Where the conversation is held. */
export interface Ends {
  /** To the engine. @throws Error where it cannot be sent */
  readonly send: (request: Request) => void;
  /** To the page. */
  readonly tell: (reply: Reply) => void;
  /** The engine holds what the one before held. */
  readonly restored: () => void;
  /** Something that was said has been lost (null), or the model cannot be opened again: nothing more can be expected of this engine. */
  readonly broken: (problem: Problem | null) => void;
}

/**
 * What the page has asked and what an engine must know to answer it. When an engine ends, the next one is told of the open model, the
 * words and the corpus, and asked again whatever waits, of whatever kind: who asked does not notice.
 */
export interface Conversation {
  readonly ask: (request: Request) => void;
  readonly hear: (reply: Reply) => void;
  /** Asks whether the engine is there; its answer says what it is at, and so whether anything was lost on the way. */
  readonly ping: () => void;
  /** Whether the engine owes an answer. */
  readonly isWaiting: () => boolean;
  /** The engine has ended. What did not survive too many of them is given up. */
  readonly interrupt: () => void;
  /** Another engine is there, which knows nothing. */
  readonly resume: () => void;
  /** The engine has ended, and no other will answer: everything that waits fails. What an engine must know is kept. */
  readonly giveUp: (problem: Problem) => void;
}

/** Nothing is open and nothing asked. */
export function createConversation({ send, tell, restored, broken }: Ends): Conversation {
  const questions = createQuestions();
  const corpus = createHeldCorpus();
  /** What was owed when the last ping was sent. */
  let pinged: { readonly requests: readonly number[]; readonly run: number | null } = { requests: [], run: null };
  let ping = 0;

  /** What cannot be sent is answered like what fails. */
  const post = (request: Request): void => {
    try {
      send(request);
    } catch (error) {
      const problem = unsent(error);
      if (request.kind === "run") hear({ kind: "failed", run: request.run, problem });
      else if (request.kind === "show") broken(null);
      else if (request.kind !== "ping") hear({ kind: "failed", request: request.request, problem });
    }
  };

  const postQuestion = (question: Question): void => {
    questions.markSent(question.request);
    post(question);
  };

  const addAndPost = (question: Question): void => {
    questions.add(question);
    postQuestion(question);
  };

  const askWhatWaits = (): void => {
    for (const question of questions.unsent()) {
      if (!restoration.isWhole()) return;
      const needed = corpus.neededBy(question);
      if (needed === null) postQuestion(question);
      else if (!questions.has(READING)) addAndPost(needed);
    }
  };

  const restoration = createRestoration({
    open: addAndPost,
    post,
    tell,
    whole: (isAgain) => {
      if (isAgain) restored();
      askWhatWaits();
    },
    broken,
  });

  const hearAnswer = (number: number, reply: Reply): void => {
    const question = questions.take(number);
    if (question === undefined) return;
    if (question.kind === "corpus") corpus.hear(question, reply);
    if (question.kind === "open") restoration.hearOpening(question, reply);
    else if (number !== READING) tell(reply);
    else askWhatWaits();
  };

  const hear = (reply: Reply): void => {
    if (reply.kind === "alive") {
      if (isLost(reply)) broken(null);
    } else if (reply.kind === "progress" || reply.kind === "advanced") {
      if (reply.request > 0) tell(reply);
    } else if (reply.kind === "chunk") {
      restoration.hearRun(reply);
    } else if (reply.kind === "failed" && reply.request === undefined) {
      restoration.hearRun(reply);
    } else hearAnswer(reply.request ?? 0, reply);
  };

  /** Messages come in order: what was owed before the ping, is owed still and is not in hand was lost on its way here or there. */
  const isLost = ({ number, requests, run }: Extract<Reply, { kind: "alive" }>): boolean => {
    if (number !== ping) return false;
    const isRunLost = pinged.run !== null && pinged.run === restoration.owed() && run !== pinged.run;
    return isRunLost || pinged.requests.some((each) => questions.has(each) && !requests.includes(each));
  };

  const interrupt = (): void => {
    pinged = { requests: [], run: null };
    corpus.interrupt();
    restoration.interrupt();
    for (const request of questions.interrupt()) tell({ kind: "failed", request, problem: unanswered });
  };

  return {
    ask: (request) => {
      if (request.kind === "open" && !restoration.isWhole()) return restoration.open(request);
      if (request.kind === "show") {
        corpus.forget();
        return restoration.show(request);
      }
      if (request.kind === "run") restoration.run(request);
      else if (request.kind !== "ping") questions.add(request);
      if (restoration.isBare()) restoration.begin();
      else if (request.kind === "ping") post(request);
      else askWhatWaits();
    },
    hear,
    ping: () => {
      pinged = { requests: questions.sent(), run: restoration.running() };
      post({ kind: "ping", number: ++ping });
    },
    isWaiting: () => !restoration.isBare() && !(questions.isEmpty() && restoration.owed() === null),
    interrupt,
    resume: restoration.begin,
    giveUp: (problem) => {
      for (const request of questions.clear()) tell({ kind: "failed", request, problem });
      const run = restoration.owed();
      if (run !== null) tell({ kind: "failed", run, problem });
      interrupt();
    },
  };
}

function unsent(error: unknown): Problem {
  const message = error instanceof Error ? error.message : String(error);
  return { title: `This could not be handed to the engine: ${message}`, detail: "Nothing was changed; the sentence is safe." };
}
