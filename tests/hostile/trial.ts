import { DETAIL_LETTERS, LABEL_LETTERS, SENTENCE_LETTERS, TITLE_LETTERS } from "../../src/engine/limits.ts";
import { startTestApp, type TestApp } from "../store/test-app.ts";
import { until } from "../worker/in-process-engine.ts";
import type { HostileFiles } from "./lies.ts";

/** A page, and what its shipped model says of sentences as long as nothing has gone wrong. */
export interface Trial {
  readonly app: TestApp;
  /** What is wrong after these files were dropped; empty where nothing is. */
  readonly drop: (files: HostileFiles) => Promise<string[]>;
  /** The same after an address was followed. */
  readonly follow: (fragment: string) => Promise<string[]>;
  /** The same after a text was typed. */
  readonly type: (text: string) => Promise<string[]>;
  readonly stop: () => void;
}

const SENTENCES = ["the cat sat on a mat", "she said the dog sat ."] as const;
const HOME = "#s=the+cat";
const openedIn = (app: TestApp) => app.state().entries.filter(({ origin }) => origin === "opened");

/** A page at rest, with what it answers undisturbed. */
export async function startTrial(fragment = HOME): Promise<Trial> {
  const app = startTestApp({ fragment });
  await isAtRest(app);
  goHome(app);
  await isAtRest(app);
  const reference = new Map<string, Float32Array>();
  for (const sentence of SENTENCES) reference.set(sentence, await numbersOf(app, sentence));

  /** Whether the model that was open answers as before. */
  const checkAnswers = async (): Promise<string[]> => {
    const wrong: string[] = [];
    for (const [sentence, before] of reference) {
      const now = await numbersOf(app, sentence);
      if (now.length !== before.length || now.some((value, k) => !Object.is(value, before[k])))
        wrong.push(`other numbers for “${sentence}”`);
    }
    return wrong;
  };
  const attempt = async (act: () => Promise<string[]>): Promise<string[]> => {
    for (const { id } of app.state().notices) app.state().dismiss(id);
    try {
      return [...(await act()), ...(await checkAnswers()), ...checkState(app)];
    } catch (error) {
      return [error instanceof Error ? error.message : String(error)];
    }
  };

  return {
    app,
    stop: app.stop,
    drop: ({ files, mayOverflow }) =>
      attempt(async () => {
        const { openFiles, closeModel } = app.state();
        openFiles(files);
        await until(() => openedIn(app).length > 0 || app.state().notices.length > 0, "the files are opened or refused");
        const [opened] = openedIn(app);
        if (opened === undefined)
          return app.state().modelId === "story-lstm" ? [] : [`${app.state().modelId} is shown after a refusal`];
        const wrong = checkState(app);
        for (const sentence of SENTENCES) {
          const values = await numbersOf(app, sentence);
          if (!mayOverflow && values.some((value) => !Number.isFinite(value))) wrong.push("numbers that are none");
        }
        closeModel(opened.id);
        await until(() => openedIn(app).length === 0, "the model is closed");
        return wrong;
      }),
    follow: (fragment) =>
      attempt(async () => {
        app.address.push(fragment);
        app.address.go(0);
        await isAtRest(app);
        app.clock.advance(5000);
        const wrong = checkState(app);
        goHome(app);
        await isAtRest(app);
        return wrong;
      }),
    type: (text) =>
      attempt(async () => {
        app.state().setText(text, { isTyping: true });
        await isAtRest(app);
        const wrong = checkState(app);
        const values = app.buffer.trace()?.values.subarray(0, 1000) ?? [];
        return [...wrong, ...(values.some((value) => !Number.isFinite(value)) ? ["numbers that are none"] : [])];
      }),
  };
}

function goHome(app: TestApp): void {
  app.address.push(HOME);
  app.address.go(0);
}

/** Nothing is under way: the trace is there, or why it is not has been said. */
const isAtRest = (app: TestApp) =>
  until(() => {
    const { status, isBusy, steps, tokens, runProblem } = app.state();
    return status.kind !== "loading" && !isBusy && (steps === tokens.length || runProblem !== null);
  }, "the page is at rest");

/** The trace of a sentence under the model that is open. */
async function numbersOf(app: TestApp, sentence: string): Promise<Float32Array> {
  app.state().setText(sentence);
  await isAtRest(app);
  const trace = app.buffer.trace();
  if (trace === null || trace.steps !== app.state().tokens.length) {
    throw new Error(`no numbers for “${sentence}”: ${app.state().runProblem?.title}`);
  }
  const frame = trace.layout.layers * trace.layout.signals.length * trace.layout.units;
  return trace.values.slice(0, (trace.steps + 1) * frame);
}

/** What may not be, whatever was done. */
function checkState(app: TestApp): string[] {
  const { notices, entries, text, status, view, unit, step, tokens, model } = app.state();
  const claims: readonly (readonly [string, boolean])[] = [
    [
      "a message without end",
      notices.every(({ problem }) => problem.title.length <= TITLE_LETTERS && problem.detail.length <= DETAIL_LETTERS),
    ],
    ["a message without words", notices.every(({ problem }) => problem.title.trim() !== "")],
    [
      "a message of a programmer",
      notices.every(({ problem }) => !/is not a function|Cannot read prop|\[object Object/.test(problem.title + problem.detail)),
    ],
    [
      "a label without end",
      entries.every(({ label, id }) => label.length <= LABEL_LETTERS && label.trim() !== "" && id.length <= LABEL_LETTERS),
    ],
    ["a text without end", text.length <= SENTENCE_LETTERS],
    ["a model that failed", status.kind === "ready"],
    ["no view", ["gates", "memory", "gradients", "predict", "activations"].includes(view)],
    ["a selection that is not there", step <= tokens.length && unit < (model?.config.units ?? Infinity)],
    ["Object has changed", Object.keys(Object.prototype).length === 0 && !("polluted" in {})],
  ];
  return claims.filter(([, holds]) => !holds).map(([what]) => what);
}
