import type { LayerParameters } from "../../src/engine/cell.ts";
import { cells, findCell } from "../../src/engine/cells/registry.ts";
import type { Model } from "../../src/engine/model.ts";
import { createRandom } from "../../src/engine/random.ts";

export interface RandomModelShape {
  readonly cell: string;
  readonly layers: number;
  readonly units: number;
  readonly inputs: number;
  readonly vocabulary: number;
  readonly seed: number;
  /** Weights are uniform in [−scale, scale]. */
  readonly scale?: number;
  readonly start?: number | null;
}

/** A model with seeded random weights. */
export function createRandomModel(shape: RandomModelShape): Model {
  const cell = findCell(shape.cell);
  if (cell === undefined) throw new RangeError(`${shape.cell} of ${cells.map(({ id }) => id).join(", ")}`);
  const random = createRandom(shape.seed);
  const scale = shape.scale ?? 1;
  const draw = (length: number) => Float32Array.from({ length }, () => scale * (2 * random() - 1));
  const { units, vocabulary } = shape;
  const rows = cell.blocks.length * units;
  const layers = Array.from({ length: shape.layers }, (_, layer): LayerParameters => {
    const inputs = layer === 0 ? shape.inputs : units;
    return {
      inputWeights: draw(rows * inputs),
      recurrentWeights: draw(cell.hasMemory ? rows * units : 0),
      bias: draw(rows),
      inputs,
      units,
    };
  });
  return {
    config: {
      id: "random",
      label: "random",
      cell: cell.id,
      layers: shape.layers,
      inputs: shape.inputs,
      units,
      vocabulary,
      tied: false,
      tokenizer: "ids",
    },
    cell,
    layout: { layers: shape.layers, signals: cell.signals, units },
    words: null,
    start: shape.start ?? null,
    embedding: draw(vocabulary * shape.inputs),
    layers,
    readout: { weights: draw(vocabulary * units), bias: draw(vocabulary) },
  };
}
