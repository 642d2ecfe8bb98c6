import { afterEach, describe, expect, test } from "vitest";
import { until } from "../worker/in-process-engine.ts";
import { startTestApp, type TestApp } from "./test-app.ts";

/** Distributions that are kept, and those in sight: the pinned word's, the one before it, the last word's. */
const [KEPT, IN_SIGHT] = [32, 3];

describe("what the network expects after a word", () => {
  let app: TestApp;
  afterEach(() => app.stop());

  test("is kept for the last words that were looked at and for those in sight, and no more", async () => {
    app = startTestApp();
    await app.rest();
    app.state().setText(Array.from({ length: 44 }, (_, word) => (word % 2 === 0 ? "the" : "cat")).join(" "));
    await app.rest();
    for (let step = 44; step >= 1; step--) {
      app.state().pin({ step });
      await until(() => app.state().logits.has(step) && app.state().logits.has(step - 1), `word ${step}`);
      expect(app.state().logits.size).toBeLessThanOrEqual(KEPT + IN_SIGHT);
    }
    // The first word's, the state before it, the last word's for the ghost; the longest unseen were let go.
    const kept = [...app.state().logits.keys()];
    for (const step of [0, 1, 44]) expect(kept).toContain(step);
    for (const step of [43, 40, 35]) expect(kept).not.toContain(step);
    app.state().pin({ step: 40 });
    await until(() => app.state().logits.has(40), "word 40 once more");
  });
});
