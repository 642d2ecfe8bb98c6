import { expect, test } from "vitest";
import { traceValues, valuesOf } from "../../../../src/engine/analysis/features/unit-values.ts";
import { valuesOfUnit } from "../../../../src/engine/analysis/hold.ts";
import { finish } from "../../../../src/engine/gradients/progress.ts";
import { typescriptKernels } from "../../../../src/engine/kernels/typescript.ts";
import { createRandom } from "../../../../src/engine/random.ts";
import { createRun } from "../../../../src/engine/run.ts";
import { createRandomModel } from "../../random-model.ts";

test("a text's values are those of a run of the whole, unit by unit", () => {
  const model = createRandomModel({ cell: "lstm", layers: 2, units: 5, inputs: 4, vocabulary: 20, seed: 3, start: 1 });
  const random = createRandom(4);
  const ids = Int32Array.from({ length: 300 }, () => Math.floor(random() * model.config.vocabulary));
  const layer = model.config.layers - 1;
  const traced = finish(traceValues(model, ids, { layer, signals: ["cellState", "forgetGate"] }, typescriptKernels));
  const run = createRun(model, typescriptKernels);
  run.replace(0, ids);
  run.advance(ids.length);
  for (const name of ["cellState", "forgetGate"]) {
    const values = traced.get(name);
    if (values === undefined) throw new Error(`no ${name}`);
    for (let unit = 0; unit < values.units; unit++) {
      expect([...valuesOf(values, unit)]).toEqual([...valuesOfUnit(run.trace(), layer, name, unit)]);
    }
  }
});
