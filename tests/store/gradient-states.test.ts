import { afterEach, describe, expect, test } from "vitest";
import { LAG_MS } from "../../src/store/study-freshness.ts";
import { createTestEngine, until } from "../worker/in-process-engine.ts";
import { startTestApp, type TestApp, tinyModels } from "./test-app.ts";

let app: TestApp;
afterEach(() => app.stop());

const studied = () => until(() => app.state().studies.length > 0 && !app.state().isStudying, "studied");
const asked = (kind: string) => app.engine.requests.filter((request) => request.kind === kind).length;
const start = async (fragment = "#view=gradients&s=the+cat+sat+on+the+mat") => {
  app = startTestApp({ fragment });
  await app.rest();
};

describe("studies of gradients", () => {
  test("are stale as soon as they lag behind the experiment, and no longer once they are there", async () => {
    await start();
    await studied();
    expect(app.state().areStudiesStale).toBe(false);
    app.state().follow({ experiment: { length: 300 } });
    expect(app.state()).toMatchObject({ isStudying: true, areStudiesStale: false });
    app.clock.advance(LAG_MS);
    expect(app.state().areStudiesStale).toBe(true);
    expect(app.state().studies[0]?.at).toBe(6);
    await until(() => app.state().studies[0]?.at === 300);
    expect(app.state().areStudiesStale).toBe(false);
  });

  test("are to be expected at once when the view is opened for the first time, while what asks for them is on its way", async () => {
    await start("#s=the+cat+sat");
    app.state().set({ view: "gradients" });
    expect(app.state()).toMatchObject({ studies: [], areStudiesStale: true });
    await studied();
    expect(app.state().areStudiesStale).toBe(false);
  });

  test("do not flicker under a slider that they keep up with", async () => {
    await start();
    await studied();
    const told: boolean[] = [];
    const stop = app.store.subscribe((state, before) => {
      if (state.areStudiesStale !== before.areStudiesStale) told.push(state.areStudiesStale);
    });
    for (const recurrent of [0.9, 0.8, 0.7]) {
      app.state().follow({ experiment: { recurrent } }, { isCommit: false });
      app.clock.advance(LAG_MS - 1);
      await until(() => !app.state().isStudying);
    }
    stop();
    expect(told).toEqual([]);
  });

  test("are stale while words of another sentence are being read, and at once when the view is entered again", async () => {
    await start();
    await studied();
    app.state().setText("the dog");
    app.clock.advance(LAG_MS);
    expect(app.state().areStudiesStale).toBe(true);
    await until(() => app.state().studies[0]?.at === 2);
    app.state().set({ view: "gates" });
    app.state().setText("the dog ran");
    await app.rest();
    app.state().set({ view: "gradients" });
    expect(app.state().areStudiesStale).toBe(true);
    await until(() => app.state().studies[0]?.at === 3 && !app.state().areStudiesStale);
  });

  test("say how far they are", async () => {
    await start();
    await studied();
    const told = new Set<number>();
    const stop = app.store.subscribe(({ studyProgress }) => studyProgress !== null && told.add(studyProgress));
    app.state().follow({ experiment: { weights: "random", units: 256, length: 200 } });
    await until(() => app.state().studies[0]?.at === 200);
    await studied();
    stop();
    expect(told.size).toBeGreaterThan(2);
    expect(Math.max(...told)).toBeLessThanOrEqual(1);
    expect(app.state().studyProgress).toBeNull();
  });

  test("are asked for again by themselves when the engine died over them", async () => {
    await start();
    await studied();
    app.state().follow({ experiment: { length: 500, weights: "random", units: 128 } });
    await until(() => asked("study") === 2);
    app.engine.kill();
    app.clock.advance(LAG_MS);
    expect(app.state().areStudiesStale).toBe(true);
    await until(() => app.state().studies[0]?.at === 500 && !app.state().isStudying, "studied by the new engine");
    expect(app.state()).toMatchObject({ areStudiesStale: false, studyFailure: null });
    expect(app.state().studyProblems.size).toBe(0);
  });

  test("are measured again when the engine died over what is slow", async () => {
    await start();
    await studied();
    await until(() => asked("jacobians") === 1);
    app.engine.kill();
    await until(() => app.state().jacobians.size === 2, "measured by the new engine");
    expect(app.state().areStudiesStale).toBe(false);
  });

  test("that could not be computed are cleared, told, and asked for again when the reader wishes", async () => {
    const problem = { title: "The engine could not answer", detail: "out of memory" };
    const engine = createTestEngine(tinyModels);
    let isBroken = false;
    const spawn: typeof engine.spawn = () => {
      const line = engine.spawn();
      const listen: typeof line.endpoint.listen = (hear) =>
        line.endpoint.listen((reply) =>
          hear(isBroken && reply.kind === "studied" ? { kind: "failed", request: reply.request, problem } : reply),
        );
      return { ...line, endpoint: { ...line.endpoint, listen } };
    };
    app = startTestApp({ fragment: "#view=gradients&s=the+cat+sat", engine: { ...engine, spawn } });
    await app.rest();
    await studied();
    isBroken = true;
    app.state().follow({ experiment: { recurrent: 0.5 } });
    await until(() => app.state().studyFailure !== null);
    expect(app.state()).toMatchObject({ studies: [], studyFailure: problem, studyProgress: null });
    isBroken = false;
    app.state().retryStudies();
    await studied();
    expect(app.state().studyFailure).toBeNull();
  });

  test("leave a search for a preset when the reader does, and the scale as it was", async () => {
    await start("#view=gradients&s=the+cat+sat+on+the+mat&weights=random&units=200&len=100");
    await studied();
    app.state().choosePreset("explode");
    await until(() => (app.state().preset?.progress ?? 0) > 0, "under way");
    app.state().cancelPreset();
    expect(app.state().preset).toBeNull();
    await until(() => app.engine.replies.some((reply) => reply.kind === "presetFound" && reply.found === null), "left");
    await studied();
    expect(app.state().experiment.recurrent).toBe(1);
    expect(app.state().preset).toBeNull();
  });
});
