import { afterEach, describe, expect, test } from "vitest";
import { differentiate } from "../../src/engine/gradients/backward.ts";
import { plainExperiment } from "../../src/engine/gradients/experiment.ts";
import { runWords } from "../../src/engine/gradients/study.ts";
import { resolveTarget } from "../../src/engine/gradients/target.ts";
import { tokenize, vocabularyOf } from "../../src/engine/tokenizer.ts";
import type { Reply, Request, StudyQuestion } from "../../src/worker/protocol.ts";
import type { EngineLine } from "../../src/worker/spawn.ts";
import { openOrThrow } from "../engine/files.ts";
import { createTestEngine, modelsBase, type TestEngine, until } from "./in-process-engine.ts";
import { makeTinyModel } from "./tiny-model.ts";

const models = new Map([
  ["a", makeTinyModel({ id: "a", cell: "lstm", seed: 1 })],
  ["b", makeTinyModel({ id: "b", cell: "rnn", seed: 2 })],
]);
let engine: TestEngine;
let line: EngineLine;
const start = async () => {
  engine = createTestEngine(models);
  line = engine.spawn();
  line.endpoint.listen(() => undefined);
  send({ kind: "open", request: 1, source: { kind: "shipped", id: "a", base: `${modelsBase}a/` } });
  await until(() => of("opened").length > 0);
  send({ kind: "show", opening: 1 });
};
afterEach(() => line.stop());
const send = (request: Request) => line.endpoint.send(request);
const of = <Kind extends Reply["kind"]>(kind: Kind) =>
  engine.replies.filter((reply): reply is Extract<Reply, { kind: Kind }> => reply.kind === kind);

const question: StudyQuestion = {
  text: "the cat sat on the mat",
  at: null,
  target: "likeliest",
  before: "nothing",
  experiment: plainExperiment,
  models: [
    { id: "a", base: null },
    { id: "b", base: `${modelsBase}b/` },
  ],
};

describe("a study", () => {
  test("answers for the open model and for one that ships, in the order of the question", async () => {
    await start();
    send({ kind: "study", request: 2, question });
    await until(() => of("studied").length > 0);
    const answers = of("studied")[0]?.answers ?? [];
    expect(answers.map((answer) => (answer.kind === "study" ? answer.study.id : answer.problem.title))).toEqual(["a", "b"]);
    const [first] = answers;
    if (first?.kind !== "study") throw new Error("no study");
    expect(first.study.at).toBe(first.study.layers[0]?.hidden.plain.length);
    // A second study does not fetch the shipped model again, and leaves the open one open.
    send({ kind: "study", request: 3, question: { ...question, at: 2 } });
    await until(() => of("studied").length > 1);
    expect(of("opened").length).toBe(1);
  });

  test("says of each model what it could not do", async () => {
    await start();
    const missing = { ...question, target: "tiger", models: [...question.models, { id: "x", base: `${modelsBase}x/` }] };
    send({ kind: "study", request: 2, question: missing });
    await until(() => of("studied").length > 0);
    const titles = of("studied")[0]?.answers?.map((answer) => (answer.kind === "problem" ? answer.problem.title : ""));
    expect(titles?.[0]).toContain("tiger");
    expect(titles?.[2]).toBe("x/config.json could not be fetched");
    const long = { ...question, text: Array.from({ length: 501 }, () => "the").join(" ") };
    send({ kind: "study", request: 3, question: long });
    await until(() => of("studied").length > 1);
    const [answer] = of("studied")[1]?.answers ?? [];
    expect(answer?.kind === "problem" && answer.problem.title).toBe("501 words are more than 500");
  });

  test("of a long text lets the words be run in between, and is there in the end", async () => {
    await start();
    const experiment = { ...plainExperiment, length: 500, units: 128, weights: "random" as const };
    // One model: between two of them there is a rest anyway.
    const long = { ...question, experiment, models: question.models.slice(0, 1) };
    send({ kind: "study", request: 2, question: long });
    // Asked for once the study is under way.
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(of("studied").length).toBe(0);
    send({ kind: "run", run: 1, from: 0, ids: Int32Array.of(1, 2) });
    await until(() => of("chunk").length > 0, "run");
    expect(of("studied").length).toBe(0);
    await until(() => of("studied").length > 0, "studied");
    const [answer] = of("studied")[0]?.answers ?? [];
    expect(answer?.kind === "study" && answer.study.at).toBe(500);
  });

  test("of many sentences tells how far it is, and answers for every model", async () => {
    await start();
    send({ kind: "study", request: 2, question });
    send({ kind: "survey", request: 3, question, texts: ["the cat sat", "on the mat"] });
    await until(() => of("surveyed").length > 0);
    const surveys = of("surveyed")[0]?.surveys ?? [];
    expect(surveys.map((survey) => [survey?.id, survey?.layers[0]?.hidden.length])).toEqual([
      ["a", 2],
      ["b", 2],
    ]);
  });

  test("hands over the derivative of every signal as the engine has it", async () => {
    await start();
    send({ kind: "study", request: 2, question });
    send({ kind: "frames", request: 3, question: { ...question, at: 4 } });
    await until(() => of("frames").length > 0);
    const frames = of("frames")[0]?.frames;
    const model = openOrThrow(models.get("a") ?? []).model;
    const run = runWords(
      model,
      Int32Array.from(tokenize(question.text, vocabularyOf(model)), ({ id }) => id),
      4,
    );
    const target = resolveTarget(run, 4, 6, { kind: "likeliest" });
    if (!target.ok) throw new Error(target.problem.title);
    const { trace } = differentiate(run, target.value.objective);
    expect(frames?.values).toEqual(trace.values);
    expect(frames?.exponents).toEqual(trace.exponents);
    expect(frames?.steps).toBe(4);
  });

  test("is given up for a newer one, and so are the Jacobians of the former", async () => {
    await start();
    send({ kind: "study", request: 2, question });
    send({ kind: "jacobians", request: 3, question, layer: 0 });
    send({ kind: "study", request: 4, question: { ...question, at: 3 } });
    await until(() => of("studied").length === 2 && of("jacobians").length === 1);
    expect(of("studied").map(({ request, answers }) => [request, answers === null])).toEqual([
      [2, true],
      [4, false],
    ]);
    expect(of("jacobians")[0]?.norms).toBeNull();
  });

  test("measures Jacobians of a layer with a norm for every step, and spectra where there is one recurrent matrix", async () => {
    await start();
    send({ kind: "study", request: 2, question });
    send({ kind: "jacobians", request: 3, question, layer: 0 });
    send({ kind: "spectra", request: 4, question, layer: 0 });
    await until(() => of("jacobians").length > 0 && of("spectra").length > 0);
    const norms = of("jacobians")[0]?.norms;
    expect(norms?.length).toBe(2);
    expect(norms?.[0]?.plain.at(-1)).toBeCloseTo(1, 10);
    const [lstm, rnn] = of("spectra")[0]?.spectra ?? [];
    expect([lstm, rnn?.real.length]).toEqual([null, 8]);
  });
});
