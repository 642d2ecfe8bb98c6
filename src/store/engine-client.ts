import type { CorpusAnswer, CorpusQuestion } from "../worker/corpus-protocol.ts";
import type {
  Attribution,
  Chunk,
  DrawnWord,
  Endpoint,
  ExplainTarget,
  Explanation,
  FoundPreset,
  GradientAttribution,
  GradientCheck,
  GradientFrames,
  KernelReport,
  ModelInfo,
  ModelSource,
  Norms,
  PredictAnswer,
  PredictQuestion,
  Preset,
  Problem,
  ReachAnswer,
  ReachQuestion,
  Reply,
  Request,
  SampleDraw,
  Spectrum,
  StepDistribution,
  StudyAnswer,
  StudyQuestion,
  Survey,
  Swap,
  SwapStudy,
  WordsReplaced,
} from "../worker/protocol.ts";

/** An expected failure as a thrown value, for promises. */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(`${problem.title}. ${problem.detail}`);
    this.name = "ProblemError";
    this.problem = problem;
  }
}

/** What went wrong, in words: what was expected to go wrong says it itself. */
export function describeError(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  const message = error instanceof Error ? error.message : String(error);
  return { title: `The page could not go on: ${message}`, detail: "The sentence is safe, and so is the model that was open." };
}

/** Bytes that have come so far. */
export interface Progress {
  readonly part: "vocabulary" | "weights";
  readonly received: number;
  readonly total: number;
}

/** A chunk of the run that is under way. */
export interface RunNews {
  readonly chunk: Chunk;
  readonly isLast: boolean;
  /** Steps computed so far in this run. */
  readonly computed: number;
}

/** A model that the engine has opened and keeps ready. */
export interface ReadyModel {
  readonly model: ModelInfo;
  /** From now on whatever is asked is about this model. Until then, and where it is never called, it is about the one before. */
  readonly show: () => void;
}

/** The page's side of the protocol: numbers questions and runs, matches replies, drops what is stale. */
export interface EngineClient {
  /** Opens a model; the former one stays in place until the new one is shown. @throws ProblemError */
  readonly open: (source: ModelSource, onProgress: (progress: Progress) => void) => Promise<ReadyModel>;
  /** Replaces the tokens from index `from` on and computes their steps; a run before it is superseded. */
  readonly run: (from: number, ids: Int32Array) => void;
  /** Logits after `step`; null where the words changed meanwhile. @throws ProblemError */
  readonly logits: (step: number) => Promise<Float32Array | null>;
  /** @throws ProblemError */
  readonly explain: (target: ExplainTarget) => Promise<Explanation>;
  /** @throws ProblemError */
  readonly distributions: () => Promise<readonly StepDistribution[]>;
  /** Null where a newer study was asked for meanwhile, as with the two below. @throws ProblemError */
  readonly study: (question: StudyQuestion, onAdvance?: (done: number) => void) => Promise<readonly StudyAnswer[] | null>;
  /** @throws ProblemError */
  readonly spectra: (question: StudyQuestion, layer: number) => Promise<readonly (Spectrum | null)[] | null>;
  /** @throws ProblemError */
  readonly jacobians: (
    question: StudyQuestion,
    layer: number,
    onAdvance: (done: number) => void,
  ) => Promise<readonly (Norms | null)[] | null>;
  /** @throws ProblemError */
  readonly check: (
    question: StudyQuestion,
    onAdvance: (done: number) => void,
  ) => Promise<readonly (GradientCheck | null)[] | null>;
  /** @throws ProblemError */
  readonly wordGradients: (question: StudyQuestion) => Promise<readonly (GradientAttribution | null)[] | null>;
  /** @throws ProblemError */
  readonly attribute: (
    question: StudyQuestion,
    onAdvance: (done: number) => void,
  ) => Promise<readonly (Attribution | null)[] | null>;
  /** @throws ProblemError */
  readonly replace: (
    question: StudyQuestion,
    onAdvance: (done: number) => void,
  ) => Promise<readonly (WordsReplaced | null)[] | null>;
  /** @throws ProblemError */
  readonly survey: (
    question: StudyQuestion,
    texts: readonly string[],
    onAdvance: (done: number) => void,
  ) => Promise<readonly (Survey | null)[] | null>;
  /** Null where something newer was asked for meanwhile. @throws ProblemError */
  readonly predict: (question: PredictQuestion) => Promise<readonly PredictAnswer[] | null>;
  /** @throws ProblemError */
  readonly sample: (draw: SampleDraw) => Promise<DrawnWord | null>;
  /** @throws ProblemError */
  readonly swap: (text: string, swap: Swap) => Promise<SwapStudy | null>;
  /** Null where no corpus is open or a newer one was asked for. @throws ProblemError */
  readonly corpus: (question: CorpusQuestion, onAdvance?: (done: number) => void) => Promise<CorpusAnswer | null>;
  /** Null where there is nothing to measure. @throws ProblemError */
  readonly reach: (question: ReachQuestion, onAdvance: (done: number) => void) => Promise<ReachAnswer | null>;
  /** How fast this device is, beside the reference. @throws ProblemError */
  readonly speed: () => Promise<KernelReport>;
  /** @throws ProblemError */
  readonly frames: (question: StudyQuestion) => Promise<GradientFrames | null>;
  /** @throws ProblemError */
  readonly preset: (question: StudyQuestion, preset: Preset, onAdvance: (done: number) => void) => Promise<FoundPreset | null>;
  /** Has an engine started where none is. */
  readonly wake: () => void;
  readonly stop: () => void;
}

/** What the client tells apart from answers. */
export interface EngineNews {
  readonly onChunk: (news: RunNews) => void;
  /** The run under way failed. */
  readonly onRunFailed: (problem: Problem) => void;
}

interface Pending {
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: ProblemError) => void;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly onAdvance?: ((done: number) => void) | undefined;
}

export function createEngineClient(endpoint: Endpoint<Request, Reply>, news: EngineNews): EngineClient {
  const pending = new Map<number, Pending>();
  let lastRequest = 0;
  let run = 0;

  const ask = (build: (request: number) => Request, hear: Pick<Pending, "onProgress" | "onAdvance"> = {}) =>
    new Promise<Reply>((resolve, reject) => {
      const request = ++lastRequest;
      pending.set(request, { resolve, reject, ...hear });
      endpoint.send(build(request));
    });

  const settle = (request: number, act: (pending: Pending) => void) => {
    const waiting = pending.get(request);
    if (waiting === undefined) return;
    pending.delete(request);
    act(waiting);
  };

  const stop = endpoint.listen((reply) => {
    switch (reply.kind) {
      case "alive":
        return;
      case "progress":
        return pending.get(reply.request)?.onProgress?.(reply);
      case "advanced":
        return pending.get(reply.request)?.onAdvance?.(reply.done);
      case "chunk":
        if (reply.run === run) news.onChunk(reply);
        return;
      case "failed":
        if (reply.request !== undefined) settle(reply.request, ({ reject }) => reject(new ProblemError(reply.problem)));
        else if (reply.run === run) news.onRunFailed(reply.problem);
        return;
      default:
        // Every other reply answers a question.
        return settle(reply.request, ({ resolve }) => resolve(reply));
    }
  });

  return {
    open: async (source, onProgress) => {
      const { request, model } = expect("opened", await ask((id) => ({ kind: "open", request: id, source }), { onProgress }));
      return { model, show: () => endpoint.send({ kind: "show", opening: request }) };
    },
    run: (from, ids) => endpoint.send({ kind: "run", run: ++run, from, ids }),
    logits: async (step) => {
      const asked = run;
      const reply = expect("logits", await ask((request) => ({ kind: "logits", request, run: asked, step })));
      return asked === run ? reply.logits : null;
    },
    explain: async (target) =>
      expect("explained", await ask((request) => ({ kind: "explain", request, run, target }))).explanation,
    distributions: async () => expect("distributions", await ask((request) => ({ kind: "distributions", request, run }))).steps,
    study: async (question, onAdvance = () => {}) =>
      expect("studied", await ask((request) => ({ kind: "study", request, question }), { onAdvance })).answers,
    spectra: async (question, layer) =>
      expect("spectra", await ask((request) => ({ kind: "spectra", request, question, layer }))).spectra,
    jacobians: async (question, layer, onAdvance) =>
      expect("jacobians", await ask((request) => ({ kind: "jacobians", request, question, layer }), { onAdvance })).norms,
    check: async (question, onAdvance) =>
      expect("checked", await ask((request) => ({ kind: "check", request, question }), { onAdvance })).checks,
    wordGradients: async (question) =>
      expect("wordGradients", await ask((request) => ({ kind: "wordGradients", request, question }))).gradients,
    attribute: async (question, onAdvance) =>
      expect("attributed", await ask((request) => ({ kind: "attribute", request, question }), { onAdvance })).attributions,
    replace: async (question, onAdvance) =>
      expect("replaced", await ask((request) => ({ kind: "replace", request, question }), { onAdvance })).replaced,
    survey: async (question, texts, onAdvance) =>
      expect("surveyed", await ask((request) => ({ kind: "survey", request, question, texts }), { onAdvance })).surveys,
    reach: async (question, onAdvance) =>
      expect("reached", await ask((request) => ({ kind: "reach", request, question }), { onAdvance })).answer,
    frames: async (question) => expect("frames", await ask((request) => ({ kind: "frames", request, question }))).frames,
    predict: async (question) => expect("predicted", await ask((request) => ({ kind: "predict", request, question }))).answers,
    sample: async (draw) => expect("sampled", await ask((request) => ({ kind: "sample", request, draw }))).drawn,
    swap: async (text, swap) => expect("swapped", await ask((request) => ({ kind: "swap", request, text, swap }))).study,
    corpus: async (question, onAdvance = () => {}) =>
      expect("corpus", await ask((request) => ({ kind: "corpus", request, question }), { onAdvance })).answer,
    speed: async () => expect("measured", await ask((request) => ({ kind: "speed", request }))).report,
    preset: async (question, preset, onAdvance) =>
      expect("presetFound", await ask((request) => ({ kind: "preset", request, question, preset }), { onAdvance })).found,
    wake: () => endpoint.send({ kind: "ping", number: 0 }),
    stop,
  };
}

function expect<Kind extends Reply["kind"]>(kind: Kind, reply: Reply): Extract<Reply, { kind: Kind }> {
  if (reply.kind !== kind) throw new TypeError(`${reply.kind} answers where ${kind} was asked`);
  return reply as Extract<Reply, { kind: Kind }>;
}
