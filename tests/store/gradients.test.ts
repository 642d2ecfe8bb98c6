import { afterEach, describe, expect, test } from "vitest";
import { plainExperiment } from "../../src/engine/gradients/experiment.ts";
import { longSentences } from "../../src/engine/sentences.ts";
import { until } from "../worker/in-process-engine.ts";
import { startTestApp, type TestApp } from "./test-app.ts";

let app: TestApp;
afterEach(() => app.stop());

const studied = () => until(() => app.state().studies.length > 0 && !app.state().isStudying, "studied");
const asked = (kind: string) => app.engine.requests.filter((request) => request.kind === kind).length;
const start = async (fragment = "#view=gradients&s=the+cat+sat+on+the+mat") => {
  app = startTestApp({ fragment });
  await app.rest();
};

describe("gradients", () => {
  test("are studied in the shown model and in the one that it is compared with", async () => {
    await start();
    await studied();
    expect(app.state().studies.map(({ id, at }) => `${id} ${at}`)).toEqual(["story-lstm 6", "story-rnn 6"]);
    await until(() => app.state().jacobians.size === 2);
    expect(app.state().jacobianProgress).toBeNull();
    expect([...app.state().spectra.keys()]).toEqual(["story-lstm", "story-rnn"]);
  });

  test("are not asked for while another view is shown", async () => {
    await start("#s=the+cat+sat");
    expect(asked("study")).toBe(0);
    app.state().set({ view: "gradients" });
    await studied();
    expect(asked("study")).toBe(1);
  });

  test("follow the words, the model and what is followed", async () => {
    await start();
    await studied();
    const [before] = app.state().studies;
    app.state().setText("the cat sat on the mat that");
    await app.rest();
    await until(() => app.state().studies[0]?.at === 7);
    app.state().follow({ at: 3, target: "dog" });
    await until(() => app.state().studies[0]?.at === 3 && app.state().studies[0]?.word === "dog");
    app.state().follow({ at: null, target: "dog~cat" });
    await until(() => app.state().studies[0]?.other === "cat");
    expect(app.state().studies[0]?.value).not.toBe(before?.value);
    app.state().chooseModel("story-rnn");
    await until(() => app.state().studies[0]?.id === "story-rnn");
    expect(app.state().studies.map(({ id }) => id)).toEqual(["story-rnn", "story-lstm"]);
  });

  test("say which word a model does not know, and come back with one it knows", async () => {
    await start();
    await studied();
    app.state().follow({ target: "tiger" });
    await until(() => app.state().studyProblems.size === 2);
    expect(app.state().studyProblems.get("story-lstm")?.title).toContain("tiger");
    app.state().follow({ target: "mat" });
    await until(() => app.state().studies.length === 2);
    expect(app.state().studyProblems.size).toBe(0);
  });

  test("answer every move of a slider, and measure what is slow only when it is released", async () => {
    await start();
    await until(() => app.state().jacobians.size === 2);
    const slow = asked("jacobians");
    for (const recurrent of [0.9, 0.8, 0.7]) app.state().follow({ experiment: { recurrent } }, { isCommit: false });
    await until(() => !app.state().isStudying && app.state().jacobians.size === 0);
    expect(asked("jacobians")).toBe(slow);
    app.state().follow({ experiment: { recurrent: 0.7 } });
    await until(() => app.state().jacobians.size === 2);
    expect(asked("jacobians")).toBe(slow + 1);
  });

  test("are measured again when an experiment is undone before its measures were there", async () => {
    await start();
    await studied();
    app.state().follow({ experiment: { recurrent: 0.5 } });
    app.state().follow({ experiment: { recurrent: 1 } });
    await until(() => app.state().jacobians.size === 2);
    expect(app.state().studies[0]?.value).toBeGreaterThan(0);
  });

  test("keep what is followed and the experiment in the address", async () => {
    await start("#view=gradients&s=the+cat+sat+on&at=3&target=mat&rec=0.5&fb=2&rel=1&weights=random&units=5&seed=7");
    await studied();
    expect(app.state()).toMatchObject({ at: 3, target: "mat", isRelative: true });
    expect(app.state().experiment).toEqual({
      ...plainExperiment,
      ...{ weights: "random", units: 5, recurrent: 0.5, forgetBias: 2, seed: 7 },
    });
    expect(app.state().studies[0]).toMatchObject({ units: 5, at: 3 });
    app.state().follow({ at: null, target: "actual", experiment: { forgetBias: null } });
    expect(app.address.read()).toBe("#view=gradients&s=the+cat+sat+on&weights=random&units=5&rec=0.5&seed=7&rel=1");
  });

  test("keep the text's length, its words, what is drawn below and the list of sentences in the address", async () => {
    const fragment =
      "#view=gradients&s=the+cat&len=30&words=random&under=signals&by=integrated&signal=forgetGate&many=the+cat%0Athe+mat";
    await start(fragment);
    await studied();
    expect(app.state()).toMatchObject({
      under: "signals",
      measure: "integrated",
      signal: "forgetGate",
      many: ["the cat", "the mat"],
    });
    expect(app.state().studies[0]).toMatchObject({ at: 30 });
    app.state().follow({ many: longSentences, experiment: { length: null, words: "repeated" } });
    expect(app.address.read()).toBe("#view=gradients&s=the+cat&under=signals&by=integrated&signal=forgetGate&many=examples");
  });

  test("fall back where the address names a signal that the model does not have, and say so", async () => {
    await start("#view=gradients&s=the+cat&signal=resetGate&len=501");
    expect(app.state().signal).toBeNull();
    expect(app.state().experiment.length).toBeNull();
    const said = app
      .state()
      .notices.map(({ problem }) => problem.detail)
      .join(" ");
    expect(said).toContain("signal=resetGate (this model has no such signal)");
    expect(said).toContain("len=501 (a number from 1 to 500 is needed)");
  });

  test("go back through a text of a set length, whatever the sentence's", async () => {
    await start("#view=gradients&s=the+cat+sat");
    await studied();
    const length = (of: number) => until(() => app.state().studies.every(({ at }) => at === of), `${of} words`);
    app.state().follow({ experiment: { length: 400 } });
    await length(400);
    expect(app.state().studies[0]?.layers[0]?.hidden.log10.length).toBe(400);
    const repeated = app.state().studies[0]?.value;
    app.state().follow({ experiment: { words: "random" } });
    await until(() => !app.state().isStudying && app.state().studies[0]?.value !== repeated);
    app.state().follow({ experiment: { length: 2, words: "repeated" } });
    await length(2);
    expect(app.state().text).toBe("the cat sat");
  });

  test("of a signal are fetched when they are asked for, for the model that is shown", async () => {
    await start();
    await studied();
    expect(asked("frames")).toBe(0);
    app.state().follow({ under: "signals" });
    await until(() => app.state().frames !== null);
    const { frames, studies } = app.state();
    expect([frames?.steps, frames?.layers, frames?.units]).toEqual([6, 1, studies[0]?.units]);
    app.state().follow({ at: 4 });
    await until(() => app.state().frames?.steps === 4);
  });

  test("of many sentences are laid over each other, once for each experiment, and the one sentence stays", async () => {
    await start();
    await studied();
    app.state().follow({ many: ["the cat sat on the mat", "the mat", "cat"] });
    await until(() => app.state().surveys.length === 2 && app.state().surveyProgress === null, "surveyed");
    const [survey] = app.state().surveys;
    // The last word's own loss: it stands before it. A single word has none.
    expect(survey?.layers[0]?.hidden.map(({ length }) => length)).toEqual([5, 1]);
    expect(survey?.leftOut).toBe(1);
    expect(app.state().studies[0]?.at).toBe(6);
    app.state().pin({ step: 2 });
    app.state().follow({ at: 3 });
    await until(() => app.state().studies[0]?.at === 3);
    expect(asked("survey")).toBe(1);
    app.state().follow({ experiment: { recurrent: 0.5 } });
    await until(() => app.state().surveys[0] !== survey && app.state().surveyProgress === null);
    expect(asked("survey")).toBe(2);
  });

  test("are exported on the shown model's word, and measured again for the page", async () => {
    await start();
    await studied();
    const file = JSON.parse(await app.state().exportGradients());
    expect(file.models.map(({ id }: { id: string }) => id)).toEqual(["story-lstm", "story-rnn"]);
    expect(file.loss.target).toBe(app.state().studies[0]?.word);
    expect(file.models[1].layers[0].jacobian).toHaveLength(6);
    await until(() => app.state().jacobians.size === 2);
  });

  test("are checked by finite differences when that is asked for, and unchecked again when something changes", async () => {
    await start();
    await studied();
    app.state().checkGradients();
    await until(() => app.state().gradientChecks !== null);
    for (const id of ["story-lstm", "story-rnn"]) {
      const check = app.state().gradientChecks?.get(id);
      expect(check?.largestRelativeError).toBeLessThan(1e-4);
      expect(check?.measured).toBeGreaterThan(20);
    }
    expect(app.state().checkProgress).toBeNull();
    app.state().follow({ at: 3 });
    await until(() => app.state().studies[0]?.at === 3);
    expect(app.state().gradientChecks).toBeNull();
  });

  test("say which words mattered once that is wanted, and again for what is followed next", async () => {
    await start();
    await until(() => app.state().jacobians.size === 2);
    app.state().follow({ under: "words" });
    await until(() => app.state().wordGradients?.size === 2);
    expect(asked("attribute")).toBe(0);
    app.state().follow({ measure: "integrated" });
    await until(() => app.state().attributions?.size === 2);
    // What one way back says is the same, and was there without the sixty-four of the integral.
    expect(app.state().wordGradients?.get("story-rnn")?.norm).toEqual(app.state().attributions?.get("story-rnn")?.norm);
    const before = app.state().attributions?.get("story-rnn");
    expect(before?.norm).toHaveLength(6);
    expect(asked("replace")).toBe(0);
    app.state().follow({ measure: "replaced" });
    await until(() => app.state().replaced?.size === 2);
    expect(app.state()).toMatchObject({ replacedProgress: null });
    expect(app.state().replaced?.get("story-rnn")?.bits).toHaveLength(6);
    app.state().follow({ measure: "integrated" });
    expect(before?.residual).toBeLessThan(1e-3);
    app.state().follow({ target: "dog~cat" });
    await until(() => app.state().studies[0]?.other === "cat" && app.state().attributions !== null);
    expect(app.state().attributions?.get("story-rnn")?.logit).not.toBe(before?.logit);
    app.state().follow({ target: "likeliest" });
    app.state().follow({ target: "dog~cat" });
    app.state().follow({ target: "likeliest" });
    await until(() => app.state().studies[0]?.other === null && app.state().attributions !== null);
    expect(app.state().attributions?.get("story-rnn")?.logit).toBe(before?.logit);
  });

  test("are brought to vanish by the gain that is measured, until the reader moves something", async () => {
    await start();
    await studied();
    app.state().choosePreset("vanish");
    expect(app.state().preset).toEqual({ kind: "vanish", found: null, progress: 0 });
    await until(() => app.state().preset?.found != null);
    const { recurrent = 1, meanGain } = app.state().preset?.found ?? {};
    expect(app.state().experiment.recurrent).toBe(recurrent);
    await until(() => !app.state().isStudying && app.state().jacobians.size === 2);
    const gains = app.state().studies.find(({ id }) => id === "story-rnn")?.layers[0]?.gains ?? [];
    const logarithms = [...gains].filter(Number.isFinite).map(Math.log);
    expect(Math.exp(logarithms.reduce((sum, value) => sum + value, 0) / logarithms.length)).toBeCloseTo(meanGain as number, 10);
    app.state().follow({ experiment: { recurrent: 1 } });
    expect(app.state().preset).toBeNull();
  });

  test("go word by word: a move of a stage is one of a word", async () => {
    await start();
    app.state().firstStep();
    app.state().moveStage(1);
    expect(app.state().step).toBe(2);
    app.state().set({ view: "gates" });
    app.state().moveStage(1);
    expect(app.state().step).toBe(3);
  });
});
