import fc from "fast-check";
import { expect, test } from "vitest";
import { cells } from "../../../src/engine/cells/registry.ts";
import { differentiate } from "../../../src/engine/gradients/backward.ts";
import { runWords } from "../../../src/engine/gradients/study.ts";
import { measureWeightNorm } from "../../../src/engine/gradients/weight-norm.ts";
import { differentiateWeights } from "../../../src/engine/gradients/weights.ts";
import type { Model } from "../../../src/engine/model.ts";
import { createRandomModel } from "../random-model.ts";
import { finish } from "./finish.ts";

/** The readout reads with the embedding's own weights. */
function tie(model: Model): Model {
  if (model.readout === null) throw new Error("no readout");
  const units = model.config.inputs;
  return {
    ...model,
    config: { ...model.config, tied: true },
    readout: { ...model.readout, weights: model.embedding },
    ...{ units },
  };
}

test("the norm of all weights' gradients is that of the matrices that are never built", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...cells.map(({ id }) => id)),
      fc.integer({ min: 1, max: 2 }),
      fc.constantFrom(null, 2),
      fc.boolean(),
      fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 0, max: 99 }),
      (cell, layers, start, isTied, ids, seed) => {
        const drawn = createRandomModel({ cell, layers, units: 5, inputs: 5, vocabulary: 7, seed, scale: 0.8, start });
        const model = isTied ? tie(drawn) : drawn;
        const run = runWords(model, Int32Array.from(ids));
        const gradients = differentiate(run, { kind: "loss", at: ids.length, target: 3 });
        const { plain, log10 } = finish(measureWeightNorm(run, gradients));
        const wanted = differentiateWeights(run, gradients).norm;
        expect(Math.abs(plain / wanted.plain - 1)).toBeLessThan(1e-6);
        expect(log10).toBeCloseTo(wanted.log10, 6);
      },
    ),
  );
});
