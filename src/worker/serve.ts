import { assertNever } from "../engine/assert-never.ts";
import type { NamedBytes } from "../engine/formats/format.ts";
import { chooseKernels } from "../engine/kernels/choose.ts";
import { loadedOnce } from "../engine/loaded-once.ts";
import type { OpenedModel } from "../engine/opened-model.ts";
import { type Problem, type Result, succeed } from "../engine/problem.ts";
import { createRun, type Run } from "../engine/run.ts";
import { openShipped } from "../engine/shipped-model.ts";
import { fetchModel } from "./fetch-model.ts";
import type { Endpoint, ModelInfo, ModelSource, Reply, Request } from "./protocol.ts";
import type { Host } from "./shipped-file.ts";
import { streamRun } from "./stream.ts";
import { isStudyRequest } from "./study-kinds.ts";

/** What the engine takes from the thread it runs in. */
export interface Surroundings extends Host {
  /** Runs the task later, after messages that wait have been received. */
  readonly defer: (task: () => void) => void;
}

/** Answers every request on the endpoint. Returns the function that stops. */
export function serve(endpoint: Endpoint<Reply, Request>, surroundings: Surroundings): () => void {
  const { defer } = surroundings;
  /** Loaded beside the first model. */
  const kernels = loadedOnce(chooseKernels);
  /** Of the model that the page shows. */
  let shown: Run | null = null;
  /** Of the model that was opened last, until the page shows it: whatever fails before that has changed nothing. */
  let ready: { readonly opening: number; readonly run: Run } | null = null;
  /** The newest run that was asked for; older ones are stale. */
  let runId = 0;
  /** The run that is computed; null when its end has been sent. */
  let runUnderWay: number | null = null;
  const { guard, inHand } = createGuard(endpoint, ({ run }) => {
    if (run === runUnderWay) runUnderWay = null;
  });
  /** The newest opening that was asked for: a slower one before it must not win. */
  let opening = 0;
  const desk = loadedOnce(() =>
    import("./study-desk.ts").then(({ createStudyDesk }) => createStudyDesk(endpoint, surroundings, () => shown?.model ?? null)),
  );

  const open = async (request: number, source: ModelSource): Promise<void> => {
    const mine = ++opening;
    const [files, computing] = await Promise.all([filesOf(source, surroundings, request, endpoint), kernels()]);
    const model = files.ok ? await openNamed(files.value, source) : files;
    if (!model.ok) return endpoint.send({ kind: "failed", request, problem: model.problem });
    if (mine !== opening) return endpoint.send({ kind: "failed", request, problem: superseded });
    const run = createRun(model.value.model, computing);
    endpoint.send({ kind: "opened", request, model: describeModel(model.value) });
    ready = { opening: request, run };
  };

  const show = (wanted: number): void => {
    // One that has been superseded is not shown either.
    if (ready?.opening !== wanted) return;
    shown = ready.run;
    ready = null;
    runId = 0;
    runUnderWay = null;
  };

  const work = (request: Extract<Request, { kind: "run" }>): void => {
    // Until the words are in place, questions about this run have no answer.
    runId = 0;
    runUnderWay = request.run;
    const run = currentRun();
    run.replace(request.from, request.ids);
    runId = request.run;
    streamRun(run, request.from, {
      send: (chunk, isLast, computed) => {
        if (isLast) runUnderWay = null;
        endpoint.send({ kind: "chunk", run: request.run, chunk, isLast, computed }, [chunk.values.buffer as ArrayBuffer]);
      },
      isStale: () => runId !== request.run || currentRun() !== run,
      defer: (task) => defer(() => guard({ run: request.run }, task)),
    });
  };

  const currentRun = (): Run => {
    if (shown === null) throw new RangeError("no model is open");
    return shown;
  };

  /** The run that a question is about. @throws RangeError where the words have changed since. */
  const runOf = (id: number): Run => {
    if (id !== runId) throw new RangeError("the words have changed since");
    return currentRun();
  };

  const answer = (request: Request): void | Promise<void> => {
    if (isStudyRequest(request)) return desk().then((answerStudy) => answerStudy(request));
    switch (request.kind) {
      case "ping":
        return endpoint.send({ kind: "alive", number: request.number, requests: inHand(), run: runUnderWay });
      case "open":
        return open(request.request, request.source);
      case "show":
        return show(request.opening);
      case "run":
        return work(request);
      case "logits": {
        const { run, step } = request;
        const logits = runOf(run).logits(step);
        return endpoint.send({ kind: "logits", request: request.request, run, step, logits }, [logits.buffer as ArrayBuffer]);
      }
      case "explain": {
        const { request: asked, run, target } = request;
        return import("../engine/explain.ts").then(({ explain }) =>
          endpoint.send({ kind: "explained", request: asked, explanation: explain(runOf(run), target) }),
        );
      }
      case "speed": {
        const { model, kernels } = currentRun();
        return import("../engine/compare-kernels.ts").then(({ compareKernels }) => {
          const report = compareKernels(model, kernels, () => performance.now());
          endpoint.send({ kind: "measured", request: request.request, report });
        });
      }
      case "distributions":
        return import("./distributions.ts")
          .then(({ describeSteps }) => describeSteps(runOf(request.run), { defer, isStale: () => runId !== request.run }))
          .then((steps) => endpoint.send({ kind: "distributions", request: request.request, steps }));
      default:
        return assertNever(request);
    }
  };

  return endpoint.listen((request) => {
    guard(whatOf(request), () => answer(request));
  });
}

/** What a failure would be the answer to. */
interface About {
  readonly request?: number;
  readonly run?: number;
}

/** The one place that catches: whatever goes wrong becomes an answer. */
function createGuard(endpoint: Endpoint<Reply, Request>, failing: (about: About) => void) {
  /** Questions that have not been answered. */
  const asked = new Set<number>();
  return {
    inHand: (): readonly number[] => [...asked],
    guard: (about: About, act: () => void | Promise<void>): void => {
      const fail = (error: unknown) => {
        failing(about);
        endpoint.send({ kind: "failed", ...about, problem: unexpected(error) });
      };
      const settle = () => asked.delete(about.request ?? 0);
      if (about.request !== undefined) asked.add(about.request);
      try {
        const answering = act();
        if (answering === undefined) settle();
        else void answering.catch(fail).finally(settle);
      } catch (error) {
        settle();
        fail(error);
      }
    },
  };
}

function whatOf(request: Request): About {
  if (request.kind === "run") return { run: request.run };
  return request.kind === "ping" || request.kind === "show" ? {} : { request: request.request };
}

function filesOf(
  source: ModelSource,
  host: Host,
  request: number,
  endpoint: Endpoint<Reply, Request>,
): Promise<Result<readonly NamedBytes[]>> {
  if (source.kind === "files") return Promise.resolve({ ok: true, value: source.files });
  return fetchModel(source.base, host, (part, received, total) =>
    endpoint.send({ kind: "progress", request, part, received, total }),
  );
}

/** A model from its files; the reader's under a name that no other has. What opens files of any kind is loaded where it is needed. */
async function openNamed(files: readonly NamedBytes[], source: ModelSource): Promise<Result<OpenedModel>> {
  const shipped = source.kind === "shipped" ? openShipped(files) : null;
  if (shipped !== null) return succeed(shipped);
  const [{ openFiles }, { freeName, renameModel }] = await Promise.all([
    import("../engine/open-files.ts"),
    import("../engine/model-name.ts"),
  ]);
  const opened = openFiles(files);
  if (!opened.ok || source.kind === "shipped") return opened;
  const { model } = opened.value;
  return succeed({ ...opened.value, model: renameModel(model, source.name ?? freeName(model.config, source.others)) });
}

function describeModel({ model, found, doubts, notes, bytes }: OpenedModel): ModelInfo {
  return {
    config: model.config,
    words: model.words,
    biases: model.layers.map((layer) => layer.bias),
    hasReadout: model.readout !== null,
    bytes,
    found,
    doubts,
    notes,
  };
}

const superseded: Problem = { title: "Another model was chosen meanwhile", detail: "This one was not opened." };

function unexpected(error: unknown): Problem {
  const message = error instanceof Error ? error.message : String(error);
  return { title: `The engine could not answer: ${message}`, detail: "Nothing was changed; the sentence is safe." };
}
