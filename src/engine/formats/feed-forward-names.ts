import type { LayerParameters } from "../cell.ts";
import { cells } from "../cells/registry.ts";
import { type ProblemTensor, type Result, succeed } from "../problem.ts";
import type { NamedTensor, Tensors } from "./format.ts";
import { compare, type FoundLayers, refuseMisfits } from "./pytorch-names.ts";

const layerName = /^(.*?)layers\.(\d+)\.weight$/;

/** Finds the layers of a stateless model, `layers.{k}.weight` (H, D) and `layers.{k}.bias` (H); null where there are none. */
export function findFeedForwardLayers(tensors: Tensors, fileName: string): Result<FoundLayers> | null {
  const first = [...tensors.keys()].map((name) => layerName.exec(name)).find((match) => match !== null);
  if (first === undefined || first === null) return null;
  const prefix = `${first[1]}layers.`;
  const units = tensors.get(`${prefix}0.weight`)?.shape[0] ?? 0;
  const layers: LayerParameters[] = [];
  const looked: ProblemTensor[] = [];
  for (let layer = 0; layer === 0 || tensors.has(`${prefix}${layer}.weight`); layer++) {
    const weight = tensors.get(`${prefix}${layer}.weight`);
    const bias = tensors.get(`${prefix}${layer}.bias`);
    const inputs = layer === 0 ? (weight?.shape[1] ?? 0) : units;
    looked.push(compare(`${prefix}${layer}.weight`, weight, [units, inputs]), compare(`${prefix}${layer}.bias`, bias, [units]));
    if (looked.some((tensor) => !tensor.fits)) continue;
    layers.push({
      inputWeights: (weight as NamedTensor).values,
      recurrentWeights: new Float32Array(0),
      bias: (bias as NamedTensor).values,
      inputs,
      units,
    });
  }
  return (
    refuseMisfits(looked, `${fileName} does not fit a stack of tanh layers`) ??
    succeed({
      cells: cells.filter((cell) => !cell.hasMemory).map((cell) => cell.id),
      layers,
      names: new Set(looked.map((tensor) => tensor.name)),
      notes: [],
    })
  );
}
