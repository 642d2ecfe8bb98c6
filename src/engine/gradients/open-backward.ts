import type { CellBackwardSteps } from "../cell.ts";
import { createBackwardSteps } from "../cells/backward.ts";
import type { KernelRoom, Kernels, Matrix } from "../kernels/kernels.ts";
import type { Model } from "../model.ts";
import { readoutOf } from "./objective.ts";
import { transposed } from "./transposed.ts";

/** Steps whose local derivatives, products with W_x and norms are computed at once. */
const BLOCK = 32;

/** A layer as its way back needs it. */
export interface Layer {
  readonly steps: CellBackwardSteps;
  /** W_xᵀ (D, G·H) and W_hᵀ (H, G·H), null in a cell without memory. */
  readonly toInput: Matrix;
  readonly toHidden: Matrix | null;
}

/** Addresses of what a block of `steps` is computed in. */
export interface Places {
  readonly steps: number;
  /** (steps + 1, S, H): frames of the trace, and of derivatives. */
  readonly frames: number;
  readonly back: number;
  /** (steps, G·H), (steps, D), (steps, H), (steps, S). */
  readonly deltas: number;
  readonly inputs: number;
  readonly above: number;
  readonly norms: number;
  /** (V): ∂L/∂ the logits. */
  readonly logits: number;
}

/** A model laid out for its way back. */
export interface OpenedBackward {
  readonly room: KernelRoom;
  readonly places: Places;
  readonly layers: readonly Layer[];
  /** W_yᵀ (H, V). */
  readonly toTop: Matrix;
}

const known = new WeakMap<Kernels, WeakMap<Model, OpenedBackward>>();

/**
 * Lays a model out once, for as long as it is there: its weights, transposed, and room for a block of steps. What is computed in it is
 * written anew by every call, so that a computation must not be interrupted by another within a block.
 */
export function openBackward(model: Model, kernels: Kernels): OpenedBackward {
  const models = known.get(kernels) ?? new WeakMap<Model, OpenedBackward>();
  known.set(kernels, models);
  const found = models.get(model) ?? layOut(model, kernels);
  models.set(model, found);
  return found;
}

function layOut(model: Model, kernels: Kernels): OpenedBackward {
  const { cell, layout } = model;
  const { units, signals } = layout;
  const rows = cell.blocks.length * units;
  const readout = readoutOf(model);
  const words = readout.bias.length;
  const top = transposed(readout.weights, units);
  const turned = model.layers.map(({ inputWeights, recurrentWeights, inputs }) => ({
    input: transposed(inputWeights, inputs),
    recurrent: cell.hasMemory ? transposed(recurrentWeights, units) : null,
  }));
  return kernels.open((room) => ({
    room,
    places: {
      steps: BLOCK,
      frames: room.allocate((BLOCK + 1) * signals.length * units),
      back: room.allocate((BLOCK + 1) * signals.length * units),
      deltas: room.allocate(BLOCK * rows),
      inputs: room.allocate(BLOCK * Math.max(...model.layers.map((layer) => layer.inputs))),
      above: room.allocate(BLOCK * units),
      norms: room.allocate(BLOCK * signals.length),
      logits: room.allocate(words),
    },
    layers: model.layers.map((parameters, place): Layer => {
      const { input, recurrent } = turned[place] as (typeof turned)[number];
      return {
        steps: createBackwardSteps(cell, parameters, room, BLOCK),
        toInput: room.pack(input, parameters.inputs, rows),
        toHidden: recurrent === null ? null : room.pack(recurrent, units, rows),
      };
    }),
    toTop: room.pack(top, units, words),
  }));
}
