import { mostActiveUnit } from "../engine/analysis/activity.ts";
import { orderUnits } from "../engine/analysis/row-order.ts";
import type { GetState, Room, SetState } from "./room.ts";
import type { AppState } from "./state.ts";

/** Brings what must not jump at every letter (order of rows, automatic unit) up to date, when the numbers are at rest. */
export interface Settler {
  /** Settles now, or with the last chunk of the run under way. */
  readonly request: () => void;
  /** Part of the change that ends a run: what is to be settled with it. */
  readonly atRest: () => Partial<AppState>;
}

export function createSettler(set: SetState, get: GetState, room: Pick<Room, "buffer">): Settler {
  let isWanted = false;
  const settled = (): Partial<AppState> => {
    const { layer, order, unit, unitIsAutomatic, settledVersion } = get();
    const trace = room.buffer.trace();
    isWanted = false;
    if (trace === null) return {};
    return {
      settledVersion: settledVersion + 1,
      unitOrder: orderUnits(trace, layer, order),
      unit: unitIsAutomatic ? mostActiveUnit(trace, layer) : unit,
    };
  };
  return {
    request: () => {
      if (get().isBusy) isWanted = true;
      else set(settled());
    },
    atRest: () => (isWanted ? settled() : {}),
  };
}
