import { applyExperiment } from "../engine/gradients/apply-experiment.ts";
import { type Experiment, plainExperiment } from "../engine/gradients/experiment.ts";
import { measureSpectrum } from "../engine/gradients/study.ts";
import type { Model } from "../engine/model.ts";
import type { Spectrum } from "./protocol.ts";

/** Spectra at recurrent scale 1, by model and by what else they depend on. */
const unscaled = new WeakMap<Model, Map<string, Spectrum | null>>();

/** Eigenvalues go with the factor on their matrix: they are found once, and scaled. */
export function spectrumOf(model: Model, experiment: Experiment, layer: number): Spectrum | null {
  const { weights, units, seed, recurrent } = experiment;
  const known = unscaled.get(model) ?? new Map<string, Spectrum | null>();
  unscaled.set(model, known);
  const key = JSON.stringify(weights === "random" ? [layer, units, seed] : [layer]);
  if (!known.has(key))
    known.set(key, measureSpectrum(applyExperiment(model, { ...plainExperiment, weights, units, seed }), layer));
  const found = known.get(key) ?? null;
  if (found === null || recurrent === 1) return found;
  const scale = (values: Float64Array) => values.map((value) => value * recurrent);
  return { real: scale(found.real), imaginary: scale(found.imaginary), radius: found.radius * recurrent };
}
