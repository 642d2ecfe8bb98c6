import { makeTinyModel } from "../worker/tiny-model.ts";
import type { TestApp } from "./test-app.ts";

/** One thing that a reader does. What it resolves to is what the reader is shown beside the state. */
export interface UseStep {
  readonly name: string;
  readonly act: (app: TestApp) => unknown;
}

const text = "a dog sat on the mat . the cat that chased mice sat in the barn .";

/** A whole use of the page, over every kind of question: typing, stepping, all views, own files, another model, samples. */
export const recordedUse: readonly UseStep[] = [
  { name: "open the page", act: () => undefined },
  {
    name: "type",
    act: ({ state }) => {
      state().setText("the cat sat o", { isTyping: true });
      state().setText("the cat sat on", { isTyping: true });
      state().setText("the cat sat on a mat");
    },
  },
  {
    name: "pin a word and a unit",
    act: ({ state }) => {
      state().pin({ step: 3, unit: 2 });
      state().moveStage(-1);
    },
  },
  {
    name: "open a number",
    act: ({ state }) => state().explain({ kind: "part", layer: 0, step: 3, unit: 2, block: 1, part: "memory" }),
  },
  { name: "save the trace", act: ({ state }) => state().distributions() },
  {
    name: "measure the speed",
    act: async ({ state }) => {
      const { id } = await state().measureSpeed();
      return id;
    },
  },
  { name: "gradients", act: ({ state }) => state().set({ view: "gradients" }) },
  { name: "which words mattered", act: ({ state }) => state().follow({ under: "words" }) },
  { name: "other words in their place", act: ({ state }) => state().follow({ under: "words", measure: "replaced" }) },
  { name: "gradient of a signal", act: ({ state }) => state().follow({ under: "signals" }) },
  { name: "many sentences", act: ({ state }) => state().follow({ many: ["the cat sat .", "a dog chased the mice ."] }) },
  { name: "check the gradients", act: ({ state }) => state().checkGradients() },
  { name: "choose a preset", act: ({ state }) => state().choosePreset("hold") },
  { name: "save the gradients", act: ({ state }) => state().exportGradients() },
  { name: "predict", act: ({ state }) => state().set({ view: "predict" }) },
  { name: "two sentences", act: ({ state }) => state().predict({ second: "the dog sat" }) },
  { name: "integrated gradients", act: ({ state }) => state().predict({ listenBy: "integrated" }) },
  {
    name: "sample",
    act: ({ state }) => {
      if (state().branches.length === 0) state().sampleWords(3);
    },
  },
  { name: "activations", act: ({ state }) => state().set({ view: "activations" }) },
  {
    name: "another function",
    act: ({ state }) => state().swapFunction({ signal: "forgetGate", activation: "relu" }),
  },
  {
    name: "memory",
    act: async ({ state }) => {
      await state().openMemory();
      state().set({ view: "memory" });
    },
  },
  { name: "read a text", act: async ({ state }) => (await state().openMemory()).openText("mine.txt", text) },
  {
    name: "look for a pattern",
    act: ({ state }) =>
      state().remember({ pattern: "hiddenState_0.1_1_0_2h", keptPatterns: new Map([["mine", "cellState_0.2_1_0_1l"]]) }),
  },
  { name: "pin another word", act: ({ state }) => state().pin({ step: 5, unit: 4 }) },
  {
    name: "open a file",
    act: ({ state }) => {
      state().set({ view: "gates" });
      state().openFiles(makeTinyModel({ id: "mine", cell: "lstm", seed: 9, units: 4 }));
    },
  },
  { name: "type in the own model", act: ({ state }) => state().setText("the cat sat on a mat and the dog") },
  { name: "choose another model", act: ({ state }) => state().chooseModel("story-rnn") },
  { name: "undo", act: ({ state }) => state().undo() },
];

/** How often things changed and were tried, and what is told of it, differ from one use to another; what is shown must not. */
const untold = ["notices", "attempt", "version", "changedFrom", "settledVersion", "computedSteps", "logits"];

/** What the views have found, by the place where it is shown: what is not shown may be found another time. */
const found: Readonly<Record<string, readonly string[]>> = {
  gradients: [
    ...["studies", "carried", "reaches", "studyProblems", "areStudiesStale", "spectra", "jacobians", "gradientChecks"],
    ...["preset", "surveys", "areSurveysStale"],
  ],
  words: ["attributions", "wordGradients", "replaced"],
  signals: ["frames"],
  predict: ["predictions", "predicted", "predictProblems", "integrals", "branches"],
  activations: ["swapped"],
};

/** What a reader sees: the state, the numbers and what Memory has found. */
export async function whatIsShown({ state, buffer }: TestApp): Promise<Readonly<Record<string, unknown>>> {
  const now = state();
  const places = now.view === "gradients" ? [now.view, now.under] : [now.view];
  const hidden = Object.entries(found).flatMap(([place, keys]) => (places.includes(place) ? [] : keys));
  const shown = Object.entries(now).filter(
    ([key, value]) => typeof value !== "function" && !untold.includes(key) && !hidden.includes(key),
  );
  const { steps, step, tokens } = now;
  const trace = buffer.trace();
  const length = trace === null ? 0 : (steps + 1) * trace.layout.layers * trace.layout.signals.length * trace.layout.units;
  const findings = now.view === "memory" ? (await now.openMemory()).findings.getState() : {};
  return {
    ...Object.fromEntries(shown),
    ...Object.fromEntries(Object.entries(findings).map(([key, value]) => [`memory ${key}`, value])),
    logits: [tokens.length, step, step - 1].map((at) => now.logits.get(at)),
    values: trace?.values.slice(0, length),
  };
}
