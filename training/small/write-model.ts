import { createHash } from "node:crypto";
import type { TrainedWeights } from "../../src/engine/training/parameters.ts";
import type { Recipe } from "./recipes.ts";
import type { HeldOut } from "./train-small.ts";

/** Significant digits that are printed of what was measured. */
const DIGITS = 4;

/** The three files of a small model in the public format, and its card. */
export function writeModel(recipe: Recipe, weights: TrainedWeights, heldOut: HeldOut, sample: string) {
  const { id, cell, task, units, data } = recipe;
  const size = task.vocabulary.length;
  const rows = weights.inputBias.length;
  const identity = Float32Array.from({ length: size * size }, (_, at) => (Math.floor(at / size) === at % size ? 1 : 0));
  const file = writeSafetensors([
    ["embedding.weight", [size, size], identity],
    ["rnn.weight_ih_l0", [rows, size], weights.inputWeights],
    ["rnn.weight_hh_l0", [rows, units], weights.recurrentWeights],
    ["rnn.bias_ih_l0", [rows], weights.inputBias],
    ["rnn.bias_hh_l0", [rows], weights.recurrentBias],
    ["decoder.weight", [size, units], weights.readoutWeights],
    ["decoder.bias", [size], weights.readoutBias],
  ]);
  const config = {
    ...{ format: "gatescope-model", version: 1, id, label: id, cell, layers: 1, inputs: size, units, vocabulary: size },
    ...{ tied: false, tokenizer: "words", start: task.vocabulary[0], sample },
    provenance: {
      data: `${data}; no text of anybody`,
      licence: "MIT",
      recipe: sayRecipe(recipe),
      sha256: createHash("sha256").update(file).digest("hex"),
    },
  };
  return {
    "model.safetensors": file,
    "config.json": `${JSON.stringify(config, null, 2)}\n`,
    "vocab.json": `${JSON.stringify(task.vocabulary)}\n`,
    "README.md": writeCard(recipe, heldOut, file.length),
  };
}

function sayRecipe({ task, units, seed, batch, updates, rate, lastRate, initialisation, gateCost }: Recipe): string {
  const { recurrence, forgetBias, chronoSteps } = initialisation;
  const begun =
    chronoSteps !== undefined
      ? `slow gates for ${chronoSteps} steps (chrono)`
      : forgetBias !== undefined
        ? `forget bias ${forgetBias}`
        : recurrence === "orthogonal"
          ? "orthogonal recurrence"
          : "PyTorch’s default";
  const cost = Object.values(gateCost).some((price) => price > 0)
    ? `; cost on open gates: input ${gateCost.input}, 1 − forget ${gateCost.forget}, output ${gateCost.output}`
    : "";
  return `${units} units, ${updates} updates of ${batch} texts of ${task.steps} steps, seed ${seed}; Adam (β2 0.99), rate ${rate} linear to ${lastRate}, clip 1; begun with ${begun}${cost}; float32, the page’s own trainer`;
}

function writeCard(recipe: Recipe, { loss, right }: HeldOut, bytes: number): string {
  return `# ${recipe.id}

${recipe.shows}

- **Data**: ${recipe.data}. Nobody’s text; \`training/small/\` draws it.
- **Licence**: MIT.
- **Recipe**: ${sayRecipe(recipe)}. \`npm run small-models -- ${recipe.id}\` makes these bytes again.
- **Held out** (512 texts drawn with another seed): perplexity ${Math.exp(loss).toPrecision(DIGITS)} over what is asked, the likeliest
  answer is right in ${(100 * right).toPrecision(DIGITS)} %.
- **Size**: ${bytes} bytes, float32.
- **Limits**: it knows ${recipe.task.vocabulary.length} words or characters and nothing else. ${recipe.limits}
`;
}

type Tensor = readonly [name: string, shape: readonly number[], values: Float32Array];

/** safetensors: length of the header, header, data. */
function writeSafetensors(tensors: readonly Tensor[]): Uint8Array {
  const header: Record<string, unknown> = {};
  let offset = 0;
  for (const [name, shape, { byteLength }] of tensors) {
    header[name] = { dtype: "F32", shape, data_offsets: [offset, offset + byteLength] };
    offset += byteLength;
  }
  // Its length is a multiple of 8, so that the numbers can be read where they are.
  const text = JSON.stringify(header);
  const padded = Buffer.from(text.padEnd(Math.ceil(text.length / 8) * 8));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(padded.length));
  const data = tensors.map(([, , values]) => Buffer.from(values.buffer, values.byteOffset, values.byteLength));
  return Buffer.concat([length, padded, ...data]);
}
