import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { createBackward } from "../../../src/engine/cells/backward.ts";
import { cells } from "../../../src/engine/cells/registry.ts";
import { differentiate } from "../../../src/engine/gradients/backward.ts";
import { checkGradients } from "../../../src/engine/gradients/check-gradients.ts";
import { createExactRun } from "../../../src/engine/gradients/exact-run.ts";
import type { Objective } from "../../../src/engine/gradients/objective.ts";
import { createRandomModel } from "../random-model.ts";
import { finish } from "./finish.ts";
import { readCases, readGradientCases, runOf } from "./golden-gradients.ts";

vi.mock("../../../src/engine/cells/backward.ts", { spy: true });

const vocabulary = 7;

// Differences across the kink of a ReLU are not derivatives; its gradients are held to PyTorch's.
const smooth = cells.map((cell) => cell.id).filter((id) => id !== "rnn-relu");

const traced = fc
  .record({
    cell: fc.constantFrom(...smooth),
    layers: fc.integer({ min: 1, max: 3 }),
    units: fc.integer({ min: 1, max: 6 }),
    inputs: fc.integer({ min: 1, max: 5 }),
    seed: fc.integer(),
    scale: fc.constantFrom(0.3, 1, 1.5),
    start: fc.constantFrom(null, 2),
    ids: fc.array(fc.nat(vocabulary - 1), { minLength: 1, maxLength: 7 }),
    kind: fc.constantFrom("loss", "logit", "difference"),
    words: fc.tuple(fc.nat(vocabulary - 1), fc.nat(vocabulary - 1)),
    at: fc.nat(),
  })
  .map(({ ids, kind, words: [target, other], at, ...shape }) => {
    const objective = { kind, at: 1 + (at % ids.length), target, other } as Objective;
    return { run: runOf(createRandomModel({ ...shape, vocabulary }), ids), objective };
  });

describe("gradients", () => {
  test("are finite differences: of small random cells, at every word, layer and weight", () => {
    fc.assert(
      fc.property(traced, ({ run, objective }) => {
        // Every entry of every matrix.
        const { largestRelativeError, measured } = finish(checkGradients(run, objective, { entries: 1000 }));
        expect(largestRelativeError).toBeLessThan(2e-5);
        if (objective.kind === "logit") expect(measured).toBeGreaterThan(0);
      }),
      { numRuns: 40 },
    );
  });

  test.each(readGradientCases().filter(({ model, ids }) => model.cell.id !== "rnn-relu" && ids.length <= 12))(
    "of $name are finite differences, of the shortest at every weight",
    ({ model, ids, objective }) => {
      const entries = ids.length <= 4 ? Infinity : 4;
      const check = finish(checkGradients(runOf(model, ids), objective, { entries }));
      expect(check.largestRelativeError).toBeLessThan(1e-5);
      expect(check.measured).toBeGreaterThan(ids.length);
    },
  );

  test("that are wrong are found out: one backward with its direct path halved", async ({ onTestFinished }) => {
    const [golden] = readCases("lstm-1");
    if (golden === undefined) throw new Error("no case");
    const { model } = golden;
    const cellAt = model.layout.signals.findIndex(({ name }) => name === "cellState") * model.layout.units;
    const whole = await vi.importActual<typeof import("../../../src/engine/cells/backward.ts")>(
      "../../../src/engine/cells/backward.ts",
    );
    onTestFinished(() => void vi.mocked(createBackward).mockReset());
    vi.mocked(createBackward).mockImplementation((cell, parameters) => {
      const { linearize, carry } = whole.createBackward(cell, parameters);
      return {
        linearize,
        carry: (now, before) => {
          carry(now, before);
          for (let u = 0; u < parameters.units; u++) before[cellAt + u] = (before[cellAt + u] as number) / 2;
        },
      };
    });
    const run = runOf(model, golden.ids);
    expect(finish(checkGradients(run, golden.objective)).largestRelativeError).toBeGreaterThan(0.01);
  });

  test("that have vanished are not called right or wrong", () => {
    const [golden] = readCases("rnn-long");
    if (golden === undefined) throw new Error("no case");
    const check = finish(checkGradients(runOf(golden.model, golden.ids), golden.objective, { entries: 1 }));
    expect(check.largestRelativeError).toBeLessThan(1e-4);
    expect(check.tooSmall).toBeGreaterThan(800);
  });
});

describe("a float64 copy of a run", () => {
  test("has the value of the float32 run as long as nothing is moved", () => {
    fc.assert(
      fc.property(traced, ({ run, objective }) => {
        expect(createExactRun(run, objective).evaluate()).toBeCloseTo(differentiate(run, objective).value, 12);
      }),
      { numRuns: 30 },
    );
  });
});
