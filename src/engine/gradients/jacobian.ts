import { stateSignal } from "../analysis/activity.ts";
import type { LayerParameters } from "../cell.ts";
import { createBackward } from "../cells/backward.ts";
import type { Kernels } from "../kernels/kernels.ts";
import { typescriptKernels } from "../kernels/typescript.ts";
import { createRandom } from "../random.ts";
import { frameLength, signalIndex, type TraceLayout } from "../trace.ts";
import type { Norms } from "./gradient-trace.ts";
import type { Traced } from "./objective.ts";
import { normalize, type Scaled, scaledLength } from "./scaled.ts";
import { spectralNorm } from "./spectral-norm.ts";
import { openTransposed } from "./transposed.ts";

/** Rows that are carried between two reports of progress. */
const rowsAtOnce = 32;

/**
 * Spectral norms of ∂C_at/∂C_t of one layer, entries t = 1 … at (∂h_at/∂h_t in a cell without C_t; FORMATS.md section 3): the total
 * derivative, through every path in the layer, where h_t is computed anew from C_t. It is not a product of ∂C_k/∂C_{k−1}, since C
 * also acts through h. Yields how much is done, 0 … 1, so that a worker can do other things in between.
 * @throws RangeError for a cell without memory, and where the run has no such layer or step.
 */
export function* measureJacobian(
  run: Traced,
  layer: number,
  at: number,
  kernels: Kernels = typescriptKernels,
): Generator<number, Norms> {
  const { layout, cell } = run.model;
  const { units } = layout;
  const state = stateSignal(layout);
  const { values: trace, steps } = run.trace();
  if (!cell.hasMemory || state === null) throw new RangeError(`${cell.label} keeps no state`);
  if (!(layer >= 0 && layer < layout.layers)) throw new RangeError(`layer ${layer} of ${layout.layers}`);
  if (!(at >= 1 && at <= steps)) throw new RangeError(`step ${at} of ${steps}`);

  const parameters = run.model.layers[layer] as LayerParameters;
  const { linearize, carry } = createBackward(cell, parameters);
  const products = openTransposed(kernels, parameters.recurrentWeights, units, rowsAtOnce);
  const memoryAt = cell.blocks.map((_, block) => signalsOfBlock(layout, block) * units);
  const places = layout.signals.flatMap((signal, place) => (signal.role === "state" ? [place * units] : []));
  const stateAt = signalIndex(layout, state) * units;
  const layerLength = layout.signals.length * units;
  const now = new Float64Array(layerLength);
  const before = new Float64Array(layerLength);
  const hiddenColumn = places.indexOf(signalIndex(layout, cell.output) * units) * units;
  const accumulated = startOf(units, places, stateAt);
  const jacobian = new Float64Array(units * units);
  const norms: Norms = { plain: new Float64Array(at), log10: new Float64Array(at) };
  const random = createRandom(1);
  let vector: Float64Array | undefined;

  for (let step = at; step >= 1; step--) {
    const start = step * frameLength(layout) + layer * layerLength;
    const earlier = start - frameLength(layout);
    normalize(accumulated);
    linearize(trace.subarray(earlier, earlier + layerLength), trace.subarray(start, start + layerLength));
    for (let first = 0; first < units; first += rowsAtOnce) {
      const count = Math.min(rowsAtOnce, units - first);
      for (let n = 0; n < count; n++) {
        const row = first + n;
        // A row of ∂C_at/∂(h_t, C_t) is a gradient of C_at: carried one step, it is the row of ∂C_at/∂(h_{t−1}, C_{t−1}), and what
        // the step makes of C_t on the way is the row of ∂C_at/∂C_t with h_t = o ⊙ tanh C_t: δh starts as o ⊙ (1 − tanh²C) ⊙ δ.
        moveRow(accumulated.values, row, places, units, now, "read");
        carry(now, before);
        moveRow(accumulated.values, row, places, units, before, "write");
        for (let u = 0; u < units; u++) jacobian[row * units + u] = now[stateAt + u] as number;
        products.put(n, now, memoryAt, units);
      }
      products.multiply(count); // ∂h_{t−1} = W_hᵀ·∂z, a row each
      for (let n = 0; n < count; n++) {
        products.take(n, accumulated.values, (first + n) * places.length * units + hiddenColumn);
      }
      yield ((at - step) * units + first + count) / (at * units);
    }
    const found = spectralNorm(jacobian, units, random, vector);
    vector = found.vector;
    const { plain, log10 } = scaledLength(found.norm, accumulated.exponent);
    norms.plain[step - 1] = plain;
    norms.log10[step - 1] = log10;
    yield (at - step + 1) / at;
  }
  return norms;
}

/** Index of the signal that holds the memory part of a block; all its parts have the same derivative. */
function signalsOfBlock({ signals }: TraceLayout, block: number): number {
  return signals.findIndex(({ part }) => part?.block === block);
}

/** ∂C_at/∂(states at step `at`): (H, states · H), the unit matrix in the columns of C, 0 elsewhere. */
function startOf(units: number, places: readonly number[], stateAt: number): Scaled {
  const width = places.length * units;
  const values = new Float64Array(units * width);
  const column = places.indexOf(stateAt) * units;
  for (let row = 0; row < units; row++) values[row * width + column + row] = 1;
  return { values, exponent: 0 };
}

/** Moves a row of (H, states · H) into the states of a frame (S, H), or back. */
function moveRow(
  rows: Float64Array,
  row: number,
  places: readonly number[],
  units: number,
  frame: Float64Array,
  way: "read" | "write",
): void {
  let at = row * places.length * units;
  for (const place of places) {
    for (let u = 0; u < units; u++, at++) {
      if (way === "read") frame[place + u] = rows[at] as number;
      else rows[at] = frame[place + u] as number;
    }
  }
}
