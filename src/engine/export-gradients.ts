import { type Experiment, isPlain, plainExperiment } from "./gradients/experiment.ts";
import type { Norms } from "./gradients/gradient-trace.ts";
import type { LayerStudy, ModelStudy } from "./gradients/study.ts";

/** One model's part of an exported file. */
export interface ExportedStudy {
  readonly study: ModelStudy;
  /** Spectral norms of the state Jacobians by layer; null where there are none. */
  readonly jacobians: readonly (Norms | null)[];
}

/**
 * `gatescope-gradients.json`, version 1 (FORMATS.md section 3). Every number is a float64 that reads back to itself; `…Log10` of a
 * zero is null, since JSON knows no infinity. An experiment is told where there is one. Keys that do not apply to a cell are left out.
 * @throws RangeError where there is no study.
 */
export function writeGradients(
  text: string,
  exported: readonly ExportedStudy[],
  experiment: Experiment = plainExperiment,
): string {
  const [first] = exported;
  if (first === undefined) throw new RangeError("no study to export");
  const { at, word, other, targetId, value } = first.study;
  const file = {
    format: "gatescope-gradients",
    version: 1,
    text,
    ...(isPlain(experiment) ? {} : { experiment }),
    loss: { at, target: other === null ? word : `${word}~${other}`, id: targetId, value },
    models: exported.map(({ study, jacobians }) => ({
      id: study.id,
      cell: study.cell,
      layers: study.layers.map((layer, place) => describeLayer(layer, jacobians[place] ?? null)),
      ...named("input", study.input),
    })),
  };
  return `${JSON.stringify(file)}\n`;
}

function describeLayer({ hidden, cell, directPath }: LayerStudy, jacobian: Norms | null) {
  return {
    ...named("hiddenState", hidden),
    ...(cell === null ? {} : named("cellState", cell)),
    ...(jacobian === null ? {} : named("jacobian", jacobian)),
    ...(directPath === null ? {} : { directPath: { max: [...directPath.max.plain], mean: [...directPath.mean.plain] } }),
  };
}

/** `name` and `nameLog10`. */
function named(name: string, { plain, log10 }: Norms): Record<string, readonly (number | null)[]> {
  return {
    [name]: [...plain],
    [`${name}Log10`]: Array.from(log10, (value) => (Number.isFinite(value) ? value : null)),
  };
}
