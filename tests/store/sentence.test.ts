import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { chooseKernels } from "../../src/engine/kernels/choose.ts";
import { openFiles } from "../../src/engine/open-files.ts";
import { createRun } from "../../src/engine/run.ts";
import { frameLength } from "../../src/engine/trace.ts";
import type { Request } from "../../src/worker/protocol.ts";
import { until } from "../worker/in-process-engine.ts";
import { startTestApp, type TestApp, tinyModels } from "./test-app.ts";

/** As the engine chooses them. */
const kernels = await chooseKernels();

let app: TestApp;
afterEach(() => app.stop());

const type = (text: string) => app.state().setText(text, { isTyping: true });
const runs = () => app.engine.requests.filter((request) => request.kind === "run") as Extract<Request, { kind: "run" }>[];
const sentence = (words: number) => Array.from({ length: words }, (_, k) => `w${"abcdefghij"[(k * 7) % 10]}`).join(" ");

/** The frames of the words as they stand, computed from scratch in this thread. */
function fromScratch(): Float32Array {
  const opened = openFiles(tinyModels.get(app.state().modelId) ?? []);
  if (!opened.ok) throw new Error(opened.problem.title);
  const run = createRun(opened.value.model, kernels);
  run.replace(
    0,
    app.state().tokens.map((token) => token.id),
  );
  while (run.advance(100) > 0);
  const { values, steps, layout } = run.trace();
  return values.slice(0, (steps + 1) * frameLength(layout));
}

function drawn(): Float32Array {
  const trace = app.buffer.trace();
  if (trace === null) throw new Error("nothing is drawn");
  return trace.values.slice(0, (trace.steps + 1) * frameLength(trace.layout));
}

function expectEqualBits(found: Float32Array, needed: Float32Array): void {
  const bytes = (values: Float32Array) => Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  expect(found.length).toBe(needed.length);
  expect(bytes(found).equals(bytes(needed))).toBe(true);
}

describe("typing", { timeout: 30_000 }, () => {
  test("at the end of a 200-word sentence computes the changed word and nothing else", async () => {
    app = startTestApp({ fragment: `#s=${sentence(200).replaceAll(" ", "+")}` });
    await app.rest();
    const before = runs().length;
    const { version } = app.state();
    type(`${sentence(200)}x`);
    await app.rest();
    expect(runs().slice(before)).toMatchObject([{ from: 199 }]);
    expect(runs().at(-1)?.ids).toHaveLength(1);
    expect(app.state()).toMatchObject({ computedSteps: 1, changedFrom: 200, version: version + 1 });
    expectEqualBits(drawn(), fromScratch());
  });

  test("in the middle computes from the changed word on", async () => {
    app = startTestApp({ fragment: "#s=the+cat+sat+on+the+mat" });
    await app.rest();
    type("the cat that sat on the mat");
    expect(app.state().isBusy).toBe(true);
    await app.rest();
    expect(app.state()).toMatchObject({ computedSteps: 5, steps: 7 });
    expectEqualBits(drawn(), fromScratch());
  });

  test("that changes no word asks the engine for nothing", async () => {
    app = startTestApp();
    await app.rest();
    const before = runs().length;
    type("the  cat sat ");
    expect(app.state().isBusy).toBe(false);
    expect(app.state().tokens.map(({ start }) => start)).toEqual([0, 5, 9]);
    await app.rest();
    expect(runs()).toHaveLength(before);
  });

  test("leaves the columns standing until the new ones come, and cuts a shorter sentence at once", async () => {
    app = startTestApp({ fragment: "#s=the+cat+sat+on+the+mat" });
    await app.rest();
    type("a cat sat on the mat");
    expect(app.state().steps).toBe(6);
    await app.rest();
    const { version } = app.state();
    type("a cat");
    expect(app.state()).toMatchObject({ steps: 2, version: version + 1, changedFrom: 3 });
    expect(app.buffer.trace()?.steps).toBe(2);
    await app.rest();
    expectEqualBits(drawn(), fromScratch());
  });

  test("faster than the engine ends, whatever is typed, in the numbers of the last text", async () => {
    app = startTestApp();
    await app.rest();
    const texts = fc.array(fc.tuple(fc.nat(30), fc.nat(30), fc.constantFrom("the", "cat", "sat ", " ", "wd", ".", "dog wb wc")), {
      minLength: 1,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(texts, fc.boolean(), async (edits, isPatient) => {
        for (const [at, removed, inserted] of edits) {
          const { text } = app.state();
          type(text.slice(0, at) + inserted + text.slice(at + removed));
          if (isPatient) await new Promise((resolve) => setTimeout(resolve, 0));
        }
        await app.rest();
        if (app.state().tokens.length > 0) expectEqualBits(drawn(), fromScratch());
        expect(app.state().steps).toBe(app.state().tokens.length);
      }),
      { numRuns: 60 },
    );
  });

  test("during a run of 5,000 words keeps what has come and drops the rest of that run", async () => {
    app = startTestApp();
    await app.rest();
    app.state().setText(sentence(5000));
    await until(() => app.state().steps > 200);
    const come = app.state().steps;
    type(`${sentence(5000)} cat`);
    expect(runs().length).toBeGreaterThan(0);
    await app.rest();
    expect(runs().at(-1)?.from).toBe(come);
    expect(app.state().steps).toBe(5001);
    expectEqualBits(drawn(), fromScratch());
  });
});

describe("10,000 words", { timeout: 30_000 }, () => {
  test("pasted come in chunks of at most 64 steps, each one change of state", async () => {
    app = startTestApp();
    await app.rest();
    let changes = 0;
    let versions = 0;
    const stop = app.store.subscribe((state, before) => {
      changes++;
      if (state.version !== before.version) versions++;
    });
    app.state().setText(sentence(10_000));
    await app.rest();
    stop();
    const chunks = Math.ceil((10_000 - 21) / 64) + 3;
    expect(versions).toBeLessThanOrEqual(chunks + 1);
    expect(changes).toBeLessThanOrEqual(chunks + 6);
    expect(app.buffer.trace()?.steps).toBe(10_000);
  });

  test("with a letter typed behind them send one word, and read none of the others anew", async () => {
    app = startTestApp();
    await app.rest();
    app.state().setText(sentence(10_000));
    await app.rest();
    const before = app.state().tokens;
    type(`${sentence(10_000)} c`);
    await app.rest();
    expect(runs().at(-1)?.ids).toHaveLength(1);
    expect(app.state().computedSteps).toBe(1);
    expect(
      app
        .state()
        .tokens.slice(0, 9_999)
        .every((token, index) => token === before[index]),
    ).toBe(true);
  });
});

describe("the last word", () => {
  test("is provisional while it may still grow, and final after a space, a full stop or a commit", async () => {
    app = startTestApp();
    await app.rest();
    expect(app.state().lastIsProvisional).toBe(false);
    type("the cat sat o");
    expect(app.state().lastIsProvisional).toBe(true);
    type("the cat sat on ");
    expect(app.state().lastIsProvisional).toBe(false);
    type("the cat sat on.");
    expect(app.state().lastIsProvisional).toBe(false);
    type("the cat sat o");
    app.state().commitText();
    expect(app.state().lastIsProvisional).toBe(false);
    await app.rest();
  });

  test("is not provisional while another one is edited", async () => {
    app = startTestApp();
    await app.rest();
    type("the cats sat");
    expect(app.state().lastIsProvisional).toBe(false);
    await app.rest();
  });
});

describe("undo and redo", () => {
  test("bring words and numbers back", async () => {
    app = startTestApp();
    await app.rest();
    const before = drawn();
    for (const text of ["the cat sat ", "the cat sat o", "the cat sat on"]) type(text);
    app.state().undo();
    expect(app.state().text).toBe("the cat sat ");
    app.state().undo();
    expect(app.state().text).toBe("the cat sat");
    app.state().undo();
    expect(app.state().text).toBe("the cat sat");
    await app.rest();
    expect(drawn()).toEqual(before);
    app.state().redo();
    app.state().redo();
    await app.rest();
    expect(app.state().text).toBe("the cat sat on");
    expectEqualBits(drawn(), fromScratch());
  });
});
