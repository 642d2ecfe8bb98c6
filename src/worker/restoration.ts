import type { Problem, Reply, Request } from "./protocol.ts";
import { OPENING } from "./questions.ts";
import { createSentWords } from "./sent-words.ts";

type Opening = Extract<Request, { kind: "open" }>;
type RunRequest = Extract<Request, { kind: "run" }>;
type ShowRequest = Extract<Request, { kind: "show" }>;

/** What stands between an engine that was just started and what the page asks of it. */
type Stage =
  /** It knows nothing, and nobody is telling it. */
  | { readonly kind: "bare" }
  /** A model is on its way into it: the one before, or the one that the reader chose meanwhile. */
  | { readonly kind: "opening"; readonly request: number }
  /** The words are computed once more. */
  | { readonly kind: "running" }
  | { readonly kind: "whole" };

/** What the restoration says, and to whom. */
export interface RestorationEnds {
  readonly open: (request: Opening) => void;
  readonly post: (request: RunRequest | ShowRequest) => void;
  /** To the page. */
  readonly tell: (reply: Reply) => void;
  /** Questions can be asked. `isAgain`: of an engine that holds what one before it held. */
  readonly whole: (isAgain: boolean) => void;
  /** Frames have got lost (null), or the model cannot be opened again. */
  readonly broken: (problem: Problem | null) => void;
}

/** Model and words of the engine: kept, so that an engine that knows nothing can be brought to where the one before it was. */
export interface Restoration {
  readonly isBare: () => boolean;
  readonly isWhole: () => boolean;
  /** Tells the engine what it must know. */
  readonly begin: () => void;
  /** The reader's choice goes before what was open. */
  readonly open: (request: Opening) => void;
  readonly hearOpening: (request: Opening, reply: Reply) => void;
  readonly show: (request: ShowRequest) => void;
  readonly run: (request: RunRequest) => void;
  readonly hearRun: (reply: Extract<Reply, { kind: "chunk" | "failed" }>) => void;
  /** The run whose end is still to come; null for none. */
  readonly owed: () => number | null;
  /** The run that the engine must be at; null for none. */
  readonly running: () => number | null;
  /** The engine has ended. */
  readonly interrupt: () => void;
}

/** No model, no words. */
export function createRestoration({ open, post, tell, whole, broken }: RestorationEnds): Restoration {
  const words = createSentWords();
  let stage: Stage = { kind: "whole" };
  /** Files or address of the model that is shown, and of the one that is ready to be. */
  let model: Opening["source"] | null = null;
  let ready: Opening | null = null;

  const openFirst = (request: Opening): void => {
    stage = { kind: "opening", request: request.request };
    open(request);
  };

  const begin = (): void => {
    if (model !== null) openFirst({ kind: "open", request: OPENING, source: model });
    else becomeWhole();
  };

  /** False where it could not be sent: then another engine has begun, which is told of the model anew. */
  const hasSent = (request: ShowRequest): boolean => {
    const before = stage;
    post(request);
    return stage === before;
  };

  const runAgain = (): void => {
    const again = words.again();
    if (again === null) becomeWhole();
    else {
      stage = { kind: "running" };
      post(again);
    }
  };

  const becomeWhole = (): void => {
    stage = { kind: "whole" };
    whole(model !== null);
  };

  return {
    isBare: () => stage.kind === "bare",
    isWhole: () => stage.kind === "whole",
    begin,
    open: openFirst,
    hearOpening: (request, reply) => {
      const isAwaited = stage.kind === "opening" && stage.request === request.request;
      if (request.request !== OPENING) {
        if (reply.kind === "opened") ready = request;
        tell(reply);
        // Where the page does not show it, the one before is there.
        if (isAwaited) begin();
      } else if (isAwaited && reply.kind === "opened") {
        if (hasSent({ kind: "show", opening: OPENING })) runAgain();
      } else if (isAwaited && reply.kind === "failed") broken(reply.problem);
    },
    show: (request) => {
      const isReady = ready?.request === request.opening;
      if (ready !== null && isReady) {
        model = ready.source;
        words.forget();
      }
      const isBare = stage.kind === "bare";
      if (!isBare && !hasSent(request)) return;
      if (!isReady) return;
      if (isBare) begin();
      else if (stage.kind !== "whole") becomeWhole();
    },
    run: (request) => {
      words.take(request);
      // With ids of its own, so that they can be given away.
      if (stage.kind === "whole") post({ ...request, ids: request.ids.slice() });
      else if (stage.kind === "running") runAgain();
    },
    hearRun: (reply) => {
      const { isGap, isNews, isEnd } = words.hear(reply);
      if (isGap) broken(null);
      else if (isNews) tell(reply);
      if (!isGap && isEnd && stage.kind === "running") becomeWhole();
    },
    owed: words.owed,
    running: () => (stage.kind === "running" || stage.kind === "whole" ? words.owed() : null),
    interrupt: () => {
      stage = { kind: "bare" };
      words.interrupt();
    },
  };
}
