import { expect, test } from "vitest";
import { until } from "../worker/in-process-engine.ts";
import { startTestApp } from "./test-app.ts";

const example = { text: "the cat sat", step: 2, span: [2, 3], stage: "update" };
const unit = (number: number, shown: typeof example | null) => ({ unit: number, feature: "noun", example: shown });

/** A list as the script writes it, as far as the page's store reads it. The tiny models have no provenance. */
const listOf = (units: readonly object[], sha256 = "") =>
  new TextEncoder().encode(
    JSON.stringify({
      format: "gatescope-units",
      version: 1,
      model: "story-lstm",
      layer: 0,
      signal: "cellState",
      features: [],
      units,
      sha256,
    }),
  ).buffer as ArrayBuffer;

const path = "memory/story-lstm/units.json";

test("the units that can be read come when they are asked for, with their state over the sentence that shows them", async () => {
  const app = startTestApp({ files: new Map([[path, listOf([unit(1, example), unit(0, null)])]]) });
  await app.rest();
  expect(app.state().readable).toBeNull();
  app.state().loadReadable();
  await until(() => app.state().readable?.courses.size === 1);
  const course = app.state().readable?.courses.get(1);
  expect(course).toHaveLength(3);
  const trace = app.buffer.trace();
  const { layout, values } = trace ?? { layout: { signals: [], units: 0 }, values: new Float32Array() };
  const cellState = layout.signals.findIndex(({ name }) => name === "cellState");
  const frame = layout.signals.length * layout.units;
  expect(Array.from(course ?? [])).toEqual([1, 2, 3].map((step) => values[step * frame + cellState * layout.units + 1]));
  app.stop();
});

test("a list of other weights is told and not shown; a model without a list has none and nothing is said", async () => {
  const app = startTestApp({ files: new Map([[path, listOf([unit(1, example)], "of others")]]) });
  await app.rest();
  app.state().loadReadable();
  await until(() => app.state().notices.some(({ problem }) => problem.title.includes("other weights")));
  expect(app.state().readable).toBeNull();
  app.stop();

  const without = startTestApp();
  await without.rest();
  without.state().loadReadable();
  without.state().setText("the dog");
  await without.rest();
  expect([without.state().readable, without.state().notices]).toEqual([null, []]);
  without.stop();
});

test("a list that did not come is asked for again in one press", async () => {
  const list = listOf([unit(1, example)]);
  const served = new Map<string, ArrayBuffer>();
  const app = startTestApp({ files: new Map([[path, list]]), served });
  await app.rest();
  app.state().loadReadable();
  await until(() => app.state().notices.length > 0);
  expect(app.state().readable).toBeNull();
  served.set(path, list);
  app.state().notices[0]?.ways[0]?.go();
  await until(() => app.state().readable?.courses.size === 1);
  app.stop();
});

test("a model with a sample has its list made from it; nothing is known of what each of its words is for", async () => {
  const app = startTestApp({ fragment: "#model=keep" });
  await app.rest();
  app.state().loadReadable();
  await until(() => app.state().readable !== null && app.state().readingUnits === null);
  const { list, isOwn } = app.state().readable ?? {};
  expect(isOwn).toBe(false);
  expect(list?.text).toEqual({ name: "a text as keep was trained on", chosen: 599, scored: 600 });
  const [best] = list?.units ?? [];
  expect(best).toMatchObject({ unit: 0, feature: "after keep" });
  expect(best?.score).toBeGreaterThan(0.99);
  expect(list?.features.find(({ id }) => id === "after keep")?.chance.shuffles).toBe(200);
  expect(best?.example?.text).toMatch(/keep/);
  app.stop();
});

test("the count of count's cell and the brackets of depth's are found by themselves", async () => {
  for (const [id, feature] of [
    ["count", "surplus"],
    ["depth", "depth"],
  ] as const) {
    const app = startTestApp({ fragment: `#model=${id}` });
    await app.rest();
    app.state().loadReadable();
    await until(() => app.state().readable !== null);
    const found = app.state().readable?.list.units.find((each) => each.unit === 0);
    expect(found?.feature).toBe(feature);
    expect(found?.score).toBeGreaterThan(0.9);
    app.stop();
  }
});

test("where the reader has chosen no unit, the page shows one of the list, decided anew with the sentence; a chosen one stays", async () => {
  const app = startTestApp({ files: new Map([[path, listOf([unit(5, null), unit(6, null)])]]) });
  await app.rest();
  app.state().loadReadable();
  await until(() => app.state().readable !== null);
  expect([5, 6]).toContain(app.state().unit);
  app.state().setText("the dog sat on a mat");
  await app.rest();
  expect([5, 6]).toContain(app.state().unit);
  expect(app.state().unitIsAutomatic).toBe(true);
  app.state().pin({ unit: 2 });
  app.state().setText("the cat");
  await app.rest();
  expect(app.state().unit).toBe(2);
  app.stop();
});

test("a unit whose feature is nowhere in the sentence is not shown for it", async () => {
  const quotes = { unit: 5, feature: "quotation", example: null };
  const app = startTestApp({ files: new Map([[path, listOf([quotes, unit(6, null)])]]) });
  await app.rest();
  app.state().loadReadable();
  await until(() => app.state().readable !== null);
  // “noun” is no feature of ours: nothing is known against it.
  expect(app.state().unit).toBe(6);
  const alone = startTestApp({ files: new Map([[path, listOf([quotes])]]), fragment: "#s=the+cat+“+sat" });
  await alone.rest();
  alone.state().loadReadable();
  await until(() => alone.state().readable !== null);
  expect(alone.state().unit).toBe(5);
  alone.stop();
  app.stop();
});
