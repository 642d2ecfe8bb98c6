import { keepingGate } from "../analysis/half-life.ts";
import type { CellType, LayerParameters } from "../cell.ts";
import type { Model } from "../model.ts";
import { createRandom, drawNormal } from "../random.ts";
import type { Experiment } from "./experiment.ts";

/** The model under the experiment; arrays that do not change are shared with it, and between experiments on the same random cell. */
export function applyExperiment(model: Model, experiment: Experiment): Model {
  const base = experiment.weights === "random" ? freshModelOf(model, experiment) : model;
  const { recurrent, input, forgetBias } = experiment;
  if (recurrent === 1 && input === 1 && forgetBias === null) return base;
  const layers = base.layers.map(
    (layer, place): LayerParameters => ({
      ...layer,
      inputWeights: place === 0 ? scale(layer.inputWeights, input) : layer.inputWeights,
      recurrentWeights: scale(layer.recurrentWeights, recurrent),
      bias: forgetBias === null ? layer.bias : shiftForgetBias(base, layer, forgetBias),
    }),
  );
  return { ...base, layers };
}

/**
 * The ids (T) that are run under the experiment. Random words are drawn evenly from all `vocabulary` ids; a longer text begins like a
 * shorter one of the same seed. An empty sentence stays empty.
 */
export function experimentIds(ids: Int32Array, { length, words, seed }: Experiment, vocabulary: number): Int32Array {
  if (length === null || ids.length === 0) return ids;
  const random = createRandom(seed);
  return Int32Array.from({ length }, (_, k) =>
    words === "random" ? Math.floor(random() * vocabulary) : (ids[k % ids.length] as number),
  );
}

/** Mean over units of the bias b_ih + b_hh of the gate that keeps; null for a cell without one. */
export function meanForgetBias(model: Pick<Model, "cell" | "layout">, { bias, units }: LayerParameters): number | null {
  const block = keepingBlock(model);
  if (block === null) return null;
  let sum = 0;
  for (let u = 0; u < units; u++) sum += bias[block * units + u] as number;
  return sum / units;
}

function keepingBlock({ cell, layout }: Pick<Model, "cell" | "layout">): number | null {
  const gate = keepingGate(layout);
  const block = cell.blocks.findIndex(({ signal }) => signal === gate);
  return block < 0 ? null : block;
}

function shiftForgetBias(model: Model, layer: LayerParameters, wanted: number): Float32Array {
  const block = keepingBlock(model);
  const mean = meanForgetBias(model, layer);
  if (block === null || mean === null) return layer.bias;
  const { units } = layer;
  return layer.bias.map((value, at) => (Math.floor(at / units) === block ? value + (wanted - mean) : value));
}

function scale(weights: Float32Array, factor: number): Float32Array {
  return factor === 1 ? weights : weights.map((weight) => weight * factor);
}

/** The random cell of every model that was drawn last: a search or a slider asks for the same one again and again. */
const drawn = new WeakMap<Model, { readonly key: string; readonly fresh: Model }>();

function freshModelOf(model: Model, experiment: Experiment): Model {
  const key = `${experiment.units} ${experiment.seed}`;
  const last = drawn.get(model);
  if (last?.key === key) return last.fresh;
  const fresh = createFreshModel(model, experiment);
  drawn.set(model, { key, fresh });
  return fresh;
}

/**
 * A fresh model of the same kind with `units` units and the same words: weights and biases uniform in ±1/√H, the embedding normal
 * with deviation 1, as PyTorch initialises `nn.LSTM`, `nn.RNN`, `nn.Linear` and `nn.Embedding`. The readout is not tied.
 */
function createFreshModel(model: Model, { units: wanted, seed }: Experiment): Model {
  const { cell, config } = model;
  const units = wanted ?? config.units;
  const random = createRandom(seed);
  const bound = 1 / Math.sqrt(units);
  const uniform = (length: number) => Float32Array.from({ length }, () => bound * (2 * random() - 1));
  const layers = Array.from({ length: config.layers }, (_, layer) =>
    createFreshLayer(cell, { units, inputs: layer === 0 ? config.inputs : units }, uniform),
  );
  return {
    ...model,
    config: { ...config, units, tied: false },
    layout: { ...model.layout, units },
    embedding: drawNormal(config.vocabulary * config.inputs, random),
    layers,
    readout: { weights: uniform(config.vocabulary * units), bias: uniform(config.vocabulary) },
  };
}

function createFreshLayer(
  cell: CellType,
  { units, inputs }: { readonly units: number; readonly inputs: number },
  uniform: (length: number) => Float32Array,
): LayerParameters {
  const rows = cell.blocks.length * units;
  const second = uniform(rows);
  return {
    inputWeights: uniform(rows * inputs),
    recurrentWeights: uniform(cell.hasMemory ? rows * units : 0),
    // b_ih + b_hh, both drawn.
    bias: uniform(rows).map((first, at) => first + (second[at] as number)),
    inputs,
    units,
  };
}
