import { openTransposed, type Transposed } from "../gradients/transposed.ts";
import type { Kernels } from "../kernels/kernels.ts";
import type { Model } from "../model.ts";

/** Rows that are multiplied at once. */
export const ROWS = 40;

/** The transposed weights of a model, for many gradients at once. */
export interface BackRows {
  /** W_yᵀ (H, V). */
  readonly toTop: Transposed;
  readonly layers: readonly {
    /** W_xᵀ (D, G·H), null for the first layer: what reaches the words is not asked. */
    readonly toBelow: Transposed | null;
    /** W_hᵀ (H, G·H), null in a cell without memory. */
    readonly toBefore: Transposed | null;
  }[];
}

const known = new WeakMap<Kernels, WeakMap<Model, BackRows>>();

/** Lays a model out once, for as long as it is there. @throws RangeError without a readout */
export function openBackRows(model: Model, kernels: Kernels): BackRows {
  const models = known.get(kernels) ?? new WeakMap<Model, BackRows>();
  known.set(kernels, models);
  const found = models.get(model) ?? layOut(model, kernels);
  models.set(model, found);
  return found;
}

function layOut({ readout, layers, layout, cell }: Model, kernels: Kernels): BackRows {
  if (readout === null) throw new RangeError("this model has no readout");
  const open = (weights: Float32Array, columns: number) => openTransposed(kernels, weights, columns, ROWS);
  return {
    toTop: open(readout.weights, layout.units),
    layers: layers.map(({ inputWeights, recurrentWeights, inputs }, place) => ({
      toBelow: place === 0 ? null : open(inputWeights, inputs),
      toBefore: cell.hasMemory ? open(recurrentWeights, layout.units) : null,
    })),
  };
}
