import type { BatchCell } from "../../src/engine/training/batch-cell.ts";
import type { GateCost } from "../../src/engine/training/gate-cost.ts";
import type { Initialisation } from "../../src/engine/training/initialise.ts";
import { lstmBatch } from "../../src/engine/training/lstm-batch.ts";
import { rnnBatch } from "../../src/engine/training/rnn-batch.ts";
import { countTask } from "./count.ts";
import { depthTask } from "./depth.ts";
import { keepTask } from "./keep.ts";
import { lettersTask } from "./letters.ts";
import type { Task } from "./task.ts";

/** How a small network is made, to the last seed. */
export interface Recipe {
  readonly id: string;
  readonly cell: "lstm" | "rnn";
  readonly task: Task;
  /** What the text is, for the card. */
  readonly data: string;
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
const keep = { task: keepTask(KEEP_STEPS), data: "texts of nine words, drawn by chance", batch: 32 };
const count = { task: countTask, data: "aⁿbⁿ, n from 1 to 10, drawn by chance", batch: 32 };
const depth = { task: depthTask(40), data: "matching brackets, at most six deep, drawn by chance", batch: 32 };
const letters = { task: lettersTask(128), data: "lines of JSON and of prose, drawn from a grammar", batch: 32 };

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
    ...{ id: "letters-lstm", cell: "lstm", units: 24, seed: 1, updates: 4000, rate: 0.01, lastRate: 0.0003 },
    initialisation: { forgetBias: 1 },
    gateCost: { input: 0.02, forget: 0.02, output: 0 },
  },
  {
    ...letters,
    ...{ id: "letters-rnn", cell: "rnn", units: 24, seed: 1, updates: 4000, rate: 0.003, lastRate: 0.0001 },
    initialisation: { recurrence: "orthogonal" },
    gateCost: free,
  },
];
