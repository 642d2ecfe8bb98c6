import { mostActiveUnit } from "../engine/analysis/activity.ts";
import { orderUnits } from "../engine/analysis/row-order.ts";
import { measureBounds } from "../engine/analysis/value-bounds.ts";
import type { TraceLayout } from "../engine/trace.ts";
import type { GetState, Room, SetState } from "./room.ts";
import type { AppState } from "./state.ts";

/** What must not jump at every letter: order of rows and automatic unit, bounds of the colours. */
export interface Settler {
  /** The reader has decided: everything follows now, or with the last chunk of the run under way. */
  readonly request: () => void;
  /** Somebody types: once they pause, the bounds follow, so that no colour stays clipped; unit and rows wait for a decision. */
  readonly typed: () => void;
  /** Part of the change that ends a run: what is to be settled with it. */
  readonly atRest: () => Partial<AppState>;
}

/** What is waited for. The greater one holds the smaller one. */
type Wanted = "nothing" | "bounds" | "everything";

/** Time without a letter that is a pause, ms. */
const PAUSE_MS = 1000;

export function createSettler(set: SetState, get: GetState, room: Pick<Room, "buffer" | "edges">): Settler {
  let wanted: Wanted = "nothing";
  /** The model whose units were put in order; the first words that another one reads settle everything. */
  let settledFor: TraceLayout | null = null;
  let callOffPause = () => {};

  const settled = (): Partial<AppState> => {
    const { layer, order, unit, unitIsAutomatic } = get();
    const trace = room.buffer.trace();
    const isWhole = wanted === "everything" || trace?.layout !== settledFor;
    const isWanted = isWhole || wanted === "bounds";
    wanted = "nothing";
    // An empty sentence has no order: what was drawn before stands until there are words again.
    if (!isWanted || trace === null || trace.steps === 0) return {};
    const bounds = measureBounds(trace, layer);
    if (!isWhole) return { bounds };
    settledFor = trace.layout;
    return { bounds, unitOrder: orderUnits(trace, layer, order), unit: unitIsAutomatic ? mostActiveUnit(trace, layer) : unit };
  };
  const ask = (what: Wanted): void => {
    if (wanted !== "everything") wanted = what;
    if (!get().isBusy) set(settled());
  };
  return {
    request: () => {
      callOffPause();
      ask("everything");
    },
    typed: () => {
      callOffPause();
      callOffPause = room.edges.clock.after(PAUSE_MS, () => ask("bounds"));
    },
    atRest: settled,
  };
}
