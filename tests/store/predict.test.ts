import { afterEach, describe, expect, test } from "vitest";
import { arePredictionsFresh } from "../../src/store/predict-question.ts";
import { until } from "../worker/in-process-engine.ts";
import { startTestApp, type TestApp } from "./test-app.ts";

let app: TestApp;
afterEach(() => app.stop());

const start = async (fragment = "#view=predict&s=the+cat+sat+on+the+mat&t=5") => {
  app = startTestApp({ fragment });
  await app.rest();
};
const predicted = () => until(() => app.state().predictions.length > 0, "predicted");
const asked = (kind: string) => app.engine.requests.filter((request) => request.kind === kind).length;

describe("expectations", () => {
  test("are asked of every shipped model, from the one that remembers least, and say of one that is not there why", async () => {
    await start();
    await predicted();
    expect(app.state().predictions.map(({ id, step }) => `${id} ${step}`)).toEqual(["story-rnn 5", "story-lstm 5"]);
    expect([...app.state().predictProblems.keys()]).toEqual(["story-stateless"]);
    const [rnn, lstm] = app.state().predictions;
    expect(rnn?.surprises.length).toBe(6);
    expect(lstm?.votes?.gate).not.toBeNull();
    expect(rnn?.votes?.gate).toBeNull();
  });

  test("come with what the guess listens to; integrals are computed for a reader who asks for them, and for no other word", async () => {
    await start();
    await predicted();
    const listening = () => app.state().predictions.at(-1)?.listening;
    expect(listening()?.gradientTimesInput).toHaveLength(5);
    await app.rest();
    app.state().pin({ step: 4 });
    await until(() => app.state().predictions.at(-1)?.step === 4);
    expect(listening()?.norm).toHaveLength(4);
    expect(asked("attribute")).toBe(0);
    app.state().predict({ listenBy: "integrated" });
    await until(() => app.state().integrals !== null, "integrals");
    const own = app.state().integrals?.get("story-lstm");
    expect(own?.integrated).toHaveLength(4);
    own?.gradientTimesInput.forEach((value, k) => {
      expect(listening()?.gradientTimesInput[k]).toBeCloseTo(value, 6);
    });
    app.state().pin({ step: 3 });
    await until(() => app.state().integrals?.get("story-lstm")?.integrated.length === 3, "integrals of the next word");
    expect(asked("attribute")).toBe(2);
    app.state().predict({ followed: "tiger" });
    await until(() => app.state().predictions.at(-1)?.votes === null);
    expect(listening()).toBeNull();
  });

  test("are known to be those of another word from the moment it is pinned until the answer is there", async () => {
    await start();
    await predicted();
    expect(arePredictionsFresh(app.state())).toBe(true);
    app.state().pin({ step: 2 });
    expect(arePredictionsFresh(app.state())).toBe(false);
    expect(app.state().predictions.at(-1)?.step).toBe(5);
    await until(() => arePredictionsFresh(app.state()), "fresh");
    expect(app.state().predictions.at(-1)?.step).toBe(2);
    app.state().setText("the dog sat on the mat");
    expect(arePredictionsFresh(app.state())).toBe(false);
    await until(() => arePredictionsFresh(app.state()), "fresh again");
  });

  test("follow the word that does follow, else one that is named, else the shown model's likeliest", async () => {
    await start();
    await predicted();
    const followed = () => app.state().vocabulary?.words?.[app.state().predictions.at(-1)?.votes?.word ?? -1];
    expect(followed()).toBe("mat");
    app.state().predict({ followed: "dog" });
    await until(() => followed() === "dog");
    app.state().predict({ followed: "tiger" });
    await until(() => app.state().predictions.at(-1)?.votes === null);
    app.state().predict({ followed: null });
    app.state().pin({ step: 6 });
    await until(() => app.state().predictions.at(-1)?.step === 6);
    const { logits, votes } = app.state().predictions.at(-1) ?? {};
    expect(votes?.word).toBeGreaterThanOrEqual(0);
    expect(logits?.[votes?.word ?? 0]).toBe(Math.max(...[...(logits ?? [])].filter((_, id) => id > 1)));
  });

  test("are not asked for while another view is shown, nor again for what changes no model", async () => {
    await start("#s=the+cat+sat");
    expect(asked("predict")).toBe(0);
    app.state().set({ view: "predict" });
    await predicted();
    const before = asked("predict");
    app.state().set({ temperature: 0.5 });
    app.state().predict({ topK: 3, topP: 0.9, probes: ["dog"] });
    await app.rest();
    expect(asked("predict")).toBe(before);
  });

  test("compare a second sentence, and keep everything in the address", async () => {
    await start(
      "#view=predict&s=the+cat+sat+on+the+mat&s2=the+dog+sat+on+the+mat&follow=cat&probes=dog,mat&topk=5&topp=0.9&temp=0.5",
    );
    await predicted();
    expect(app.state()).toMatchObject({ followed: "cat", probes: ["dog", "mat"], topK: 5, topP: 0.9 });
    const spread = app.state().predictions.at(-1)?.second?.spread;
    expect([spread?.from, spread?.steps]).toEqual([2, 6]);
    app.state().predict({ second: null, followed: null, topK: null });
    expect(app.address.read()).toBe("#view=predict&s=the+cat+sat+on+the+mat&temp=0.5&probes=dog%2Cmat&topp=0.9");
    await until(() => app.state().predictions.at(-1)?.second === null);
  });

  test("say what is wrong with a list of probes in the address", async () => {
    await start(`#s=the+cat&probes=${Array.from({ length: 13 }, (_, k) => `w${k}`).join()}&topp=2&follow=`);
    const said = app
      .state()
      .notices.map(({ problem }) => problem.detail)
      .join(" ");
    expect(said).toContain("one to 12 words are needed");
    expect(said).toContain("topp=2 (a number from 0.01 to 1 is needed)");
    expect(app.state().probes[0]).toBe("mat");
  });
});

describe("another function in a block", () => {
  test("is run on the sentence while its view is shown, and stands in the address", async () => {
    await start("#view=activations&s=the+cat+sat&fn=forgetGate:relu");
    await until(() => app.state().swapped !== null, "swapped");
    expect(app.state().swapped?.after.means[0]?.length).toBe(3);
    app.state().swapFunction({ signal: "candidate", activation: "relu" });
    await until(() => app.state().swapped?.swap.signal === "candidate");
    expect(app.address.read()).toBe("#view=activations&s=the+cat+sat&fn=candidate%3Arelu");
    app.state().setText("the cat sat on");
    await until(() => app.state().swapped?.after.means[0]?.length === 4);
    app.state().swapFunction(null);
    expect(app.state().swapped).toBeNull();
    expect(app.address.read()).not.toContain("fn=");
  });

  test("is not run while another view is shown", async () => {
    await start("#s=the+cat+sat&fn=forgetGate:relu");
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(asked("swap")).toBe(0);
    app.state().set({ view: "activations" });
    await until(() => app.state().swapped !== null);
  });

  test("falls back where the model has no such gate or there is no such function, and says so", async () => {
    await start("#view=activations&s=the+cat&fn=resetGate:relu");
    expect(app.state().swap).toBeNull();
    const said = () =>
      app
        .state()
        .notices.map(({ problem }) => problem.detail)
        .join(" ");
    expect(said()).toContain("fn=resetGate:relu (this model has no such gate)");
    app.stop();
    await start("#view=activations&s=the+cat&fn=forgetGate:cosine");
    expect(said()).toContain("a gate and one of sigmoid, tanh, relu, hardSigmoid");
  });
});
