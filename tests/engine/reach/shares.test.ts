import { describe, expect, test } from "vitest";
import { differentiate } from "../../../src/engine/gradients/backward.ts";
import { finish } from "../../../src/engine/gradients/progress.ts";
import { runWords } from "../../../src/engine/gradients/study.ts";
import { measureShares } from "../../../src/engine/reach/shares.ts";
import { signalIndex } from "../../../src/engine/trace.ts";
import { allKernels } from "../all-kernels.ts";
import { createRandomModel } from "../random-model.ts";

const ids = Int32Array.from({ length: 60 }, (_, k) => (k * 7 + 3) % 11);
/** More than are multiplied at once. */
const places = Array.from({ length: 45 }, (_, k) => k + 10);
const reach = 25;

const shapes = [
  { cell: "lstm", layers: 1, start: 0 },
  { cell: "lstm", layers: 2, start: null },
  { cell: "rnn", layers: 1, start: null },
  { cell: "rnn-relu", layers: 2, start: 0 },
] as const;

describe.each(allKernels)("with the kernels $id", (kernels) => {
  test.each(shapes)("all places of a text at once are as one by one in float64: $cell, $layers layers", (shape) => {
    const model = createRandomModel({ ...shape, units: 12, inputs: 5, vocabulary: 11, seed: 4, scale: 0.6 });
    const run = runWords(model, ids);
    for (let layer = 0; layer < shape.layers; layer++) {
      const shares = finish(measureShares(run, { places, layer, reach }, kernels));
      expect(shares.length).toBe(shape.cell === "lstm" ? 2 : 1);
      for (const { signal, log10 } of shares) {
        places.forEach((at, row) => {
          const { norms, trace } = differentiate(run, { kind: "loss", at, target: run.idAt(at + 1) });
          const { layers, signals } = trace.layout;
          const normAt = (step: number) =>
            norms.log10[(step * layers + layer) * signals.length + signalIndex(trace.layout, signal)] as number;
          for (let k = 0; k <= reach; k++) {
            const found = log10[row * (reach + 1) + k] as number;
            if (at - k < 1) expect(found).toBeNaN();
            else expect(found).toBeCloseTo(normAt(at - k) - normAt(at), 5);
          }
        });
      }
    }
  });
});

test("a model that remembers nothing has no shares", () => {
  const model = createRandomModel({ cell: "feed-forward", layers: 1, units: 6, inputs: 5, vocabulary: 11, seed: 4 });
  const [kernels] = allKernels;
  if (kernels === undefined) throw new Error("no kernels");
  expect(finish(measureShares(runWords(model, ids), { places: [12], layer: 0, reach }, kernels))).toEqual([]);
});
