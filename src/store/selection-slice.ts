import { findCell } from "../engine/cells/registry.ts";
import type { Expectations } from "./expectations.ts";
import type { GetState, Room, SetState } from "./room.ts";
import { clampSelection, type Extent, MOST_COMPARED, nextStage, type Selection } from "./selection.ts";
import type { Settler } from "./settle.ts";
import type { AppState, SelectionSlice } from "./state.ts";

/** What can be selected in this state. */
export function extentOf({ tokens, model }: Pick<AppState, "tokens" | "model">): Extent {
  return { steps: tokens.length, layout: model?.config ?? null, stages: findCell(model?.config.cell ?? "")?.stages ?? [] };
}

/** One selection for every view: (layer, unit, step, stage), kept inside what there is. */
export function createSelectionSlice(
  set: SetState,
  get: GetState,
  room: Room,
  settler: Settler,
  expectations: Expectations,
): SelectionSlice {
  const change = (wanted: Partial<Selection>): void => {
    const before = get();
    set(clampSelection({ ...before, ...wanted }, extentOf(before)));
    if (get().layer !== before.layer) settler.request();
    if (get().step !== before.step) expectations.ask();
  };
  return {
    layer: 0,
    unit: 0,
    unitIsAutomatic: true,
    step: 0,
    stepIsAutomatic: true,
    stage: "",
    comparedUnits: [],
    pin: ({ layer, unit, step, stage, isCommit = true }) => {
      change({
        ...(layer === undefined ? {} : { layer }),
        ...(unit === undefined ? {} : { unit, unitIsAutomatic: false }),
        ...(step === undefined ? {} : { step, stepIsAutomatic: false }),
        ...(stage === undefined ? {} : { stage }),
      });
      if (isCommit) room.commit();
      else room.draft();
    },
    compareUnit: (unit) => {
      const { comparedUnits, model } = get();
      if (model === null || unit < 0 || unit >= model.config.units) return;
      const others = comparedUnits.filter((other) => other !== unit);
      const isRemoved = others.length < comparedUnits.length;
      set({ comparedUnits: isRemoved ? others : [...others, unit].slice(-MOST_COMPARED) });
    },
    moveStage: (direction) => {
      if (room.edges.stageless?.includes(get().view)) return get().moveStep(direction);
      const target = nextStage(get(), extentOf(get()), direction);
      if (target === null) return false;
      change({ ...target, ...(target.step === get().step ? {} : { stepIsAutomatic: false }) });
      return true;
    },
    moveStep: (direction) => {
      const step = get().step + direction;
      if (step < 1 || step > get().tokens.length) return false;
      change({ step, stepIsAutomatic: false });
      return true;
    },
    firstStep: () => change({ step: 1, stepIsAutomatic: false }),
    lastStep: () => change({ stepIsAutomatic: true }),
  };
}
