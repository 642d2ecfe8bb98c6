/*
 * Networks so small that every unit can be understood: `npm run small-models [ID…]`. Trains them by the page's own trainer, each from its
 * recipe alone, and writes public/small/<id>/. The same bytes on every machine with SIMD; three minutes for all.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { createRandom } from "../src/engine/random.ts";
import { dreamKernels } from "./dream.ts";
import { recipes } from "./small/recipes.ts";
import { trainSmall } from "./small/train-small.ts";
import { writeModel } from "./small/write-model.ts";

const SAMPLE_SEED = 77;

export function main(ids: readonly string[]): void {
  for (const recipe of recipes) {
    if (ids.length > 0 && !ids.includes(recipe.id)) continue;
    const { weights, heldOut } = trainSmall(recipe, dreamKernels, (updates, loss) => {
      process.stdout.write(`${recipe.id} ${updates} of ${recipe.updates}: ${loss.toFixed(4)} nats\n`);
    });
    process.stdout.write(`${recipe.id}: held out ${heldOut.loss.toFixed(5)} nats, ${(100 * heldOut.right).toFixed(2)} % right\n`);
    const folder = `public/small/${recipe.id}`;
    mkdirSync(folder, { recursive: true });
    const sample = recipe.sample(createRandom(SAMPLE_SEED));
    for (const [name, content] of Object.entries(writeModel(recipe, weights, heldOut, sample))) {
      writeFileSync(`${folder}/${name}`, content);
    }
  }
}
