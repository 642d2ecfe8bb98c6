import type { Kernels } from "../../src/engine/kernels/kernels.ts";
import { createRandom, type Random } from "../../src/engine/random.ts";
import { NOT_ASKED } from "../../src/engine/training/every-state.ts";
import type { TrainedWeights } from "../../src/engine/training/parameters.ts";
import { createSequenceTrainer, type Trainer } from "../../src/engine/training/trainer.ts";
import { batchCells, type Recipe } from "./recipes.ts";
import type { Task } from "./task.ts";

/** Texts of what was held out: drawn with a seed of their own. */
const HELD_OUT_SEED = 1_000_003;
const HELD_OUT_BATCHES = 16;

/** What a network does on texts that it was not trained on. */
export interface HeldOut {
  /** Nats a step, over the steps that are asked. */
  readonly loss: number;
  /** Share of those at which the likeliest answer is the right one. */
  readonly right: number;
}

export interface TrainedSmall {
  readonly weights: TrainedWeights;
  readonly heldOut: HeldOut;
}

/** Trains one small network by the page's own trainer. The same recipe and kernels give the same weights. */
export function trainSmall(recipe: Recipe, kernels: Kernels, report: (updates: number, loss: number) => void): TrainedSmall {
  const { task, batch, updates, rate, lastRate, units, seed, initialisation, gateCost } = recipe;
  const size = task.vocabulary.length;
  const trainer = createSequenceTrainer({
    ...{ cell: batchCells[recipe.cell], units, inputs: size, outputs: size, batch, steps: task.steps, kernels },
    ...{ seed, initialisation, gateCost, rates: { beta2: 0.99 } },
  });
  const random = createRandom(seed + 1);
  let mean = 0;
  for (let update = 0; update < updates; update++) {
    const { ids, targets } = drawBatch(task, batch, random);
    const { loss } = trainer.step(ids, targets, rate + ((lastRate - rate) * update) / updates);
    mean = update === 0 ? loss : 0.99 * mean + 0.01 * loss;
    if ((update + 1) % 500 === 0) report(update + 1, mean);
  }
  return { weights: trainer.weights(), heldOut: measure(trainer, recipe) };
}

/** Ids and targets (T, B). */
function drawBatch({ steps, draw }: Task, batch: number, random: Random) {
  const ids = new Int32Array(steps * batch);
  const targets = new Int32Array(steps * batch);
  for (let n = 0; n < batch; n++) {
    const drawn = draw(random);
    for (let step = 0; step < steps; step++) {
      ids[step * batch + n] = drawn.ids[step] as number;
      targets[step * batch + n] = drawn.targets[step] as number;
    }
  }
  return { ids, targets };
}

function measure(trainer: Trainer<Int32Array>, { task, batch }: Recipe): HeldOut {
  const random = createRandom(HELD_OUT_SEED);
  const size = task.vocabulary.length;
  let [asked, right, loss] = [0, 0, 0];
  for (let k = 0; k < HELD_OUT_BATCHES; k++) {
    const { ids, targets } = drawBatch(task, batch, random);
    const chances = trainer.predict(ids);
    targets.forEach((target, row) => {
      if (target === NOT_ASKED) return;
      const own = chances.subarray(row * size, (row + 1) * size);
      asked++;
      loss -= Math.log(own[target] as number);
      if (own.every((chance) => chance <= (own[target] as number))) right++;
    });
  }
  return { loss: loss / asked, right: right / asked };
}
