import type { Stage } from "../engine/cell.ts";
import type { TraceLayout } from "../engine/trace.ts";
import type { SelectionSlice } from "./state.ts";

/** What is selected, without the actions. */
export type Selection = Pick<
  SelectionSlice,
  "layer" | "unit" | "unitIsAutomatic" | "step" | "stepIsAutomatic" | "stage" | "comparedUnits"
>;

/** What there is to select from. */
export interface Extent {
  /** T */
  readonly steps: number;
  /** Null before a model is there: units, layers and stages then stay as they were asked for. */
  readonly layout: Pick<TraceLayout, "layers" | "units"> | null;
  readonly stages: readonly Stage[];
}

/** At most so many units beside the pinned one. */
export const MOST_COMPARED = 3;

/**
 * The selection, brought into the extent. A step that follows the last word stays there; a sentence that was emptied makes the
 * step automatic again; a stage that the cell does not have becomes its last one.
 */
export function clampSelection(selection: Selection, { steps, layout, stages }: Extent): Selection {
  const { layer, unit, unitIsAutomatic, stage, comparedUnits } = selection;
  const stepIsAutomatic = selection.stepIsAutomatic || (steps === 0 && layout !== null);
  const step = stepIsAutomatic ? steps : clamp(selection.step, 1, steps);
  if (layout === null) return { layer, unit, unitIsAutomatic, step, stepIsAutomatic, stage, comparedUnits };
  const remaining = comparedUnits.filter((compared) => compared < layout.units);
  return {
    layer: clamp(layer, 0, layout.layers - 1),
    unit: clamp(unit, 0, layout.units - 1),
    unitIsAutomatic,
    step,
    stepIsAutomatic,
    stage: stages.some(({ id }) => id === stage) ? stage : (stages.at(-1)?.id ?? ""),
    comparedUnits: remaining.length === comparedUnits.length ? comparedUnits : remaining,
  };
}

/** A stage forward or back, over the border of words; null at the ends. */
export function nextStage(
  selection: Pick<Selection, "step" | "stage">,
  { steps, stages }: Pick<Extent, "steps" | "stages">,
  direction: 1 | -1,
): { step: number; stage: string } | null {
  const index = stages.findIndex((stage) => stage.id === selection.stage) + direction;
  const within = stages[index];
  if (steps === 0 || stages.length === 0) return null;
  if (within !== undefined && index >= 0) return { step: selection.step, stage: within.id };
  const step = selection.step + direction;
  const stage = direction > 0 ? stages[0] : stages.at(-1);
  return step < 1 || step > steps || stage === undefined ? null : { step, stage: stage.id };
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, Math.round(value)));
}
