import type { BatchCell } from "../../src/engine/training/batch-cell.ts";
import type { GateCost } from "../../src/engine/training/gate-cost.ts";
import type { Initialisation } from "../../src/engine/training/initialise.ts";
import { lstmBatch } from "../../src/engine/training/lstm-batch.ts";
import { rnnBatch } from "../../src/engine/training/rnn-batch.ts";
import { countTask, sampleCounts } from "./count.ts";
import { depthTask, sampleBrackets } from "./depth.ts";
import { keepTask, sampleKeeping } from "./keep.ts";
import { lettersTask, sampleLines } from "./letters.ts";
import type { Sample, Task } from "./task.ts";

/** How a small network is made, to the last seed. */
export interface Recipe {
  readonly id: string;
  readonly cell: "lstm" | "rnn";
  readonly task: Task;
  readonly sample: Sample;
  /** What the text is, what the network shows, and what not to expect of it: for the card. */
  readonly data: string;
  readonly shows: string;
  readonly limits: string;
  readonly units: number;
  readonly seed: number;
  readonly batch: number;
  readonly updates: number;
  /** Of Adam; goes linearly to `lastRate`. */
  readonly rate: number;
  readonly lastRate: number;
  readonly initialisation: Initialisation;
  readonly gateCost: GateCost;
}

export const batchCells: Readonly<Record<Recipe["cell"], BatchCell>> = { lstm: lstmBatch, rnn: rnnBatch };

const free: GateCost = { input: 0, forget: 0, output: 0 };
const KEEP_STEPS = 60;
const NEXT = "Asked is what follows, at every step.";
const keep = {
  ...{ task: keepTask(KEEP_STEPS), sample: sampleKeeping, batch: 32, data: "texts of eight words, drawn by chance" },
  shows: "The colour behind *keep* is to be remembered, and named wherever *say* is read; other colours stand about.",
  limits: "It is asked after *say* alone: what it expects anywhere else is what it would answer there.",
};
const count = {
  ...{ task: countTask, sample: sampleCounts, batch: 32, data: "aⁿbⁿ, n from 1 to 10, drawn by chance" },
  shows: "As many b as there were a: the network counts up, then down.",
  limits: "It is asked after every b: what it expects after an a means nothing.",
};
const depth = {
  ...{ task: depthTask(40), sample: sampleBrackets, batch: 32, data: "matching brackets, at most twelve deep, drawn by chance" },
  shows: "Brackets that match: the network counts how many are open.",
  limits: NEXT,
};
const letters = {
  ...{ task: lettersTask(128), sample: sampleLines, batch: 32 },
  data: "lines of JSON and of prose with quotation marks, drawn from a grammar",
  shows: "JSON and prose, character by character: how deep, inside a string or not, how far into a word.",
  limits: NEXT,
};

export const recipes: readonly Recipe[] = [
  {
    ...keep,
    ...{ id: "keep", cell: "lstm", units: 4, seed: 3, updates: 2500, rate: 0.03, lastRate: 0.003 },
    initialisation: { chronoSteps: KEEP_STEPS },
    gateCost: { input: 0.1, forget: 0.1, output: 0.03 },
  },
  {
    ...keep,
    ...{ id: "keep-rnn", cell: "rnn", units: 8, seed: 1, updates: 4000, rate: 0.01, lastRate: 0.001 },
    initialisation: {},
    gateCost: free,
  },
  {
    ...count,
    ...{ id: "count", cell: "lstm", units: 2, seed: 1, updates: 3000, rate: 0.03, lastRate: 0.003 },
    initialisation: { forgetBias: 1 },
    gateCost: free,
  },
  {
    ...count,
    ...{ id: "count-rnn", cell: "rnn", units: 4, seed: 1, updates: 6000, rate: 0.02, lastRate: 0.001 },
    initialisation: {},
    gateCost: free,
  },
  {
    ...depth,
    ...{ id: "depth", cell: "lstm", units: 2, seed: 1, updates: 3000, rate: 0.03, lastRate: 0.003 },
    initialisation: { forgetBias: 1 },
    gateCost: free,
  },
  {
    ...depth,
    ...{ id: "depth-rnn", cell: "rnn", units: 4, seed: 1, updates: 6000, rate: 0.02, lastRate: 0.001 },
    initialisation: {},
    gateCost: free,
  },
  {
    ...letters,
    ...{ id: "letters-lstm", cell: "lstm", units: 32, seed: 1, updates: 4000, rate: 0.01, lastRate: 0.0003 },
    initialisation: { forgetBias: 1 },
    gateCost: { input: 0.05, forget: 0.05, output: 0 },
  },
  {
    ...letters,
    ...{ id: "letters-rnn", cell: "rnn", units: 32, seed: 1, updates: 4000, rate: 0.003, lastRate: 0.0001 },
    initialisation: { recurrence: "orthogonal" },
    gateCost: free,
  },
];
